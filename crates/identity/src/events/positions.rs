//! Gives events their positions, and appends them to the hash chain.

use contract::ids::OrganizationId;
use entity::event::{Column, Entity};
use entity::organization;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    QueryFilter, QuerySelect, Statement,
};

use super::chain::{extend, has_more};
use crate::{Context, Error};

/// The largest number of events that are numbered at once.
const BATCH: u16 = 1_000;

/// Whether an event has no position, or needs a new one.
pub(super) async fn lacks_positions(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<bool, Error> {
    let without = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(
            Condition::any()
                .add(Column::Position.is_null())
                .add(Column::Position.lt(0)),
        );
    Ok(without.one(db).await?.is_some())
}

/// Numbers all visible events of an organization, in one transaction per batch.
pub(super) async fn assign_all_positions(
    context: &Context,
    organization: OrganizationId,
) -> Result<(), Error> {
    let read = context.database().read();
    while lacks_positions(read, organization).await? || has_more(read, organization).await? {
        let tx = context.database().begin().await?;
        assign_positions(&tx, organization).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Numbers the visible events that have no position, or need a new one, and appends them to the chain.
pub(super) async fn assign_positions(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
) -> Result<(), Error> {
    let backend = tx.get_database_backend();
    if backend == DbBackend::Postgres {
        // SQLite has one writer, so there is nobody to wait for. The statement after the lock sees
        // what was committed before it.
        organization::Entity::find_by_id(organization.0)
            .lock(LockType::NoKeyUpdate)
            .one(tx)
            .await?;
    }
    let values = [organization.0.into(), i64::from(BATCH).into()];
    tx.execute_raw(Statement::from_sql_and_values(backend, NUMBER, values))
        .await?;
    extend(tx, organization).await
}

// One condition for both kinds makes SQLite read all events of the organization, even in a subquery that is
// not materialized.
const NUMBER: &str = "
WITH unplaced AS MATERIALIZED (
    SELECT id FROM event WHERE organization_id = $1 AND position IS NULL
    UNION ALL SELECT id FROM event WHERE organization_id = $1 AND position < 0
)
UPDATE event SET position = numbered.position FROM (
    SELECT id, row_number() OVER (ORDER BY id) + (
        SELECT MAX(highest) FROM (
            SELECT MAX(position) AS highest FROM event WHERE organization_id = $1
            UNION ALL SELECT -MIN(position) FROM event WHERE organization_id = $1
            UNION ALL SELECT MAX(position) FROM event_link WHERE organization_id = $1
            UNION ALL SELECT MAX(position) FROM event_checkpoint WHERE organization_id = $1
            UNION ALL SELECT 0
        ) AS bounds
    ) AS position
    FROM unplaced ORDER BY id LIMIT $2
) AS numbered
WHERE event.id = numbered.id";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{Backend, World};

    #[tokio::test]
    async fn numbering_does_not_read_the_events_that_have_a_position() -> Result<(), Error> {
        let world = World::new(Backend::Sqlite).await?;
        let tenant = world.tenant("a").await?;
        let values = [tenant.organization.0.into(), i64::from(BATCH).into()];
        let explain = format!("EXPLAIN QUERY PLAN {NUMBER}");
        let explain = Statement::from_sql_and_values(DbBackend::Sqlite, explain, values);
        let steps = world.context.database().write().query_all_raw(explain);
        let steps: Result<Vec<String>, _> = steps
            .await?
            .iter()
            .map(|step| step.try_get("", "detail"))
            .collect();
        let steps = steps?.join("\n");
        assert!(steps.contains("position<?"), "{steps}");
        // With it, SQLite would read all events of the organization.
        assert!(!steps.contains("ix_event_organization_id_id"), "{steps}");
        assert!(!steps.contains("SCAN event"), "{steps}");
        Ok(())
    }
}
