//! The beginning and the end that the acts of administrators on a user have in common. An act is
//! a function on the held user, so that [`bulk`](super::bulk()) does the same without reading
//! what it would throw away.

use contract::ids::UserId;
use contract::users::User;

use super::read::read;
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::{Context, Error};

/// Holds a user of the principal's organization.
///
/// # Errors
/// `not-found`.
pub(crate) async fn hold<'a>(
    context: &'a Context,
    principal: &AdminPrincipal,
    id: UserId,
) -> Result<HeldAccount<'a>, Error> {
    HeldAccount::begin(context, principal.organization(), Portal::User, id.0).await
}

/// Commits, and returns the user as they are then.
///
/// # Errors
/// When the database fails.
pub(crate) async fn commit(held: HeldAccount<'_>) -> Result<User, Error> {
    let id = UserId(held.account.id);
    let user = read(held.context(), held.tx(), held.organization_id(), id).await?;
    held.commit().await?;
    Ok(user)
}
