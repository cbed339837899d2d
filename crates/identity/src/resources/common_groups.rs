use entity::group_member::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::table::ResourceTable;

/// The groups of a row that a user is in.
pub(crate) fn common_groups<T: ResourceTable>(row: &T::Model, account: Uuid) -> Select<T::Groups> {
    let row = T::facts(row);
    let theirs = Entity::find()
        .select_only()
        .column(Column::GroupId)
        .filter(Column::OrganizationId.eq(row.organization.0))
        .filter(Column::AccountId.eq(account));
    T::Groups::find()
        .filter(T::ORGANIZATION_OF_GROUP.eq(row.organization.0))
        .filter(T::ROW_OF_GROUP.eq(row.id))
        .filter(T::GROUP.in_subquery(theirs.into_query()))
}
