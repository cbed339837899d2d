//! What all administrator actions on a user have in common. An action is a function on a held user,
//! so that [`bulk`](super::bulk()) can reuse it without reading a result that it would discard.

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

/// Commits and returns the changed user.
///
/// # Errors
/// If the database fails.
pub(crate) async fn commit(held: HeldAccount<'_>) -> Result<User, Error> {
    let id = UserId(held.account.id);
    let user = read(held.context(), held.tx(), held.organization_id(), id).await?;
    held.commit().await?;
    Ok(user)
}
