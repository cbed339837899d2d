//! The filter of users by group.

use contract::ids::OrganizationId;
use entity::{account, group_member};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use group_member::{Column, Entity};

/// Selects the members of `groups`, each once per group. Reads a range of one index.
pub(super) fn members(organization: OrganizationId, groups: &[Uuid]) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::GroupId.is_in(groups.iter().copied()))
}

/// Matches accounts that are in one of `groups`, or all if there are no groups. Looks each account up
/// in the index, so it is for queries that test one account after the other.
pub(super) fn is_member(organization: OrganizationId, groups: &[Uuid]) -> Condition {
    if groups.is_empty() {
        return Condition::all();
    }
    let same =
        Expr::col((Entity, Column::AccountId)).equals((account::Entity, account::Column::Id));
    let found = members(organization, groups).filter(same);
    Condition::all().add(Expr::exists(found.into_query()))
}
