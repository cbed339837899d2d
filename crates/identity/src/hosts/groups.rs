use entity::linux_host;
use rules::resource::ResourceRefusal;
use sea_orm::{ConnectionTrait, PaginatorTrait};
use uuid::Uuid;

use crate::Error;
use crate::resources::in_common;

/// Whether a user is in a group that may sign in to the host.
///
/// # Errors
/// If the database fails; the inner error if not.
pub(super) async fn check_groups(
    db: &impl ConnectionTrait,
    host: &linux_host::Model,
    account: Uuid,
) -> Result<Result<(), ResourceRefusal>, Error> {
    if host.everyone {
        return Ok(Ok(()));
    }
    let common = in_common::<linux_host::Entity>(host, account);
    Ok(if common.count(db).await? > 0 {
        Ok(())
    } else {
        Err(ResourceRefusal::NotInGroup)
    })
}
