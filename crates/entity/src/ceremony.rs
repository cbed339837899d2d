//! An enrollment or a passkey challenge in progress.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

rules::named_values! {
    /// The purpose of a ceremony. A ceremony only works for its own purpose.
    pub enum CeremonyKind {
        /// Adding an authenticator app, which awaits its first code.
        TotpEnrollment = "totp_enrollment",
        /// Adding a passkey.
        PasskeyEnrollment = "passkey_enrollment",
        /// Authenticating a known account with a passkey as its MFA factor.
        PasskeyFactor = "passkey_factor",
        /// Signing in with any passkey alone.
        PasskeySignIn = "passkey_sign_in",
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ceremony")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The purpose.
    pub kind: CeremonyKind,
    /// The session, sign-in or link that it belongs to. Nothing else can complete it.
    pub bound_to: Vec<u8>,
    /// The account, if known.
    pub account_id: Option<Uuid>,
    /// The server's state of the ceremony, encrypted under the master key.
    pub state_encrypted: Vec<u8>,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
