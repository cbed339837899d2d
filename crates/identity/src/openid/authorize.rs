use ::oidc::authorize::{Entry, PageError, Refusal, check, entry};
use ::oidc::error::ProtocolError;
use ::oidc::parameters::Parameters;

use super::browser::{Browser, Outcome};
use super::client::find;
use super::open::{Decided, Request, decide};
use super::{problems, requests};
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
        Err(error) => return Ok(Outcome::Page(error)),
    };
    let Some(registered) = find(context.database().read(), client_id).await? else {
        return Ok(Outcome::Page(PageError::UnknownClient));
    };
    let issuer = context.addresses().issuer();
    let request = match check(parameters, &registered.client, issuer) {
        Ok(request) => request,
        Err(Refusal::Page(error)) => {
            problems::remember(context, &registered.application, &error).await;
            return Ok(Outcome::Page(error));
        }
        Err(Refusal::Redirect(answer)) => {
            problems::remember(context, &registered.application, &answer).await;
            return Ok(Outcome::Reply(answer.reply()));
        }
    };
    if let Some(user) = browser.user(context).await? {
        let asked = Request {
            registered: &registered,
            request: &request,
            row: None,
        };
        if let Decided::Answer(answer) = decide(context, &user, &asked).await? {
            return Ok(Outcome::Reply(answer.reply()));
        }
    } else if request.is_silent() {
        let answer = request.refuse(issuer, ProtocolError::LOGIN_REQUIRED);
        return Ok(Outcome::Reply(answer.reply()));
    }
    let waiting = requests::store(context, &registered, &request, browser).await?;
    Ok(Outcome::Ask(waiting))
}
