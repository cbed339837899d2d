use ::oidc::authorize::{Entry, PageError, Refusal, check, entry};
use ::oidc::parameters::Parameters;

use super::client::find;
use super::sign_on::SignOn;
use crate::requests::{Browser, Outcome, Rejected, begin, remember};
use crate::{Context, Error};

/// Answers an authorization request.
///
/// # Errors
/// If the database fails.
pub async fn authorize(
    context: &Context,
    browser: &Browser<'_>,
    parameters: &Parameters,
) -> Result<Outcome, Error> {
    let client_id = match entry(parameters) {
        // No request has been pushed, because nothing offers that: the check refuses the second.
        Ok(Entry::Direct { client_id } | Entry::Pushed { client_id, .. }) => client_id,
        Err(error) => return Ok(Outcome::Page(error.into())),
    };
    let Some(registered) = find(context.database().read(), client_id).await? else {
        return Ok(Outcome::Page(PageError::UnknownClient.into()));
    };
    let issuer = context.addresses().issuer();
    let request = match check(parameters, &registered.client, issuer) {
        Ok(request) => request,
        Err(Refusal::Page(error)) => {
            let rejected = Rejected::from(error);
            remember(context, &registered.application, &rejected).await;
            return Ok(Outcome::Page(rejected));
        }
        Err(Refusal::Redirect(answer)) => {
            remember(context, &registered.application, &answer).await;
            return Ok(Outcome::Reply(answer.reply()));
        }
    };
    begin(
        context,
        browser,
        &SignOn {
            registered,
            request,
        },
    )
    .await
}
