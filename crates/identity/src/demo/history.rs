use contract::events::{EventAction, Outcome};
use contract::ids::OrganizationId;
use entity::{Document, event};
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::{NoContext, Uuid};

use crate::Error;
use crate::actor::{Client, Party};

/// An event from before the demo organization was created.
pub(super) struct Past<'a> {
    pub at: Timestamp,
    pub action: EventAction,
    pub actor: &'a Party,
    pub target: Option<&'a Party>,
    pub client: Option<&'a Client>,
    pub failed: bool,
}

/// Writes past events. Each identifier has the time of its event, so that the list of events is in
/// order.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    events: &[Past<'_>],
) -> Result<(), Error> {
    let rows = events.iter().map(|past| event::ActiveModel {
        id: Set(id_at(past.at)),
        organization_id: Set(organization.0),
        position: Set(None),
        at: Set(past.at),
        action: Set(past.action.into()),
        outcome: Set(if past.failed {
            Outcome::Failure
        } else {
            Outcome::Success
        }),
        actor_kind: Set(past.actor.kind.into()),
        actor_id: Set(past.actor.id),
        actor_name: Set(past.actor.name.clone()),
        actor_email: Set(past.actor.email.clone()),
        target_kind: Set(past.target.map(|target| target.kind.into())),
        target_id: Set(past.target.and_then(|target| target.id)),
        target_name: Set(past.target.map(|target| target.name.clone())),
        target_email: Set(past.target.and_then(|target| target.email.clone())),
        address: Set(past.client.map(|client| client.address.clone())),
        network: Set(None),
        device: Set(past.client.map(|client| client.device.clone())),
        detail: Set(Document::default()),
    });
    event::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn id_at(at: Timestamp) -> Uuid {
    let seconds = u64::try_from(at.unix_seconds()).unwrap_or_default();
    let nanos = u32::try_from(at.unix_millis() % 1000 * 1_000_000).unwrap_or_default();
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos))
}
