use contract::ids::{BulkJobId, OrganizationId};
use entity::bulk_job::Entity;
use rules::bulk::MOST_KEPT;
use sea_orm::DatabaseTransaction;

use crate::Error;
use crate::jobs::{self, Room};

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
    let room = Room {
        most: MOST_KEPT,
        needed: needed.map(|id| id.0),
        refusal: "Too many jobs are running. Stop one, or wait until one is complete",
    };
    jobs::make_room::<Entity>(tx, organization, room).await
}
