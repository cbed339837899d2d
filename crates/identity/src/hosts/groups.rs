use std::collections::HashMap;

use contract::applications::AccessGroup;
use contract::ids::{GroupId, OrganizationId};
use entity::linux_host_group::{ActiveModel, Column, Entity};
use entity::{group_member, linux_host, user_group};
use rules::resource::ResourceRefusal;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::Error;

/// Reads these groups, and keeps others from deleting them until `tx` ends. Call it before the host is held:
/// who deletes a group locks the group first.
///
/// # Errors
/// `invalid-fields` with `groups` if one does not exist.
pub(super) async fn hold_groups(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    groups: &[GroupId],
) -> Result<(), Error> {
    let found = user_group::Entity::find()
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .filter(user_group::Column::Id.is_in(groups.iter().map(|group| group.0)))
        .order_by_asc(user_group::Column::Id);
    let found = QuerySelect::lock(found, LockType::Share).all(tx).await?;
    if found.len() == groups.len() {
        Ok(())
    } else {
        let mend = "Choose groups of the organization";
        Err(Error::field("groups", "not_found", mend))
    }
}

/// Replaces the groups of a host.
///
/// # Errors
/// If the database fails.
pub(super) async fn write_groups(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    host: Uuid,
    groups: &[GroupId],
) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::LinuxHostId.eq(host))
        .exec(tx)
        .await?;
    if groups.is_empty() {
        return Ok(());
    }
    let rows = groups.iter().map(|group| ActiveModel {
        linux_host_id: Set(host),
        group_id: Set(group.0),
        organization_id: Set(organization.0),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The groups of these hosts, by name.
///
/// # Errors
/// If the database fails.
pub(super) async fn groups_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    hosts: &[Uuid],
) -> Result<HashMap<Uuid, Vec<AccessGroup>>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::LinuxHostId.is_in(hosts.iter().copied()))
        .all(db)
        .await?;
    let ids = rows.iter().map(|row| row.group_id);
    let names: Vec<(Uuid, String)> = user_group::Entity::find()
        .select_only()
        .columns([user_group::Column::Id, user_group::Column::Name])
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .filter(user_group::Column::Id.is_in(ids))
        .order_by_asc(user_group::Column::NameKey)
        .into_tuple()
        .all(db)
        .await?;
    let mut groups: HashMap<Uuid, Vec<AccessGroup>> = HashMap::new();
    for (id, name) in names {
        for row in rows.iter().filter(|row| row.group_id == id) {
            let group = AccessGroup {
                id: GroupId(id),
                name: name.clone(),
            };
            groups.entry(row.linux_host_id).or_default().push(group);
        }
    }
    Ok(groups)
}

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
    let theirs = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::GroupId)
        .filter(group_member::Column::OrganizationId.eq(host.organization_id))
        .filter(group_member::Column::AccountId.eq(account));
    let common = Entity::find()
        .filter(Column::OrganizationId.eq(host.organization_id))
        .filter(Column::LinuxHostId.eq(host.id))
        .filter(Column::GroupId.in_subquery(theirs.into_query()))
        .count(db)
        .await?;
    Ok(if common > 0 {
        Ok(())
    } else {
        Err(ResourceRefusal::NotInGroup)
    })
}
