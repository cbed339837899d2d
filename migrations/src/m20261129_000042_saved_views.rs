//! Saved views of lists, and what they filter and sort users by: the employee type and the manager.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, uuid, uuid_null};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::helpers::{compare_bytewise, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let bytewise = match manager.get_database_backend() {
            DatabaseBackend::Postgres => r#" COLLATE "C""#,
            _ => "",
        };
        for column in ["employee_type_key", "manager_key"] {
            let add = format!(
                "ALTER TABLE account ADD COLUMN {column} text{bytewise} NOT NULL DEFAULT ''"
            );
            connection.execute_unprepared(&add).await?;
        }
        connection.execute_unprepared(KEYS_TO_COMPUTE).await?;
        for key in ["department_key", "employee_type_key", "manager_key"] {
            let columns = ["organization_id", "kind", key, "id"];
            index(manager, "account", &columns, false).await?;
        }

        let mut view = Table::create();
        view.table("saved_view").col(uuid("id").primary_key());
        organization("saved_view", &mut view);
        // Without an owner, the view belongs to the organization. The views of an administrator go
        // with them.
        view.col(uuid_null("owner_id")).foreign_key(
            ForeignKey::create()
                .name("fk_saved_view_owner_id")
                .from("saved_view", "owner_id")
                .to("account", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
        view.col(text("list"))
            .col(text("name"))
            .col(text("name_key"))
            .col(text("search"))
            .col(text("filter"))
            .col(text("sort"))
            .col(text("columns"))
            .col(text("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("version"));
        manager.create_table(view.to_owned()).await?;
        compare_bytewise(manager, "saved_view", &["name_key"]).await?;
        let columns = ["organization_id", "owner_id", "name_key", "id"];
        index(manager, "saved_view", &columns, false).await?;
        index(manager, "saved_view", &["owner_id"], false).await
    }
}

/// SQL cannot fold texts. Without search words, the server computes the keys of an account at its
/// next start; the keys of the others are empty.
const KEYS_TO_COMPUTE: &str = r#"
UPDATE account SET search_words = ''
WHERE kind = 'user' AND id IN (
    SELECT account_id FROM user_profile
    WHERE fields LIKE '%"employeeType"%' OR fields LIKE '%"manager"%'
)"#;
