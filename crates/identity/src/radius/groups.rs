use entity::radius_client;
use entity::radius_client_group::Column;
use rules::resource::ResourceRefusal;
use sea_orm::{ConnectionTrait, QueryOrder};
use uuid::Uuid;

use crate::Error;
use crate::resources::common_groups;

/// The VLAN of a user who connects through this RADIUS client; `None` if the access point decides.
///
/// # Errors
/// If the database fails; the inner error if the user may not connect.
pub(super) async fn vlan_of(
    db: &impl ConnectionTrait,
    client: &radius_client::Model,
    account: Uuid,
) -> Result<Result<Option<u16>, ResourceRefusal>, Error> {
    let first = common_groups::<radius_client::Entity>(client, account)
        .order_by_asc(Column::Position)
        .one(db)
        .await?;
    Ok(match first {
        Some(group) => Ok(number(group.vlan.or(client.vlan))),
        None if client.everyone => Ok(number(client.vlan)),
        None => Err(ResourceRefusal::NotInGroup),
    })
}

/// The number of a VLAN.
pub(super) fn number(vlan: Option<i32>) -> Option<u16> {
    vlan.and_then(|vlan| u16::try_from(vlan).ok())
}
