use entity::{TenantTable, bulk_job, bulk_job_user, user_import, user_import_row};
use rules::bulk::BulkJobState;
use rules::import::ImportState;
use sea_orm::{EntityTrait, TryGetable, Value};

/// A table of jobs, and the table of their rows.
pub(crate) trait JobTable: TenantTable {
    /// What a job is doing.
    type State: Copy + PartialEq + Into<Value> + TryGetable + Send + Sync + 'static;
    /// The rows.
    type Rows: EntityTrait;

    /// A job, for the log.
    const A_JOB: &'static str;
    /// The column with the state.
    const STATE: Self::Column;
    /// The column that says why the server stopped it.
    const STOP_REASON: Self::Column;
    /// The column that says until when a worker has leased it.
    const LEASED_UNTIL: Self::Column;
    /// The column that says which worker has leased it last.
    const LEASED_BY: Self::Column;
    /// The column that counts how often it failed since a row was last processed.
    const FAILURES: Self::Column;
    /// When the organization of a job last had a turn, in SQL.
    const TURN_OF_ORGANIZATION: &'static str;
    /// When the job last had a turn, in SQL.
    const TURN_OF_JOB: &'static str;
    /// The column of a row with its job.
    const JOB_OF_ROW: <Self::Rows as EntityTrait>::Column;
    /// The column of a row with the tenant.
    const ORGANIZATION_OF_ROW: <Self::Rows as EntityTrait>::Column;
    /// The column of a row with its number.
    const NUMBER_OF_ROW: <Self::Rows as EntityTrait>::Column;
    /// The states in which workers process the rows.
    const WORKING: &'static [Self::State];
    /// The states in which nobody reads or writes the rows, so that the job may be deleted.
    const DELETABLE: &'static [Self::State];
    /// The state in which the rows are changed.
    const RUNNING: Self::State;
    /// The state of a job that was stopped. Such jobs may be resumed, so they are deleted last.
    const STOPPED: Self::State;
    /// The state in which nothing more happens.
    const FINISHED: Self::State;
}

impl JobTable for bulk_job::Entity {
    type State = BulkJobState;
    type Rows = bulk_job_user::Entity;

    const A_JOB: &'static str = "a bulk job";
    const STATE: bulk_job::Column = bulk_job::Column::State;
    const STOP_REASON: bulk_job::Column = bulk_job::Column::StopReason;
    const LEASED_UNTIL: bulk_job::Column = bulk_job::Column::LeasedUntil;
    const LEASED_BY: bulk_job::Column = bulk_job::Column::LeasedBy;
    const FAILURES: bulk_job::Column = bulk_job::Column::Failures;
    const TURN_OF_ORGANIZATION: &'static str = r#"(SELECT COALESCE(MAX("other"."leased_until"), 0) FROM "bulk_job" AS "other" WHERE "other"."organization_id" = "bulk_job"."organization_id")"#;
    const TURN_OF_JOB: &'static str = r#"COALESCE("bulk_job"."leased_until", 0)"#;
    const JOB_OF_ROW: bulk_job_user::Column = bulk_job_user::Column::BulkJobId;
    const ORGANIZATION_OF_ROW: bulk_job_user::Column = bulk_job_user::Column::OrganizationId;
    const NUMBER_OF_ROW: bulk_job_user::Column = bulk_job_user::Column::Number;
    const WORKING: &'static [BulkJobState] = &[BulkJobState::Running];
    const DELETABLE: &'static [BulkJobState] = &[BulkJobState::Stopped, BulkJobState::Finished];
    const RUNNING: BulkJobState = BulkJobState::Running;
    const STOPPED: BulkJobState = BulkJobState::Stopped;
    const FINISHED: BulkJobState = BulkJobState::Finished;
}

impl JobTable for user_import::Entity {
    type State = ImportState;
    type Rows = user_import_row::Entity;

    const A_JOB: &'static str = "an import";
    const STATE: user_import::Column = user_import::Column::State;
    const STOP_REASON: user_import::Column = user_import::Column::StopReason;
    const LEASED_UNTIL: user_import::Column = user_import::Column::LeasedUntil;
    const LEASED_BY: user_import::Column = user_import::Column::LeasedBy;
    const FAILURES: user_import::Column = user_import::Column::Failures;
    const TURN_OF_ORGANIZATION: &'static str = r#"(SELECT COALESCE(MAX("other"."leased_until"), 0) FROM "user_import" AS "other" WHERE "other"."organization_id" = "user_import"."organization_id")"#;
    const TURN_OF_JOB: &'static str = r#"COALESCE("user_import"."leased_until", 0)"#;
    const JOB_OF_ROW: user_import_row::Column = user_import_row::Column::ImportId;
    const ORGANIZATION_OF_ROW: user_import_row::Column = user_import_row::Column::OrganizationId;
    const NUMBER_OF_ROW: user_import_row::Column = user_import_row::Column::Number;
    const WORKING: &'static [ImportState] = &[ImportState::Checking, ImportState::Running];
    const DELETABLE: &'static [ImportState] = &[
        ImportState::Ready,
        ImportState::Checked,
        ImportState::Stopped,
        ImportState::Finished,
    ];
    const RUNNING: ImportState = ImportState::Running;
    const STOPPED: ImportState = ImportState::Stopped;
    const FINISHED: ImportState = ImportState::Finished;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_of_imports_are_those_of_the_rules() {
        for state in ImportState::ALL {
            let has = |states: &[ImportState]| states.contains(&state);
            assert_eq!(has(user_import::Entity::WORKING), state.is_working());
            assert_eq!(has(user_import::Entity::DELETABLE), state.may_delete());
        }
    }
}
