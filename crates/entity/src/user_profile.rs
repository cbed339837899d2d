//! What is known of a user beside the account. Addresses are JSON.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_profile")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// See `contract::users::Profile`.
    pub first_name: Option<String>,
    /// See `contract::users::Profile`.
    pub middle_name: Option<String>,
    /// See `contract::users::Profile`.
    pub last_name: Option<String>,
    /// See `contract::users::Profile`.
    pub display_name: Option<String>,
    /// See `contract::users::Profile`.
    pub home_address: Option<String>,
    /// See `contract::users::Profile`.
    pub mobile_phone: Option<String>,
    /// See `contract::users::Profile`.
    pub home_phone: Option<String>,
    /// See `contract::users::Profile`.
    pub language: Option<String>,
    /// See `contract::users::Profile`.
    pub time_zone: Option<String>,
    /// See `contract::users::Profile`.
    pub job_title: Option<String>,
    /// See `contract::users::Profile`.
    pub department: Option<String>,
    /// See `contract::users::Profile`.
    pub company: Option<String>,
    /// See `contract::users::Profile`.
    pub cost_center: Option<String>,
    /// See `contract::users::Profile`.
    pub employee_number: Option<String>,
    /// See `contract::users::Profile`.
    pub employee_type: Option<String>,
    /// See `contract::users::Profile`.
    pub location: Option<String>,
    /// See `contract::users::Profile`.
    pub manager: Option<String>,
    /// See `contract::users::Profile`.
    pub work_address: Option<String>,
    /// See `contract::users::Profile`.
    pub work_phone: Option<String>,
    /// See `contract::users::Profile`.
    pub work_mobile_phone: Option<String>,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
