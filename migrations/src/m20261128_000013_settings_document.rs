//! Stores the settings of an organization as one JSON document, so that a new setting needs no
//! column.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The columns, each with its name in the document. Policies are JSON themselves.
const SWITCHES: [(&str, &str); 2] = [
    ("users_may_edit_profile", "usersMayEditProfile"),
    ("recovery_email_enabled", "recoveryEmailEnabled"),
];
const POLICIES: [(&str, &str); 4] = [
    ("password_policy", "passwordPolicy"),
    ("ageing_policy", "ageingPolicy"),
    ("lockout_policy", "lockoutPolicy"),
    ("mfa_policy", "mfaPolicy"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut add = Table::alter();
        add.table("organization")
            .add_column(text("settings").default("{}"));
        manager.alter_table(add.to_owned()).await?;

        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        // SQLite has no booleans, so their JSON text is converted to JSON.
        let switches = SWITCHES.map(|(column, name)| match postgres {
            true => format!(r#"'{name}', "{column}""#),
            false => format!(r#"'{name}', json(iif("{column}", 'true', 'false'))"#),
        });
        let policies = POLICIES.map(|(column, name)| match postgres {
            true => format!(r#"'{name}', "{column}"::json"#),
            false => format!(r#"'{name}', json("{column}")"#),
        });
        let pairs = [switches.as_slice(), policies.as_slice()]
            .concat()
            .join(", ");
        let document = match postgres {
            true => format!("json_build_object({pairs})::text"),
            false => format!("json_object({pairs})"),
        };
        // Names are constants of this file, never input.
        let update = format!(r#"UPDATE "organization" SET "settings" = {document}"#);
        manager.get_connection().execute_unprepared(&update).await?;

        for (column, _) in SWITCHES.into_iter().chain(POLICIES) {
            let mut drop = Table::alter();
            drop.table("organization").drop_column(column);
            manager.alter_table(drop.to_owned()).await?;
        }
        Ok(())
    }
}
