//! The common start of administrators' actions on a user. An action is a function on the held user,
//! so that [`bulk`](super::bulk()) can call it without reading a result that it would discard.

use contract::ids::UserId;

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
