use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::organization;
use entity::user_import::{Column, Entity};
use rules::import::{ImportState, MOST_KEPT};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::Error;

/// Makes room for one more import of an organization: deletes the oldest ones that may be deleted, with
/// their files. Without a limit, uploads could fill the disk.
///
/// # Errors
/// `conflict` if none of them may go.
pub(super) async fn make_room(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
) -> Result<(), Error> {
    // Uploads that begin at the same time are counted one by one. SQLite has a single writer and no row
    // locks.
    if tx.get_database_backend() == DbBackend::Postgres {
        organization::Entity::find_by_id(organization.0)
            .lock(LockType::NoKeyUpdate)
            .one(tx)
            .await?;
    }
    let mut kept: Vec<(Uuid, ImportState)> = Entity::find()
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
    // A run that was stopped may be resumed, so it is deleted last.
    kept.sort_by_key(|(_, state)| *state == ImportState::Stopped);
    let deletable = kept.iter().filter(|(_, state)| state.may_delete());
    let gone: Vec<Uuid> = deletable.map(|(id, _)| *id).take(too_many).collect();
    if gone.len() < too_many {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "Too many uploads, dry runs and runs are in progress. Stop one, or wait until one is \
             complete",
        ));
    }
    let states = ImportState::ALL
        .into_iter()
        .filter(|state| state.may_delete());
    Entity::delete_many()
        .filter(Column::Id.is_in(gone))
        .filter(Column::OrganizationId.eq(organization.0))
        // A run may have begun just now.
        .filter(Column::State.is_in(states))
        .exec(tx)
        .await?;
    Ok(())
}
