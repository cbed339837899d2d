//! An enrolment or a passkey challenge on its way.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

rules::named_values! {
    /// What a ceremony is for. One of one kind finishes nothing of another.
    pub enum CeremonyKind {
        /// An authenticator app that waits for its first code.
        TotpEnrolment = "totp_enrolment",
        /// A passkey that is about to be added.
        PasskeyEnrolment = "passkey_enrolment",
        /// A passkey of a known account, as a second factor.
        PasskeyFactor = "passkey_factor",
        /// Any passkey, as a whole sign-in.
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
    /// What it is for.
    pub kind: CeremonyKind,
    /// The session, sign-in or link that it belongs to; nothing else finishes it.
    pub bound_to: Vec<u8>,
    /// The account, where it is known.
    pub account_id: Option<Uuid>,
    /// What was sent and must come back; sealed under the master key.
    pub state_encrypted: Vec<u8>,
    /// End.
    pub expires_at: Timestamp,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
