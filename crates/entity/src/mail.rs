//! A mail on its way, and the delivery log.

use rules::mail::MailState;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// Identifier, in the Message-ID too.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Account that it is about.
    pub account_id: Option<Uuid>,
    /// Kind of notice.
    pub kind: String,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Text and HTML, encrypted under the master key; erased once delivered.
    pub content_encrypted: Option<Vec<u8>>,
    /// Where it stands.
    pub state: MailState,
    /// Attempts made.
    pub attempts: i32,
    /// What the last failed attempt met.
    pub last_error: Option<String>,
    /// Creation.
    pub created_at: Timestamp,
    /// When the next attempt is due.
    pub next_attempt_at: Option<Timestamp>,
    /// Until when a worker has it.
    pub leased_until: Option<Timestamp>,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
