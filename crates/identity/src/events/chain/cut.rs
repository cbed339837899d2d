use std::collections::HashMap;
use std::time::Duration;

use contract::events::Event;
use contract::ids::OrganizationId;
use entity::{event, event_checkpoint, event_link, organization};
use rules::event::EventRetention;
use rules::time::Timestamp;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::checkpoint;
use super::extend::{Head, beginning};
use super::hash::{Hash, attempts_of, digest_of, link_of};
use super::keep::organizations;
use super::key::CheckpointKey;
use crate::events::show::show;
use crate::{Context, Error};

/// How many positions are deleted in one transaction.
const BATCH: u64 = 1_000;
/// How long an event may change after it was recorded, because it counts repeated failures.
const CHANGES_FOR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Deletes the events that are older than their organizations want to keep them, and returns their number.
/// Only the oldest part of a chain is deleted: a signed checkpoint takes its place, against which the rest
/// is verified. An event stays if one before it stays, or if it is not what was recorded. Stops early at
/// `stop`. If this fails for one organization, the others are not affected.
///
/// # Errors
/// If the database fails, or events of an organization cannot be deleted.
pub async fn delete_old(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    let mut result = Ok(0);
    for organization in organizations(context).await? {
        match delete_old_of(context, organization, stop).await {
            Ok(events) => result = result.map(|deleted| deleted + events),
            Err(error) => {
                tracing::error!(%error, organization = %organization, "old events were not deleted");
                result = Err(error);
            }
        }
    }
    result
}

async fn delete_old_of(
    context: &Context,
    id: OrganizationId,
    stop: &CancellationToken,
) -> Result<u64, Error> {
    let organization = organization::Entity::find_by_id(id.0);
    let organization = organization.one(context.database().read()).await?;
    let retention = organization.map(|organization| organization.settings.event_retention);
    let Some(retention) = retention.filter(|retention| retention.deletes) else {
        return Ok(0);
    };
    // Somebody who can write to the database must not make the server delete young events.
    let days = retention.days.max(EventRetention::LEAST_DAYS);
    let keep = DAY.saturating_mul(days) + CHANGES_FOR;
    let before = context.now().minus(keep);
    let mut deleted = 0;
    while !stop.is_cancelled() {
        match cut(context, id, before).await? {
            None => break,
            Some(events) => deleted += events,
        }
    }
    Ok(deleted)
}

/// Deletes the first events of the chain, as far as they are older than `before`. Returns their number, or
/// `None` if the first one is not.
async fn cut(
    context: &Context,
    organization: OrganizationId,
    before: Timestamp,
) -> Result<Option<u64>, Error> {
    let key = CheckpointKey::load(context).await?;
    let tx = context.database().begin().await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // As for those who append to the chain.
        organization::Entity::find_by_id(organization.0)
            .lock(LockType::NoKeyUpdate)
            .one(&tx)
            .await?;
    }
    let Some(head) = last_older(&tx, organization, before).await? else {
        return Ok(None);
    };
    checkpoint::insert(context, &tx, organization, head, &key, true).await?;
    // One that has no position, or needs a new one, is not at its place in the chain yet.
    let events = event::Entity::delete_many()
        .filter(event::Column::OrganizationId.eq(organization.0))
        .filter(event::Column::Position.gt(0))
        .filter(event::Column::Position.lte(head.position))
        .exec(&tx)
        .await?;
    event_link::Entity::delete_many()
        .filter(event_link::Column::OrganizationId.eq(organization.0))
        .filter(event_link::Column::Position.lte(head.position))
        .exec(&tx)
        .await?;
    event_checkpoint::Entity::delete_many()
        .filter(event_checkpoint::Column::OrganizationId.eq(organization.0))
        .filter(event_checkpoint::Column::Position.lt(head.position))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(Some(events.rows_affected))
}

/// The last link before which all events, and its own, are older than `before`.
async fn last_older(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    before: Timestamp,
) -> Result<Option<Head>, Error> {
    let links = event_link::Entity::find()
        .filter(event_link::Column::OrganizationId.eq(organization.0))
        .order_by_asc(event_link::Column::Position)
        .limit(BATCH)
        .all(tx)
        .await?;
    let events = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(organization.0))
        .filter(event::Column::Id.is_in(links.iter().map(|link| link.event_id)))
        .all(tx)
        .await?;
    let events: HashMap<Uuid, Event> = events
        .into_iter()
        .map(|event| (event.id, show(event)))
        .collect();
    let mut hash = beginning(tx, organization).await?.hash;
    let mut last = None;
    for link in links {
        let event = events.get(&link.event_id);
        let event = event.filter(|event| event.at < before);
        let next = event.and_then(|event| confirmed(organization, &hash, &link, event));
        // What is missing or was changed is evidence, so it stays visible.
        let Some(next) = next else {
            break;
        };
        hash = next;
        last = Some(Head {
            position: link.position,
            hash,
        });
    }
    Ok(last)
}

/// The hash of a link, unless the link or its event was changed.
fn confirmed(
    organization: OrganizationId,
    previous: &Hash,
    link: &event_link::Model,
    event: &Event,
) -> Option<Hash> {
    let position = u64::try_from(link.position).ok()?;
    let attempts = u64::try_from(link.attempts).ok()?;
    let digest = digest_of(organization, event);
    let hash = link_of(previous, position, attempts, &digest);
    let is_unchanged = digest[..] == link.digest[..]
        && hash[..] == link.hash[..]
        && attempts_of(event) >= attempts;
    is_unchanged.then_some(hash)
}
