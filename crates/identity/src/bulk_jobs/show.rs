//! Jobs and their results as the API shows them.

use contract::bulk_jobs::{BulkJob, BulkJobCounts, BulkJobResult};
use contract::ids::{BulkJobId, GroupId, UserId};
use entity::bulk_job::Model;
use entity::bulk_job_user;

/// Builds the API's representation of a job.
pub(super) fn show(job: Model) -> BulkJob {
    let counts = counts(&job);
    BulkJob {
        id: BulkJobId(job.id),
        action: job.action,
        changes: job.changes.map(|changes| changes.0),
        group_id: job.group_id.map(GroupId),
        state: job.state,
        stop_reason: job.stop_reason,
        counts,
        failures: Vec::new(),
        started_by: job.actor_name,
        created_at: job.created_at,
        finished_at: job.finished_at,
    }
}

/// The users of a job by outcome.
pub(super) fn counts(job: &Model) -> BulkJobCounts {
    let [users, done, unchanged, failed] = [job.users, job.done, job.unchanged, job.failed]
        .map(|stored| u32::try_from(stored).unwrap_or_default());
    BulkJobCounts {
        users,
        waiting: users.saturating_sub(done + unchanged + failed),
        done,
        unchanged,
        failed,
    }
}

/// Builds the API's representation of a result.
pub(super) fn show_result(user: bulk_job_user::Model) -> BulkJobResult {
    BulkJobResult {
        user_id: UserId(user.account_id),
        name: user.name,
        email: user.email,
        outcome: user.outcome,
        problem: user.problem.map(|problem| problem.0),
    }
}
