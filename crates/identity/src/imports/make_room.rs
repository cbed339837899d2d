use contract::ids::OrganizationId;
use entity::user_import::Entity;
use rules::import::MOST_KEPT;
use sea_orm::DatabaseTransaction;

use crate::Error;
use crate::jobs::{self, Room};

/// Makes room for one more import of an organization: deletes the oldest ones that may be deleted, with
/// their files.
///
/// # Errors
/// `conflict` if none of them may go.
pub(super) async fn make_room(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
) -> Result<(), Error> {
    let room = Room {
        most: MOST_KEPT,
        needed: None,
        refusal: "Too many uploads, dry runs and runs are in progress. Stop one, or wait until one is \
                  complete",
    };
    jobs::make_room::<Entity>(tx, organization, room).await
}
