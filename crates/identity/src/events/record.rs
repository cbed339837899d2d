use std::collections::BTreeMap;
use std::time::Duration;

use contract::events::{EventAction, Outcome};
use contract::ids::OrganizationId;
use entity::Document;
use entity::event::{Column, Entity, Model};
use entity::webhook;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::enqueue_webhooks::{enabled_webhooks, enqueue_webhooks};
use super::follow::needs_position;
use crate::actor::{Client, Party};
use crate::{Context, Error};

/// An event to [`record`].
#[derive(Debug)]
pub struct NewEvent<'a> {
    action: EventAction,
    actor: Party,
    target: Option<Party>,
    client: Option<&'a Client>,
    failed: bool,
    detail: BTreeMap<&'static str, String>,
}

impl<'a> NewEvent<'a> {
    /// `actor` performed `action`.
    pub const fn new(action: EventAction, actor: Party) -> Self {
        Self {
            action,
            actor,
            target: None,
            client: None,
            failed: false,
            detail: BTreeMap::new(),
        }
    }

    /// Sets the target.
    #[must_use]
    pub fn to(mut self, target: Party) -> Self {
        self.target = Some(target);
        self
    }

    /// Sets the target unless one is already set.
    #[must_use]
    pub fn to_unless_set(mut self, target: impl FnOnce() -> Party) -> Self {
        self.target.get_or_insert_with(target);
        self
    }

    /// Sets the client that sent the request.
    #[must_use]
    pub const fn from(mut self, client: &'a Client) -> Self {
        self.client = Some(client);
        self
    }

    /// Sets the outcome to failure.
    #[must_use]
    pub const fn failed(mut self) -> Self {
        self.failed = true;
        self
    }

    /// Adds a detail. Must not contain a secret.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.detail.insert(key, value.into());
        self
    }
}

/// Records an event of `organization` on `db`, which is the transaction of the action.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub async fn record(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    event: NewEvent<'_>,
) -> Result<(), Error> {
    insert(context, db, organization, event, None).await
}

/// How long repeated failures are counted in one event.
const COUNTED_FOR: Duration = Duration::from_secs(60 * 60);

/// The details that tell repeated failures apart. The server or an administrator chooses their values, so
/// there are few.
const TELL_APART: [&str; 3] = ["reason", "network", "host"];
/// The number of events among which the one that counts a failure is looked for. Further ones are counted
/// in the latest.
const LOOKED_AT: u64 = 50;

/// As [`record`], for a failure that anyone can cause any number of times, so that such failures
/// cannot fill the events: the same action on the same target from one network, for the same reason, is one
/// event per hour. Its details contain the number of attempts and the time of the last one. Whenever the number
/// has doubled, programs that follow the events read it again, and webhooks are sent it again. `db` holds
/// the target.
///
/// # Errors
/// If the database fails; the action must then fail too.
pub(crate) async fn record_repeated(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    event: NewEvent<'_>,
    client: &Client,
) -> Result<(), Error> {
    let now = context.now();
    let network = client.network();
    let recent = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::TargetId.eq(event.target.as_ref().and_then(|target| target.id)))
        .filter(Column::Id.gte(first_id_at(now.minus(COUNTED_FOR))))
        .filter(Column::Action.eq(event.action))
        .filter(Column::Network.eq(network.as_str()))
        .order_by_desc(Column::Id)
        .limit(LOOKED_AT)
        .all(db)
        .await?;
    let Some(mut first) = counting(recent, &event) else {
        return insert(context, db, organization, event, Some(network)).await;
    };
    let detail = &mut first.detail.0;
    let before = detail.get("attempts").and_then(|count| count.parse().ok());
    let attempts = before.unwrap_or(1_u64).saturating_add(1);
    detail.insert("attempts".to_owned(), attempts.to_string());
    detail.insert("last_at".to_owned(), now.to_string());
    let detail = Expr::value(first.detail.clone());
    let mut update = Entity::update_many().col_expr(Column::Detail, detail);
    if attempts.is_power_of_two() {
        update = update.col_expr(Column::Position, needs_position());
    }
    update.filter(Column::Id.eq(first.id)).exec(db).await?;
    if attempts.is_power_of_two() {
        enqueue_webhooks(context, db, first).await?;
    }
    context.figures().count_event(event.action);
    Ok(())
}

/// The event that counts another failure.
fn counting(recent: Vec<Model>, event: &NewEvent<'_>) -> Option<Model> {
    let is_full = u64::try_from(recent.len()).is_ok_and(|found| found >= LOOKED_AT);
    let mut latest = None;
    for row in recent {
        let mut names = TELL_APART.iter();
        if names.all(|name| row.detail.get(*name) == event.detail.get(name)) {
            return Some(row);
        }
        latest = latest.or(Some(row));
    }
    latest.filter(|_| is_full)
}

/// The lowest identifier (UUID version 7) of `time`.
pub(crate) fn first_id_at(time: Timestamp) -> Uuid {
    let millis = u128::try_from(time.unix_millis()).unwrap_or(0);
    Uuid::from_u128(millis << 80)
}

async fn insert(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    event: NewEvent<'_>,
    network: Option<String>,
) -> Result<(), Error> {
    let (target_kind, target_id, target_name, target_email) = match event.target {
        Some(target) => (
            Some(target.kind.into()),
            target.id,
            Some(target.name),
            target.email,
        ),
        None => (None, None, None, None),
    };
    let detail = event.detail.into_iter();
    let detail = detail.map(|(name, text)| (name.to_owned(), text));
    let row = Model {
        id: context.new_id(),
        organization_id: organization.0,
        position: None,
        at: context.now(),
        action: event.action.into(),
        outcome: if event.failed {
            Outcome::Failure
        } else {
            Outcome::Success
        },
        actor_kind: event.actor.kind.into(),
        actor_id: event.actor.id,
        actor_name: event.actor.name,
        actor_email: event.actor.email,
        target_kind,
        target_id,
        target_name,
        target_email,
        address: event.client.map(|client| client.address.clone()),
        network,
        device: event.client.map(|client| client.device.clone()),
        detail: Document(detail.collect()),
    };
    if insert_row(db, &row).await? {
        enqueue_webhooks(context, db, row).await?;
    }
    context.figures().count_event(event.action);
    Ok(())
}

/// Inserts an event. Returns whether its organization has a webhook that is enabled. Most have none, and every action
/// records an event, so this is one statement.
async fn insert_row(db: &impl ConnectionTrait, row: &Model) -> Result<bool, Error> {
    let webhooks = enabled_webhooks(row.organization_id)
        .select_only()
        .column(webhook::Column::Id);
    let has_webhooks = Expr::exists(webhooks.into_query());
    let mut insert = Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    insert.returning(Query::returning().expr(has_webhooks));
    let inserted = db.query_one(&insert).await?;
    let inserted = inserted.ok_or_else(|| Error::internal("an event was not inserted"))?;
    Ok(inserted.try_get_by_index(0)?)
}
