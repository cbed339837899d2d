use contract::events::EventAction;
use contract::ids::{MailId, OrganizationId};
use contract::mail_deliveries::MailDelivery;
use mail::Message;
use sea_orm::ConnectionTrait;

use super::show;
use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{MailTest, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Sends a test email to the calling administrator, and to nobody else. A second call with the same
/// `idempotency_key` (kept for a day) sends no other email. Requires a person with
/// `organization:write`.
///
/// # Errors
/// `idempotency-conflict`, `forbidden`.
pub async fn send_test(
    context: &Context,
    principal: &Permitted<MailTest>,
    idempotency_key: Option<&str>,
) -> Result<Once<MailDelivery>, Error> {
    let asking = principal.person()?;
    let organization = asking.organization;
    let held = HeldAccount::begin(context, organization, Portal::Admin, asking.account).await?;
    let message = Message::TestMessage {
        requested_by: held.account.name.clone(),
    };
    let id = held.enqueue(&message).await?;
    let once = Create {
        by: principal,
        operation: "test_mail",
        key: idempotency_key,
        request: &asking.id(),
    };
    if let Some(first) = claim(context, held.tx(), once, id.0).await? {
        // Dropping the transaction discards the email just enqueued.
        let first = delivery(held.tx(), organization, MailId(first)).await?;
        return Ok(Once::replay(first));
    }
    held.record_without_target(principal.event(EventAction::MailTestSent))
        .await?;
    let mail = delivery(held.tx(), organization, id).await?;
    held.commit().await?;
    Ok(Once::done(mail))
}

/// An email in the delivery log.
///
/// # Errors
/// `not-found`.
pub(crate) async fn delivery(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: MailId,
) -> Result<MailDelivery, Error> {
    find(db, organization, id).await.map(show)
}
