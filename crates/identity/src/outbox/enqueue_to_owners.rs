use entity::organization;
use mail::Message;
use rules::role::Role;
use sea_orm::ConnectionTrait;

use super::enqueue_to_permitted::enqueue_to_roles;
use crate::{Context, Error};

/// Emails all owners about an action that can be used to take over the organization. The owner who
/// performed it is included, because their session may have been stolen. Call it before an action
/// that makes somebody stop being an owner.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(crate) async fn enqueue_to_owners(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    message: &Message,
) -> Result<(), Error> {
    enqueue_to_roles(context, db, organization, [Role::Owner], message).await
}
