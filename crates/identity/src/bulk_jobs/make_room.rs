use contract::bulk_jobs::BulkJobState;
use contract::ids::{BulkJobId, OrganizationId};
use contract::problem::ProblemType;
use entity::bulk_job::{Column, Entity};
use entity::organization;
use rules::bulk::MOST_KEPT;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::Error;

/// Makes room for one more job of an organization: deletes the oldest ones that are not running, with their
/// results, but not `needed`.
///
/// # Errors
/// `conflict` if none of them may go.
pub(super) async fn make_room(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    needed: Option<BulkJobId>,
) -> Result<(), Error> {
    // Jobs that are created at the same time are counted one by one. SQLite has a single writer and no row
    // locks.
    if tx.get_database_backend() == DbBackend::Postgres {
        organization::Entity::find_by_id(organization.0)
            .lock(LockType::NoKeyUpdate)
            .one(tx)
            .await?;
    }
    let mut kept: Vec<(Uuid, BulkJobState)> = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::State)
        .filter(Column::OrganizationId.eq(organization.0))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let too_many = (kept.len() + 1).saturating_sub(MOST_KEPT);
    if too_many == 0 {
        return Ok(());
    }
    // A job that was stopped has users left and may be resumed, so it is deleted last.
    kept.sort_by_key(|(_, state)| *state == BulkJobState::Stopped);
    let needed = needed.map(|id| id.0);
    let over = kept
        .iter()
        .filter(|(id, state)| *state != BulkJobState::Running && Some(*id) != needed);
    let gone: Vec<Uuid> = over.map(|(id, _)| *id).take(too_many).collect();
    if gone.len() < too_many {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Too many jobs are running. Stop one, or wait until one is complete",
        ));
    }
    Entity::delete_many()
        .filter(Column::Id.is_in(gone))
        .filter(Column::OrganizationId.eq(organization.0))
        // One may have been resumed just now.
        .filter(Column::State.ne(BulkJobState::Running))
        .exec(tx)
        .await?;
    Ok(())
}
