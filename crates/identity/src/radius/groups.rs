use std::collections::HashMap;

use contract::ids::{GroupId, OrganizationId};
use contract::radius::{AdmitGroup, RadiusClientGroup};
use entity::radius_client_group::{ActiveModel, Column, Entity, Model};
use entity::{group_member, radius_client, user_group};
use rules::resource::ResourceRefusal;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::Error;

/// Reads these groups, and keeps others from deleting them until `tx` ends. Call it before the RADIUS client
/// is held: who deletes a group locks the group first.
///
/// # Errors
/// `invalid-fields` with `groups` if one does not exist.
pub(super) async fn hold_groups(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    groups: &[AdmitGroup],
) -> Result<(), Error> {
    let ids = groups.iter().map(|group| group.group_id.0);
    let found = user_group::Entity::find()
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .filter(user_group::Column::Id.is_in(ids))
        .order_by_asc(user_group::Column::Id);
    let found = QuerySelect::lock(found, LockType::Share).all(tx).await?;
    if found.len() == groups.len() {
        Ok(())
    } else {
        let mend = "Choose groups of the organization";
        Err(Error::field("groups", "not_found", mend))
    }
}

/// Replaces the groups of a RADIUS client.
///
/// # Errors
/// If the database fails.
pub(super) async fn write_groups(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    client: Uuid,
    groups: &[AdmitGroup],
) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::RadiusClientId.eq(client))
        .exec(tx)
        .await?;
    if groups.is_empty() {
        return Ok(());
    }
    let rows = (0..).zip(groups).map(|(position, group)| ActiveModel {
        radius_client_id: Set(client),
        group_id: Set(group.group_id.0),
        organization_id: Set(organization.0),
        position: Set(position),
        vlan: Set(group.vlan.map(i32::from)),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The groups of these RADIUS clients, in their order.
///
/// # Errors
/// If the database fails.
pub(super) async fn groups_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    clients: &[Uuid],
) -> Result<HashMap<Uuid, Vec<RadiusClientGroup>>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::RadiusClientId.is_in(clients.iter().copied()))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    let ids = rows.iter().map(|row| row.group_id);
    let names: Vec<(Uuid, String)> = user_group::Entity::find()
        .select_only()
        .columns([user_group::Column::Id, user_group::Column::Name])
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .filter(user_group::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let names: HashMap<Uuid, String> = names.into_iter().collect();
    let mut groups: HashMap<Uuid, Vec<RadiusClientGroup>> = HashMap::new();
    for row in rows {
        let shown = RadiusClientGroup {
            group_id: GroupId(row.group_id),
            group_name: names.get(&row.group_id).cloned().unwrap_or_default(),
            vlan: number(row.vlan),
        };
        groups.entry(row.radius_client_id).or_default().push(shown);
    }
    Ok(groups)
}

/// As a request names them.
pub(super) fn admitted(groups: &[RadiusClientGroup]) -> Vec<AdmitGroup> {
    let groups = groups.iter();
    groups
        .map(|group| AdmitGroup {
            group_id: group.group_id,
            vlan: group.vlan,
        })
        .collect()
}

/// The VLAN of a user who connects through this RADIUS client; `None` if the access point decides.
///
/// # Errors
/// If the database fails; the inner error if the user may not connect.
pub(super) async fn vlan_of(
    db: &impl ConnectionTrait,
    client: &radius_client::Model,
    account: Uuid,
) -> Result<Result<Option<u16>, ResourceRefusal>, Error> {
    let theirs = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::GroupId)
        .filter(group_member::Column::OrganizationId.eq(client.organization_id))
        .filter(group_member::Column::AccountId.eq(account));
    let first: Option<Model> = Entity::find()
        .filter(Column::OrganizationId.eq(client.organization_id))
        .filter(Column::RadiusClientId.eq(client.id))
        .filter(Column::GroupId.in_subquery(theirs.into_query()))
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
