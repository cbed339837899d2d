//! An action on any number of users, which continues after the request that began it.

use contract::users::UpdateUser;
use rules::bulk::{BulkJobAction, BulkJobState};
use rules::event::PartyKind;
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bulk_job")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// What is done with each user.
    pub action: BulkJobAction,
    /// What is changed, if that is the action.
    pub changes: Option<Document<UpdateUser>>,
    /// The group, if the action is about one. Not a reference: the results outlive the group.
    pub group_id: Option<Uuid>,
    /// What the job is doing.
    pub state: BulkJobState,
    /// The number of users.
    pub users: i32,
    /// The number of the last user that was processed.
    pub position: i32,
    /// The number of users for whom the action was performed.
    pub done: i32,
    /// The number of users for whom there was nothing to do.
    pub unchanged: i32,
    /// The number of users for whom the action was refused, or failed.
    pub failed: i32,
    /// The kind of the actor of the events: who has begun the job, or has resumed it last.
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
    /// When it was created.
    pub created_at: Timestamp,
    /// When every user was processed.
    pub finished_at: Option<Timestamp>,
    /// Until when a worker has leased it.
    pub leased_until: Option<Timestamp>,
    /// The worker that has leased it last.
    pub leased_by: Option<Uuid>,
    /// Why the server stopped it; `None` if it did not.
    pub stop_reason: Option<StopReason>,
    /// How often it failed since a user was last processed.
    pub failures: i32,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
