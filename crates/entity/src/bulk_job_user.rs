//! A user of a bulk job.

use contract::problem::Problem;
use rules::bulk::BulkJobOutcome;
use rules::sign_in::SignInRemedy;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bulk_job_user")]
pub struct Model {
    /// The job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bulk_job_id: Uuid,
    /// The number of the user, in the order in which they are processed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Tenant, of the job.
    pub organization_id: Uuid,
    /// The user; at most once in a job. Not a reference: the result outlives the user.
    pub account_id: Uuid,
    /// The user's name when the job was created.
    pub name: Option<String>,
    /// The user's email when the job was created.
    pub email: Option<String>,
    /// What became of it; `None` until the user was processed.
    pub outcome: Option<BulkJobOutcome>,
    /// Why the action was refused, or failed.
    pub problem: Option<Document<Problem>>,
    /// The remedy that the problem names.
    pub remedy: Option<SignInRemedy>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
