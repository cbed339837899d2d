use contract::continuing::{AuthorizationRequest, RequestingApplication};
use contract::ids::ApplicationId;

use super::find_request::{Found, find, with_request};
use crate::requests::{BrowserRequest, SignOnRequest};
use crate::{Context, Error};

/// Returns a request for the page of the portal. `binding` is the token in the cookie of the browser.
///
/// # Errors
/// `not-found` if it is unknown, was answered or has expired, or belongs to another browser.
pub async fn show_request(
    context: &Context,
    token: &str,
    binding: Option<&str>,
) -> Result<AuthorizationRequest, Error> {
    let found = find(context, token, binding).await?;
    let Found { row, request } = found.ok_or(Error::NotFound)?;
    Ok(with_request!(request, request => {
        let (application, wishes) = (request.application(), request.wishes());
        AuthorizationRequest {
            application: RequestingApplication {
                id: ApplicationId(application.id),
                name: application.name.clone(),
                letter: application.letter.clone(),
                color: application.color,
            },
            scopes: request.scopes(),
            sign_in_again: wishes.sign_in_again || wishes.max_age.is_some_and(|age| age.is_zero()),
            choose_account: wishes.choose_account,
            login_hint: request.login_hint(),
            expires_at: row.expires_at,
        }
    }))
}
