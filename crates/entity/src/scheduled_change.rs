//! An activation or suspension of a user that is due on a date. The row is deleted when it is performed
//! or canceled.

use rules::event::PartyKind;
use rules::scheduled_change::ScheduledAction;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheduled_change")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The user.
    pub account_id: Uuid,
    /// What is done. A user has at most one row for each action.
    pub action: ScheduledAction,
    /// When.
    pub due_at: Timestamp,
    /// Why, for administrators.
    pub note: Option<String>,
    /// Whether an activation sends the user an email.
    pub sends_email: bool,
    /// The address that the activation email goes to, if it is not the company email.
    pub email_to: Option<String>,
    /// The kind of who scheduled it.
    pub actor_kind: PartyKind,
    /// The identifier of who scheduled it.
    pub actor_id: Option<Uuid>,
    /// The name of who scheduled it.
    pub actor_name: String,
    /// The email of who scheduled it.
    pub actor_email: Option<String>,
    /// When it was scheduled.
    pub created_at: Timestamp,
    /// When administrators were reminded of it.
    pub reminded_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
