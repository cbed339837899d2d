use std::collections::BTreeMap;

use contract::events::{EventAction, Outcome};
use contract::ids::OrganizationId;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

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
    let (target_kind, target_id, target_name, target_email) = match event.target {
        Some(target) => (
            Some(target.kind),
            target.id,
            Some(target.name),
            target.email,
        ),
        None => (None, None, None, None),
    };
    let row = entity::event::ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(organization.0),
        position: Set(None),
        at: Set(context.now()),
        action: Set(event.action.as_str().to_owned()),
        outcome: Set(if event.failed {
            Outcome::Failure
        } else {
            Outcome::Success
        }),
        actor_kind: Set(event.actor.kind),
        actor_id: Set(event.actor.id),
        actor_name: Set(event.actor.name),
        actor_email: Set(event.actor.email),
        target_kind: Set(target_kind),
        target_id: Set(target_id),
        target_name: Set(target_name),
        target_email: Set(target_email),
        address: Set(event.client.map(|client| client.address.clone())),
        device: Set(event.client.map(|client| client.device.clone())),
        detail: Set(serde_json::to_string(&event.detail).unwrap_or_default()),
    };
    entity::event::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    context.figures().count_event(event.action);
    Ok(())
}
