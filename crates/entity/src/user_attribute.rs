//! The value of a user for an attribute. Users without a value have no row.

use contract::user_attributes::AttributeValue;
use sea_orm::entity::prelude::*;

use crate::Document;

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
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
