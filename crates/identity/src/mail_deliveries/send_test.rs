use contract::mail::MailDelivery;
use mail::Notice;
use rules::role::Permission;
use sea_orm::EntityTrait;

use super::show;
use crate::actor::Operator;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, accounts, outbox};

/// Sends a test message to the administrator who asks, and to nobody else. Needs a person
/// with `organization:write`.
///
/// # Errors
/// `forbidden`.
pub async fn send_test(context: &Context, operator: &Operator) -> Result<MailDelivery, Error> {
    operator.require(Permission::OrganizationWrite)?;
    let asking = operator.person()?;
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, asking.organization, Portal::Admin, asking.id.0).await?;
    let notice = Notice::TestMessage {
        requested_by: account.name.clone(),
    };
    let id = outbox::enqueue(context, &tx, &account, &notice).await?;
    let act = Act::new("mail.test_sent", operator.party()).from(operator.client());
    record(context, &tx, asking.organization, act).await?;
    let row = entity::mail::Entity::find_by_id(id.0)
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(show(row))
}
