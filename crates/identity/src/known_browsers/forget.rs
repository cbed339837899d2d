use contract::events::EventAction;
use contract::ids::{KnownBrowserId, UserId};

use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
use crate::events::NewEvent;
use crate::permitted::{Permitted, UsersAssist};
use crate::users::hold;
use crate::{Context, Error};

const ACTION: EventAction = EventAction::BrowserForgotten;

/// Makes a browser unknown to the caller's account. A session in it continues.
///
/// # Errors
/// `not-found`, `unauthenticated`.
pub async fn forget_mine(
    context: &Context,
    signed_in: &SignedIn,
    id: KnownBrowserId,
) -> Result<(), Error> {
    let held = signed_in.hold(context).await?;
    forget(held, id, signed_in.event(ACTION)).await
}

/// Makes a browser unknown to a user's account. A session in it continues.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn forget_of_user(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    user: UserId,
    id: KnownBrowserId,
) -> Result<(), Error> {
    let held = hold(context, principal, user).await?;
    forget(held, id, principal.event(ACTION)).await
}

async fn forget(
    held: HeldAccount<'_>,
    id: KnownBrowserId,
    event: NewEvent<'_>,
) -> Result<(), Error> {
    let Some(browser) = held.forget_browser(id.0).await? else {
        return Err(Error::NotFound);
    };
    held.record(event.with("browser", browser.device)).await?;
    held.commit().await
}
