use super::browser::{Browser, Outcome};
use super::decide::{Decided, decide};
use super::request::{BrowserRequest, Declined};
use super::rows::Pending;
use crate::{Context, Error};

/// Answers a request that has just arrived, or leaves it to the portal to ask the person.
///
/// # Errors
/// If the database fails.
pub(crate) async fn begin(
    context: &Context,
    browser: &Browser<'_>,
    request: &impl BrowserRequest,
) -> Result<Outcome, Error> {
    if let Some(user) = browser.user(context).await? {
        if let Decided::Answer(reply) = decide(context, &user, request, None).await? {
            return Ok(Outcome::Reply(reply));
        }
    } else if request.wishes().silent {
        return Ok(Outcome::Reply(request.decline(context, Declined::SignIn)?));
    }
    Ok(Outcome::Ask(Pending::of(request)?))
}
