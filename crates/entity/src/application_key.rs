//! A key that signs SAML responses for one application, with its certificate.

use rules::saml::CertificateState;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_key")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// The certificate (DER).
    pub certificate: Vec<u8>,
    /// The private key (PKCS #8), encrypted under the master key.
    pub private_key_encrypted: Vec<u8>,
    /// What it is used for. An application has one key in each state.
    pub state: CertificateState,
    /// When it was created.
    pub created_at: Timestamp,
    /// Until when the certificate is valid.
    pub not_after: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
