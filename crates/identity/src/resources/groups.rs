use std::collections::HashSet;

use contract::ids::OrganizationId;
use entity::user_group::{Column, Entity};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::table::{Facts, ResourceTable};
use crate::Error;
use crate::fields::Fields;

/// Validates the groups that a request names. Whether they exist is checked in the transaction.
pub(crate) fn validate_groups<T: ResourceTable>(fields: &mut Fields, groups: &[T::WantedGroup]) {
    if groups.len() > T::MOST_GROUPS {
        let mend = format!("Choose at most {} groups", T::MOST_GROUPS);
        fields.refuse("groups", "too_many", mend);
    }
    let mut seen = HashSet::new();
    if !groups.iter().all(|group| seen.insert(T::group_id(group))) {
        fields.refuse("groups", "repeated", "Choose each group once");
    }
}

/// Reads these groups, and keeps others from deleting them until `tx` ends. Call it before the row is held:
/// who deletes a group locks the group first.
///
/// # Errors
/// `invalid-fields` with `groups` if one does not exist.
pub(super) async fn hold_groups<T: ResourceTable>(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    groups: &[T::WantedGroup],
) -> Result<(), Error> {
    let ids: Vec<Uuid> = groups.iter().map(|group| T::group_id(group).0).collect();
    let found = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(ids))
        .order_by_asc(Column::Id);
    let found = QuerySelect::lock(found, LockType::Share).all(tx).await?;
    if found.len() == groups.len() {
        Ok(())
    } else {
        let mend = "Choose groups of the organization";
        Err(Error::field("groups", "not_found", mend))
    }
}

/// Replaces the groups of a row.
///
/// # Errors
/// If the database fails.
pub(super) async fn write_groups<T: ResourceTable>(
    tx: &DatabaseTransaction,
    row: Facts<'_>,
    groups: &[T::WantedGroup],
) -> Result<(), Error> {
    T::Groups::delete_many()
        .filter(T::ORGANIZATION_OF_GROUP.eq(row.organization.0))
        .filter(T::ROW_OF_GROUP.eq(row.id))
        .exec(tx)
        .await?;
    if groups.is_empty() {
        return Ok(());
    }
    let rows = (0..)
        .zip(groups)
        .map(|(position, group)| T::group_row(row, position, group));
    T::Groups::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The names of these groups, sorted.
///
/// # Errors
/// If the database fails.
pub(crate) async fn names_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    groups: Vec<Uuid>,
) -> Result<Vec<(Uuid, String)>, Error> {
    let names = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name])
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(groups))
        .order_by_asc(Column::NameKey);
    Ok(names.into_tuple().all(db).await?)
}
