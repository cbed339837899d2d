//! The beginning that the acts of administrators on a user have in common. An act is a function on
//! the held user, so that [`bulk`](super::bulk()) does the same without reading what it would throw
//! away.

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
