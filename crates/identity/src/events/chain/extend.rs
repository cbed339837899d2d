use contract::ids::OrganizationId;
use entity::event_link::{ActiveModel, Column, Entity};
use entity::{event, event_checkpoint};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::hash::{BEGINNING, Hash, attempts_of, digest_of, link_of};
use crate::Error;
use crate::events::show::show;

/// The largest number of events that are appended at once.
const BATCH: u64 = 1_000;

/// The end of a chain.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// The position of the last link; 0 if there is none.
    pub(super) position: i64,
    /// Its hash.
    pub(super) hash: Hash,
}

/// Finds the end of the chain: the last link, or the checkpoint at which the chain starts.
pub(super) async fn head(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Head, Error> {
    let last = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .order_by_desc(Column::Position)
        .one(db)
        .await?;
    match last {
        Some(last) => Head::new(last.position, &last.hash),
        None => beginning(db, organization).await,
    }
}

/// What the first link follows: the checkpoint at which the chain starts, or nothing.
pub(super) async fn beginning(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Head, Error> {
    match start(db, organization).await? {
        Some(start) => Head::new(start.position, &start.hash),
        None => Ok(Head {
            position: 0,
            hash: BEGINNING,
        }),
    }
}

impl Head {
    pub(super) fn new(position: i64, hash: &[u8]) -> Result<Self, Error> {
        let hash: Result<Hash, _> = hash.try_into();
        let hash = hash.map_err(|_| Error::internal("a hash in the chain of events is cut off"))?;
        Ok(Self { position, hash })
    }
}

/// The checkpoint at which the chain starts, if its first events were deleted because of their age.
pub(super) async fn start(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<event_checkpoint::Model>, Error> {
    use event_checkpoint::{Column, Entity};
    let start = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::StartsChain.eq(true))
        .order_by_desc(Column::Position);
    Ok(start.one(db).await?)
}

/// Whether events with a position are not in the chain yet.
pub(in crate::events) async fn has_more(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<bool, Error> {
    let head = head(db, organization).await?;
    let next = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(organization.0))
        .filter(event::Column::Position.gt(head.position));
    Ok(next.one(db).await?.is_some())
}

/// Appends the events that have a position and are not in the chain yet. The caller holds the
/// organization, so that nobody else does the same.
pub(in crate::events) async fn extend(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<(), Error> {
    let Head { position, mut hash } = head(tx, organization).await?;
    let events = event::Entity::find()
        .filter(event::Column::OrganizationId.eq(organization.0))
        .filter(event::Column::Position.gt(position))
        .order_by_asc(event::Column::Position)
        .limit(BATCH)
        .all(tx)
        .await?;
    let mut links = Vec::with_capacity(events.len());
    for event in events {
        let (Some(stored), event) = (event.position, show(event)) else {
            continue;
        };
        let position = u64::try_from(stored).unwrap_or_default();
        let attempts = attempts_of(&event);
        let digest = digest_of(organization, &event);
        hash = link_of(&hash, position, attempts, &digest);
        links.push(ActiveModel {
            organization_id: Set(organization.0),
            position: Set(stored),
            event_id: Set(event.id.0),
            attempts: Set(i64::try_from(attempts).unwrap_or(i64::MAX)),
            digest: Set(digest.to_vec()),
            hash: Set(hash.to_vec()),
        });
    }
    if !links.is_empty() {
        Entity::insert_many(links)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
