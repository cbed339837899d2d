use entity::ssh_key::{Column, Entity};
use entity::{account, ssh_key};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

/// The keys of a user.
pub(super) fn keys_of(account: &account::Model) -> Select<ssh_key::Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(account.organization_id))
        .filter(Column::AccountId.eq(account.id))
        .order_by_asc(Column::Id)
}
