//! A registered address of an OpenID Connect application.

use rules::openid::AddressPurpose;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_address")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: Uuid,
    /// What it is registered for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: AddressPurpose,
    /// Its place among those of the same purpose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// Tenant.
    pub organization_id: Uuid,
    /// The address, or the origin.
    pub uri: String,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
