use std::time::Duration;

use contract::events::chain::EventCheckpoint;
use contract::ids::{EventCheckpointId, OrganizationId};
use entity::event_checkpoint::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::extend::{Head, head};
use super::hash::{encode, signed_part};
use super::key::CheckpointKey;
use crate::{Context, Error};

/// How long events wait for the next checkpoint.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// With so many positions since the last checkpoint, they do not wait.
const EVENTS: i64 = 10_000;

/// Signs a checkpoint at the end of the chain, unless there is one. Returns the position of the end.
pub(super) async fn sign_at_end(
    context: &Context,
    organization: OrganizationId,
) -> Result<i64, Error> {
    let key = CheckpointKey::load(context).await?;
    let db = context.database().write();
    let head = head(db, organization).await?;
    if head.position > 0 {
        insert(context, db, organization, head, &key, false).await?;
    }
    Ok(head.position)
}

/// Signs a checkpoint if one is due.
pub(super) async fn sign_if_due(
    context: &Context,
    organization: OrganizationId,
) -> Result<(), Error> {
    let read = context.database().read();
    let head = head(read, organization).await?;
    let last = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .order_by_desc(Column::Id)
        .one(read)
        .await?;
    let due = last.is_none_or(|last| {
        let new = head.position.saturating_sub(last.position);
        new >= EVENTS || (new > 0 && last.at <= context.now().minus(EVERY))
    });
    if due {
        sign_at_end(context, organization).await?;
    }
    Ok(())
}

/// Signs and stores a checkpoint, unless there is one of this kind at this position.
pub(super) async fn insert(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    head: Head,
    key: &CheckpointKey,
    starts_chain: bool,
) -> Result<(), Error> {
    let mut checkpoint = EventCheckpoint {
        id: EventCheckpointId(context.new_id()),
        organization_id: organization,
        position: u64::try_from(head.position).unwrap_or_default(),
        hash: encode(&head.hash),
        at: context.now(),
        starts_chain,
        public_key: key.public(),
        signature: String::new(),
    };
    checkpoint.signature = key.sign(&signed_part(&checkpoint));
    let row = ActiveModel {
        id: Set(checkpoint.id.0),
        organization_id: Set(organization.0),
        position: Set(head.position),
        hash: Set(head.hash.to_vec()),
        at: Set(checkpoint.at),
        starts_chain: Set(starts_chain),
        public_key: Set(checkpoint.public_key),
        signature: Set(checkpoint.signature),
    };
    Entity::insert(row)
        .on_conflict_do_nothing_on([
            Column::OrganizationId,
            Column::Position,
            Column::StartsChain,
        ])
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Builds the API's representation of a checkpoint.
pub(super) fn show(row: Model) -> EventCheckpoint {
    EventCheckpoint {
        id: EventCheckpointId(row.id),
        organization_id: OrganizationId(row.organization_id),
        position: u64::try_from(row.position).unwrap_or_default(),
        hash: encode(&row.hash),
        at: row.at,
        starts_chain: row.starts_chain,
        public_key: row.public_key,
        signature: row.signature,
    }
}
