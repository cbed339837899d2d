//! Stores each profile as one JSON document, so that a new field needs no column. The department
//! remains a column, because users are filtered by it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns, each with its name in the document.
const LINES: [(&str, &str); 18] = [
    ("first_name", "firstName"),
    ("last_name", "lastName"),
    ("middle_name", "middleName"),
    ("display_name", "displayName"),
    ("mobile_phone", "mobilePhone"),
    ("home_phone", "homePhone"),
    ("language", "language"),
    ("time_zone", "timeZone"),
    ("job_title", "jobTitle"),
    ("department", "department"),
    ("company", "company"),
    ("cost_center", "costCenter"),
    ("employee_number", "employeeNumber"),
    ("employee_type", "employeeType"),
    ("location", "location"),
    ("manager", "manager"),
    ("work_phone", "workPhone"),
    ("work_mobile_phone", "workMobilePhone"),
];
/// Those that hold JSON themselves.
const ADDRESSES: [(&str, &str); 2] = [
    ("home_address", "homeAddress"),
    ("work_address", "workAddress"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut add = Table::alter();
        add.table("user_profile")
            .add_column(text("fields").default("{}"));
        manager.alter_table(add.to_owned()).await?;

        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let lines = LINES.map(|(column, name)| format!(r#"'{name}', "{column}""#));
        let addresses = ADDRESSES.map(|(column, name)| match postgres {
            true => format!(r#"'{name}', "{column}"::json"#),
            false => format!(r#"'{name}', json("{column}")"#),
        });
        let pairs = [lines.as_slice(), addresses.as_slice()].concat().join(", ");
        // Both expressions omit nulls: one by merging into an empty document, the other by name.
        let document = match postgres {
            true => format!("json_strip_nulls(json_build_object({pairs}))::text"),
            false => format!("json_patch('{{}}', json_object({pairs}))"),
        };
        // Names are constants of this file, never input.
        let update = format!(r#"UPDATE "user_profile" SET "fields" = {document}"#);
        manager.get_connection().execute_unprepared(&update).await?;

        for (column, _) in LINES.into_iter().chain(ADDRESSES) {
            if column != "department" {
                let mut drop = Table::alter();
                drop.table("user_profile").drop_column(column);
                manager.alter_table(drop.to_owned()).await?;
            }
        }
        Ok(())
    }
}
