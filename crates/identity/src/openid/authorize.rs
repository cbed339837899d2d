use ::oidc::authorize::{Entry, PageError, Refusal, check, entry};
use ::oidc::parameters::Parameters;

use super::client::find;
use super::push;
use super::sign_on::SignOn;
use crate::requests::{Browser, BrowserRequest, Outcome, Rejected, begin, remember};
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
    let (client_id, pushed) = match entry(parameters) {
        Ok(Entry::Direct { client_id }) => (client_id, None),
        Ok(Entry::Pushed { client_id, request }) => (client_id, Some(request)),
        Err(error) => return Ok(Outcome::Page(error.into())),
    };
    let Some(registered) = find(context.database().read(), client_id).await? else {
        return Ok(Outcome::Page(PageError::UnknownClient.into()));
    };
    if let Some(token) = pushed {
        // Other parameters of the address are ignored: only the application itself knows what it pushed.
        let Some(request) = push::take(context, &registered, token).await? else {
            let rejected = Rejected::from(PageError::Expired);
            remember(context, &registered.application, &rejected).await;
            return Ok(Outcome::Page(rejected));
        };
        let sign_on = SignOn {
            registered,
            request,
        };
        // The settings may have changed since it was pushed.
        if let Err(rejected) = sign_on.recheck() {
            remember(context, &sign_on.registered.application, &rejected).await;
            return Ok(Outcome::Page(rejected));
        }
        return begin(context, browser, &sign_on).await;
    }
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
