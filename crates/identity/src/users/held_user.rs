//! The common start of administrators' actions on a user. An action is a function on the held user,
//! so that [`bulk`](super::bulk()) can call it without reading a result that it would discard.

use contract::ids::UserId;

use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::{Context, Error};

/// Holds a user of the principal's organization, if the user has the version that the request
/// expects.
///
/// # Errors
/// `not-found`, `stale-version`.
pub(crate) async fn hold<'a>(
    context: &'a Context,
    principal: &AdminPrincipal,
    id: UserId,
) -> Result<HeldAccount<'a>, Error> {
    let organization = principal.organization();
    let held = HeldAccount::begin(context, organization, Portal::User, id.0).await?;
    principal.client().expects.check(held.account.version)?;
    Ok(held)
}
