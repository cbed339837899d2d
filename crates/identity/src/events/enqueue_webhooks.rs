use contract::webhooks::PayloadType;
use entity::event::Model;
use entity::webhook;
use entity::webhook_delivery::{ActiveModel, Column, Entity};
use rules::event::PartyKind;
use rules::extensible::Extensible;
use rules::webhook::WebhookDeliveryState;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QueryTrait, Select,
};
use serde_json::json;
use uuid::Uuid;

use super::show::show;
use crate::database::StatementText;
use crate::{Context, Error};

/// Writes a delivery of the event for each webhook that wants it, in the transaction `db` of the action.
/// Wakes the worker, which looks again until that transaction is committed.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(super) async fn enqueue_webhooks(
    context: &Context,
    db: &impl ConnectionTrait,
    event: Model,
) -> Result<(), Error> {
    static TEXT: StatementText = StatementText::new();
    let (organization, backend) = (event.organization_id, db.get_database_backend());
    let statement = TEXT.with(backend, [organization.into(), true.into()], || {
        enabled_webhooks(organization).build(backend)
    });
    let enabled = webhook::Model::find_by_statement(statement).all(db).await?;
    let wants =
        |hook: &webhook::Model| hook.events.is_empty() || hook.events.contains(&event.action);
    let webhooks: Vec<Uuid> = enabled
        .iter()
        .filter(|it| wants(it))
        .map(|it| it.id)
        .collect();
    if webhooks.is_empty() {
        return Ok(());
    }
    let subject = subject(&event);
    let new = ActiveModel {
        organization_id: Set(event.organization_id),
        event_id: Set(Some(event.id)),
        subject_id: Set(subject),
        event: Set(event.action.clone().map(PayloadType::Event)),
        state: Set(WebhookDeliveryState::Queued),
        attempts: Set(0),
        created_at: Set(context.now()),
        queued_at: Set(context.now()),
        next_attempt_at: Set(Some(context.now())),
        ..Default::default()
    };
    let body = body(event);
    for webhook in webhooks {
        let row = ActiveModel {
            id: Set(context.new_id()),
            webhook_id: Set(webhook),
            position: Set(next_position(db, webhook, subject).await?),
            body: Set(body.clone()),
            ..new.clone()
        };
        Entity::insert(row).exec_without_returning(db).await?;
    }
    context.webhook_waits().notify_one();
    Ok(())
}

/// The webhooks of an organization that are sent events.
pub(super) fn enabled_webhooks(organization: Uuid) -> Select<webhook::Entity> {
    webhook::Entity::find()
        .filter(webhook::Column::OrganizationId.eq(organization))
        .filter(webhook::Column::Enabled.eq(true))
}

/// What a webhook is sent: the event as the API shows it, with its kind and its time beside it, as
/// Standard Webhooks recommends.
fn body(event: Model) -> String {
    let kind = event.action.clone();
    json!({ "type": kind, "timestamp": event.at, "data": show(event) }).to_string()
}

/// The account that the event is about: its target, or else its actor. If neither is an account, the
/// target, or else the actor.
fn subject(event: &Model) -> Option<Uuid> {
    let is_account = |kind: &Extensible<PartyKind>| {
        matches!(
            kind.known(),
            Some(PartyKind::User | PartyKind::Administrator)
        )
    };
    if event.target_kind.as_ref().is_some_and(is_account) {
        event.target_id
    } else if is_account(&event.actor_kind) {
        event.actor_id
    } else {
        event.target_id.or(event.actor_id)
    }
}

/// The next place among the deliveries about this subject. An action on an account holds the account, so
/// two actions on the same account take different places, in the order in which they happen. The clocks
/// of several servers would not give this order.
async fn next_position(
    db: &impl ConnectionTrait,
    webhook: Uuid,
    subject: Option<Uuid>,
) -> Result<i64, Error> {
    let Some(subject) = subject else {
        return Ok(0);
    };
    let last = Entity::find()
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::SubjectId.eq(subject))
        .order_by_desc(Column::Position)
        .one(db)
        .await?;
    Ok(last.map_or(1, |last| last.position.saturating_add(1)))
}
