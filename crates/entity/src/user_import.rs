//! An import of users from a file.

use rules::event::PartyKind;
use rules::import::{ExistingUsers, ImportState, MatchBy};
use rules::state::UserState;
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_import")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The name of the file.
    pub file_name: String,
    /// What the import is doing.
    pub state: ImportState,
    /// The header of each column.
    pub headers: Document<Vec<String>>,
    /// The first values of each column.
    pub examples: Document<Vec<Vec<String>>>,
    /// The field of each column; empty if it is ignored.
    pub fields: Document<Vec<String>>,
    /// The value by which a row is matched to an existing user.
    pub match_by: MatchBy,
    /// What to do with existing users.
    pub existing_users: ExistingUsers,
    /// The state of new users.
    pub new_user_state: UserState,
    /// The number of rows of the file.
    pub row_count: i32,
    /// The number of the last row that the dry run has evaluated, or that the run has processed.
    pub position: i32,
    /// The name of who uploaded the file.
    pub created_by: String,
    /// The kind of the actor of the events: who uploaded the file, and then who has last begun the
    /// dry run or the run.
    pub actor_kind: PartyKind,
    /// The identifier of the actor.
    pub actor_id: Option<Uuid>,
    /// The name of the actor.
    pub actor_name: String,
    /// The email of the actor.
    pub actor_email: Option<String>,
    /// The address of the actor's client.
    pub client_address: String,
    /// The browser and operating system of the actor's client.
    pub client_device: String,
    /// When the file was uploaded.
    pub created_at: Timestamp,
    /// When the run began.
    pub started_at: Option<Timestamp>,
    /// When the run was complete.
    pub finished_at: Option<Timestamp>,
    /// Until when a worker has leased it.
    pub leased_until: Option<Timestamp>,
    /// The worker that has leased it last.
    pub leased_by: Option<Uuid>,
    /// Why the server stopped it; `None` if it did not.
    pub stop_reason: Option<StopReason>,
    /// How often it failed since a row was last processed.
    pub failures: i32,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
