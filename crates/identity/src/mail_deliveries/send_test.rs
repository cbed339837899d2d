use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::mail::MailDelivery;
use entity::mail::{Column, Entity};
use mail::Message;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::show;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::idempotency::{Create, claim};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::{Context, Error, accounts, outbox};

/// Sends a test message to the administrator who asks, and to nobody else. With an
/// `idempotency_key` (kept for a day) a second call of theirs sends no other. Needs a person
/// with `organization:write`.
///
/// # Errors
/// `idempotency-conflict`, `forbidden`.
pub async fn send_test(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    idempotency_key: Option<&str>,
) -> Result<MailDelivery, Error> {
    let asking = principal.person()?;
    let organization = asking.organization;
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, asking.account).await?;
    let message = Message::TestMessage {
        requested_by: account.name.clone(),
    };
    let id = outbox::enqueue(context, &tx, &account, &message).await?;
    let once = Create {
        organization,
        operation: "test_mail",
        key: idempotency_key,
        request: &asking.id(),
    };
    if let Some(first) = claim(context, &tx, once, id.0).await? {
        // The mail that was written just now goes with the transaction.
        return read(&tx, organization, first).await;
    }
    let act = Act::new(EventAction::MailTestSent, principal.party()).from(principal.client());
    record(context, &tx, organization, act).await?;
    let mail = read(&tx, organization, id.0).await?;
    tx.commit().await?;
    Ok(mail)
}

async fn read(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: Uuid,
) -> Result<MailDelivery, Error> {
    let row = Entity::find_by_id(id)
        .filter(Column::OrganizationId.eq(organization.0))
        .one(db)
        .await?;
    row.map(show).ok_or(Error::NotFound)
}
