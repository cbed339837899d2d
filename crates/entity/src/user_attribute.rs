//! The value of a user for an attribute, with copies of the columns by which lists filter and sort. A cascading
//! foreign key keeps `state`, `department_key` and `name_key` up to date. Users without a value have no row.

use contract::user_attributes::AttributeValue;
use rules::state::UserState;
use sea_orm::entity::prelude::*;

use crate::{Document, account};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_attribute")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The attribute.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attribute_id: Uuid,
    /// Tenant, of both.
    pub organization_id: Uuid,
    /// The value.
    pub value: Document<AttributeValue>,
    /// The form in which filters compare the value.
    pub value_key: String,
    /// See `account`.
    pub state: UserState,
    /// See `account`.
    pub department_key: String,
    /// See `account`.
    pub name_key: String,
}

impl Model {
    /// A value of the user `account`. `value_key` is the form in which filters compare it.
    pub fn of(
        account: &account::Model,
        attribute_id: Uuid,
        value: AttributeValue,
        value_key: String,
    ) -> Self {
        Self {
            account_id: account.id,
            attribute_id,
            organization_id: account.organization_id,
            value: Document(value),
            value_key,
            state: account.state,
            department_key: account.department_key.clone(),
            name_key: account.name_key.clone(),
        }
    }
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
