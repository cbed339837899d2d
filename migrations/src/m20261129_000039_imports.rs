//! Imports of users from a file, and the rows of the file.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, text, text_null, uuid, uuid_null,
};

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut import = Table::create();
        import.table("user_import").col(uuid("id").primary_key());
        organization("user_import", &mut import);
        import
            .col(text("file_name"))
            .col(text("state"))
            .col(text("headers"))
            .col(text("examples"))
            .col(text("fields"))
            .col(text("match_by"))
            .col(text("existing_users"))
            .col(text("new_user_state"))
            .col(integer("row_count"))
            .col(integer("position"))
            .col(text("created_by"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("actor_name"))
            .col(text_null("actor_email"))
            .col(text("client_address"))
            .col(text("client_device"))
            .col(big_integer("created_at"))
            .col(big_integer_null("started_at"))
            .col(big_integer_null("finished_at"))
            .col(big_integer_null("leased_until"))
            .col(uuid_null("leased_by"));
        manager.create_table(import.to_owned()).await?;
        index(manager, "user_import", &["organization_id", "id"], false).await?;
        index(manager, "user_import", &["state", "id"], false).await?;

        let mut row = Table::create();
        row.table("user_import_row");
        references("user_import_row", "import_id", "user_import", &mut row);
        organization("user_import_row", &mut row);
        row.col(integer("number"))
            .col(text("cells"))
            .col(text_null("email_key"))
            .col(text_null("username_key"))
            .col(text_null("employee_number_key"))
            .col(text_null("outcome"))
            .col(text_null("problems"))
            .col(uuid_null("user_id"))
            .primary_key(Index::create().col("import_id").col("number"));
        manager.create_table(row.to_owned()).await?;
        for key in ["email_key", "username_key", "employee_number_key"] {
            index(manager, "user_import_row", &["import_id", key], false).await?;
        }
        index(
            manager,
            "user_import_row",
            // The organization too, so that counting reads nothing but the index.
            &["import_id", "outcome", "number", "organization_id"],
            false,
        )
        .await
    }
}
