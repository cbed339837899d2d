//! Bulk jobs: an action on any number of users, which continues after the request that begins it.

pub use rules::bulk::{BulkJobAction, BulkJobOutcome, BulkJobState};
pub use rules::sign_in::SignInRemedy;
pub use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{BulkJobId, GroupId, UserId};
use crate::problem::Problem;
use crate::profile::UpdateUser;

/// Begins an action on any number of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_bulk_job))]
pub struct CreateBulkJob {
    /// The action.
    pub action: BulkJobAction,
    /// The changes, for the action `update` only. A username or employee number cannot be set, because no
    /// two users can have the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<UpdateUser>,
    /// The group, for the actions `add_to_group` and `remove_from_group` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// The users. They are fixed when the job is created.
    pub users: BulkJobUsers,
}

/// The users of a bulk job. Name exactly one of `ids`, `matching` and `failedIn`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::bulk_job_users))]
pub struct BulkJobUsers {
    /// 1 to 1,000 users, each once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 1000))]
    pub ids: Option<Vec<UserId>>,
    /// All users who match now. Also requires `users:read`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching: Option<BulkJobQuery>,
    /// The users of another job for whom the action failed. Also requires `users:read`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_in: Option<BulkJobId>,
    /// With `failedIn`: only the users whose problem names this remedy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<SignInRemedy>,
}

/// A search and filter of the list of users. If both are omitted, all users match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkJobQuery {
    /// Words to search for, as in `GET /users`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "lovelace"))]
    pub search: Option<String>,
    /// Conditions, as in `GET /users`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 4000, example = "department:Engineering")
    )]
    pub filter: Option<String>,
}

/// An action on any number of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::bulk_job))]
pub struct BulkJob {
    /// Identifier.
    pub id: BulkJobId,
    /// The action.
    pub action: BulkJobAction,
    /// The changes, for the action `update`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<UpdateUser>,
    /// The group, for the actions `add_to_group` and `remove_from_group`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<GroupId>,
    /// What the job is doing.
    pub state: BulkJobState,
    /// Why the server stopped it; absent if it did not. Anyone who has the permission can
    /// resume it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_reason: Option<StopReason>,
    /// The number of users, in total and by outcome.
    pub counts: BulkJobCounts,
    /// Why the action failed, the most frequent problems first, at most 20. Only in the response of
    /// `GET /bulk-jobs/{id}`, if the job is not running. For a job about a group, it also requires
    /// `groups:read`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<BulkJobFailure>,
    /// The name of the administrator or API key that began it, or has resumed it last.
    pub started_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When every user was processed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

/// A problem, and the number of users of a bulk job for whom it occurred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkJobFailure {
    /// The problem.
    pub problem: Problem,
    /// The number of users.
    pub users: u32,
}

/// The users of a bulk job by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkJobCounts {
    /// All users of the job.
    pub users: u32,
    /// Users who were not processed yet.
    pub waiting: u32,
    /// Users for whom the action was performed.
    pub done: u32,
    /// Users for whom there was nothing to do.
    pub unchanged: u32,
    /// Users for whom the action was refused, or failed.
    pub failed: u32,
}

/// The outcome of a user in a bulk job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::bulk_job_result))]
pub struct BulkJobResult {
    /// The user, who may have been deleted since.
    pub user_id: UserId,
    /// The user's name when the job was created; absent if there was no such user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The user's email when the job was created; absent if there was no such user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The outcome; absent until the user was processed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<BulkJobOutcome>,
    /// Why the action was refused, or failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
