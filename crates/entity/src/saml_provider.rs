//! The SAML settings of an application.

use contract::applications::SamlSettings;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saml_provider")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The settings.
    pub settings: Document<SamlSettings>,
    /// Random bytes that make its persistent names different from those of other applications.
    pub subject_salt: Vec<u8>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
