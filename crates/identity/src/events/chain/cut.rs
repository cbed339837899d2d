use std::collections::HashMap;
use std::time::Duration;

use contract::ids::OrganizationId;
use entity::{event, event_checkpoint, event_link, organization};
use rules::time::Timestamp;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::checkpoint;
use super::extend::Head;
use super::key::CheckpointKey;
use crate::{Context, Error};

/// How many positions are deleted in one transaction.
const BATCH: u64 = 1_000;
/// How long an event may change after it was recorded, because it counts repeated failures.
const CHANGES_FOR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Deletes the events that are older than their organizations want to keep them, and returns their number.
/// Only the oldest part of a chain is deleted: a signed checkpoint takes its place, against which the rest
/// is verified. An event stays if one before it stays. Stops early at `stop`.
///
/// # Errors
/// If the database fails.
pub async fn delete_old(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    let organizations = organization::Entity::find();
    let organizations = organizations.all(context.database().read()).await?;
    let mut deleted = 0;
    for organization in organizations {
        let retention = organization.settings.event_retention;
        // All of it is deleted with the organization.
        let is_over = organization.delete_at.is_some_and(|at| at <= context.now());
        if !retention.deletes || is_over {
            continue;
        }
        let keep = DAY.saturating_mul(retention.days) + CHANGES_FOR;
        let before = context.now().minus(keep);
        while !stop.is_cancelled() {
            match cut(context, OrganizationId(organization.id), before).await? {
                None => break,
                Some(events) => deleted += events,
            }
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
    let times: HashMap<Uuid, Timestamp> = event::Entity::find()
        .select_only()
        .column(event::Column::Id)
        .column(event::Column::At)
        .filter(event::Column::OrganizationId.eq(organization.0))
        .filter(event::Column::Id.is_in(links.iter().map(|link| link.event_id)))
        .into_tuple::<(Uuid, Timestamp)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    // A missing event is evidence, so it stays visible.
    let is_old = |link: &&event_link::Model| {
        let at = times.get(&link.event_id);
        at.is_some_and(|at| *at < before)
    };
    let last = links.iter().take_while(is_old).last();
    last.map(|last| Head::new(last.position, &last.hash))
        .transpose()
}
