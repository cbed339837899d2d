use contract::bulk_jobs::BulkJobState;
use contract::ids::{BulkJobId, OrganizationId};
use contract::problem::ProblemType;
use entity::bulk_job::{Column, Entity, Model};
use rules::role::Permission;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::Error;

/// Reads a job.
///
/// # Errors
/// `not-found`, also if the job belongs to another organization.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: BulkJobId,
) -> Result<Model, Error> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::OrganizationId.eq(organization.0))
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// The permissions that the results of a job require: those of a job about a group say who was in it.
pub(super) fn permissions_of_results(job: &Model) -> Vec<Permission> {
    let of_groups = job.action.has_group().then_some(Permission::GroupsRead);
    [Permission::UsersRead]
        .into_iter()
        .chain(of_groups)
        .collect()
}

/// The error for an action that the state of a job does not allow.
pub(super) const fn refused(state: BulkJobState) -> Error {
    let detail = match state {
        BulkJobState::Running => "The job is running",
        BulkJobState::Stopped => "The job was stopped: resume it",
        BulkJobState::Finished => "The job is complete: begin another one",
    };
    Error::Refused(ProblemType::Conflict, detail)
}
