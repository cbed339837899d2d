//! Stored names in American spelling: a column, an event, the kinds of ceremonies, and the settings.

use sea_orm_migration::prelude::*;

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in [
            "DROP INDEX ix_account_organization_id_mfa_enrol_by_mfa_notice",
            "ALTER TABLE account RENAME COLUMN mfa_enrol_by TO mfa_enroll_by",
            "UPDATE event SET action = 'mfa.enrollment_extended' \
             WHERE action = 'mfa.enrolment_extended'",
            "UPDATE ceremony SET kind = replace(kind, '_enrolment', '_enrollment')",
            // Without the colon, because PostgreSQL's json_build_object writes a space before it.
            // Inside a JSON string, a quotation mark follows a backslash: only names match.
            "UPDATE organization SET settings = replace(replace(settings, \
             '\"ageingPolicy\"', '\"agingPolicy\"'), \
             '\"enrolmentDays\"', '\"enrollmentDays\"')",
        ] {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        let due = ["organization_id", "mfa_enroll_by", "mfa_notice"];
        index(manager, "account", &due, false).await
    }
}
