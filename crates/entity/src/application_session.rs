//! What a user opened in a session: one for each application. Its identifier stays the same when the
//! session continues under another one, so it can be given to the application.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

rules::named_values! {
    /// Why an application session ended.
    pub enum EndReason {
        /// Its session ended.
        SessionEnded = "session_ended",
        /// The user or an administrator ended it alone.
        Ended = "ended",
        /// Its tokens were used twice.
        TokenReused = "token_reused",
        /// Wrong passwords locked the account, and the application removes the access then.
        AccountLocked = "account_locked",
        /// The application is no longer available to the user.
        Unassigned = "unassigned",
        /// The application was disabled.
        ApplicationDisabled = "application_disabled",
        /// The names by which the application knows its users have changed.
        SubjectChanged = "subject_changed",
    }
}

/// A row. It is live if it has not ended and its session is live.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_session")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// The user.
    pub account_id: Uuid,
    /// The session of the User Portal in which it was opened.
    pub session_id: Uuid,
    /// The name by which the application knows the user, if it differs from the user's identifier.
    pub name_id: Option<String>,
    /// When it was first opened in the session.
    pub opened_at: Timestamp,
    /// When it was last opened in the session.
    pub last_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// Why it was ended.
    pub end_reason: Option<EndReason>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
