use ::saml::authn_request::CheckedRequest;
use contract::ids::ApplicationId;

use super::problems::unknown;
use super::registered::find;
use super::sign_on::{SignOn, not_idp_initiated};
use crate::requests::{Browser, Outcome, begin};
use crate::{Context, Error};

/// Opens an application with a response that it did not ask for, if its settings allow that.
///
/// # Errors
/// If the database fails, or the server is busy.
pub async fn open_idp_initiated(
    context: &Context,
    browser: &Browser<'_>,
    id: ApplicationId,
) -> Result<Outcome, Error> {
    let read = context.database().read();
    let Some(registered) = find(context, read, id).await? else {
        return Ok(Outcome::Page(unknown()));
    };
    let settings = registered.stored.settings();
    if !settings.idp_initiated {
        return Ok(Outcome::Page(not_idp_initiated()));
    }
    let state = settings.default_relay_state.clone();
    let request = CheckedRequest::unsolicited(&registered.provider, state);
    let request = request.ok_or_else(|| Error::internal("an application has no address"))?;
    let asked = SignOn {
        registered,
        request,
    };
    begin(context, browser, &asked).await
}
