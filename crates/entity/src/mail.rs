//! Emails in the outbox and in the delivery log.

use rules::mail::MailState;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// Identifier, also part of the Message-ID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The account that it is about.
    pub account_id: Option<Uuid>,
    /// The kind of email, as text: the kinds are defined in the package `mail`, which this one does not use.
    pub kind: String,
    /// The recipient's address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// Text and HTML, encrypted under the master key. Erased after delivery or the last attempt.
    pub content_encrypted: Option<Vec<u8>>,
    /// The state of the delivery.
    pub state: MailState,
    /// The number of delivery attempts so far.
    pub attempts: i32,
    /// The error of the last failed attempt.
    pub last_error: Option<String>,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When the next attempt is due.
    pub next_attempt_at: Option<Timestamp>,
    /// Until when a worker has leased it.
    pub leased_until: Option<Timestamp>,
    /// When the mail server accepted it.
    pub sent_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
