use contract::ids::OrganizationId;
use entity::webhook;
use mail::{Message, WebhookChange};
use sea_orm::ConnectionTrait;

use super::show::origin;
use crate::accounts::find_organization;
use crate::actor::AdminPrincipal;
use crate::outbox::enqueue_to_owners;
use crate::{Context, Error};

/// Emails all owners where events are sent from now on. A webhook passes on names and addresses for as
/// long as it exists, also after the administrator who directed it there was removed.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(super) async fn tell_owners(
    context: &Context,
    tx: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    webhook: &webhook::Model,
    change: WebhookChange,
) -> Result<(), Error> {
    let organization = find_organization(tx, OrganizationId(webhook.organization_id)).await?;
    let message = Message::WebhookAddressSet {
        change,
        name: webhook.name.clone(),
        url: origin(&webhook.url),
        by: principal.done_by(context.now()),
    };
    enqueue_to_owners(context, tx, &organization, &message).await
}
