use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::organization;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::table::JobTable;
use crate::Error;

/// How many jobs of an organization are kept.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    /// The number of jobs.
    pub most: usize,
    /// A job that must not go.
    pub needed: Option<Uuid>,
    /// Said if none of them may go.
    pub refusal: &'static str,
}

/// Makes room for one more job of an organization: deletes the oldest ones that may be deleted, with their
/// rows. Without a limit, jobs could fill the disk.
///
/// # Errors
/// `conflict` if none of them may go.
pub(crate) async fn make_room<T: JobTable>(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    room: Room,
) -> Result<(), Error> {
    // Jobs that are created at the same time are counted one by one. SQLite has a single writer and no row
    // locks.
    if tx.get_database_backend() == DbBackend::Postgres {
        organization::Entity::find_by_id(organization.0)
            .lock(LockType::NoKeyUpdate)
            .one(tx)
            .await?;
    }
    let mut kept: Vec<(Uuid, T::State)> = T::find()
        .select_only()
        .column(T::ID)
        .column(T::STATE)
        .filter(T::ORGANIZATION.eq(organization.0))
        .order_by_asc(T::ID)
        .into_tuple()
        .all(tx)
        .await?;
    let too_many = (kept.len() + 1).saturating_sub(room.most);
    if too_many == 0 {
        return Ok(());
    }
    kept.sort_by_key(|(_, state)| *state == T::STOPPED);
    let deletable = kept
        .iter()
        .filter(|(id, state)| T::DELETABLE.contains(state) && Some(*id) != room.needed);
    let gone: Vec<Uuid> = deletable.map(|(id, _)| *id).take(too_many).collect();
    if gone.len() < too_many {
        return Err(Error::Refused(ProblemType::Conflict, room.refusal));
    }
    T::delete_many()
        .filter(T::ID.is_in(gone))
        .filter(T::ORGANIZATION.eq(organization.0))
        // One may have begun or been resumed just now.
        .filter(T::STATE.is_in(T::DELETABLE.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}
