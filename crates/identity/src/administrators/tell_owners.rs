use mail::{Message, OwnerChange};
use rules::role::Role;

use crate::Error;
use crate::accounts::{HeldAccount, role};
use crate::actor::AdminPrincipal;

/// Emails all owners if the held administrator is one of them. Call it before the change, so that the
/// owner who is suspended or removed gets the email too.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(super) async fn tell_owners(
    principal: &AdminPrincipal,
    held: &HeldAccount<'_>,
    change: OwnerChange,
) -> Result<(), Error> {
    if role(&held.account)? != Role::Owner {
        return Ok(());
    }
    held.enqueue_to_owners(&Message::OwnerChanged {
        change,
        name: held.account.name.clone(),
        email: held.account.email.clone(),
        by: principal.done_by(held.context().now()),
    })
    .await
}
