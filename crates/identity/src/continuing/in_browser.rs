use entity::authorization_request;

use super::find_request::{Found, find, with_request};
use crate::requests::{
    Browser, BrowserRequest, Decided, Declined, Outcome, Rejected, Waiting, decide, take,
};
use crate::{Context, Error, sessions};

/// Continues with a request in the browser: in the session that the portal has continued in, otherwise
/// in the one that the SSO cookie of the browser identifies.
///
/// # Errors
/// If the database fails, or the server is busy.
pub async fn continue_in_browser(
    context: &Context,
    browser: &Browser<'_>,
    token: &str,
) -> Result<Outcome, Error> {
    let Some(found) = find(context, token, browser.binding).await? else {
        return Ok(Outcome::Page(Rejected::expired()));
    };
    let Found { row, request } = found;
    let answered =
        with_request!(request, request => perform(context, browser, &row, &*request).await?);
    match answered {
        Some(outcome) => Ok(outcome),
        None => Ok(Outcome::AskAgain(Waiting {
            token: token.to_owned(),
            browser: browser.binding()?,
        })),
    }
}

/// `None` if the portal has to ask the person first.
async fn perform(
    context: &Context,
    browser: &Browser<'_>,
    row: &authorization_request::Model,
    request: &impl BrowserRequest,
) -> Result<Option<Outcome>, Error> {
    // The settings may have changed since the request was checked.
    if let Err(rejected) = request.recheck() {
        return Ok(Some(Outcome::Page(rejected)));
    }
    let write = context.database().write();
    if row.denied {
        take(write, row).await?;
        let reply = request.decline(context, Declined::Denied)?;
        return Ok(Some(Outcome::Reply(reply)));
    }
    let user = match row.session_id {
        Some(session) => sessions::user_by_session(context, session, browser.client).await?,
        None => browser.user(context).await?,
    };
    let Some(user) = user else {
        if !request.wishes().silent {
            return Ok(None);
        }
        take(write, row).await?;
        let reply = request.decline(context, Declined::SignIn)?;
        return Ok(Some(Outcome::Reply(reply)));
    };
    Ok(match decide(context, &user, request, Some(row)).await? {
        Decided::Answer(reply) => {
            // Errors leave the row, because nothing was opened.
            take(write, row).await?;
            Some(Outcome::Reply(reply))
        }
        Decided::Gone => Some(Outcome::Page(Rejected::expired())),
        Decided::Ask => None,
    })
}
