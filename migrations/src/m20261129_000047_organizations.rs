//! Whether an organization is suspended, when it is deleted, and sign-ups of further organizations.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary_null, integer, text, uuid};

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in [
            big_integer_null("suspended_at"),
            big_integer_null("delete_at"),
        ] {
            let mut alter = Table::alter();
            alter.table("organization").add_column(column);
            manager.alter_table(alter.to_owned()).await?;
        }

        // Belongs to no organization, because there is none before the address is confirmed.
        let table = "sign_up";
        let mut sign_up = Table::create();
        sign_up
            .table(table)
            .col(uuid("id").primary_key())
            .col(text("email"))
            .col(text("email_key"))
            .col(text("name"))
            .col(text("organization_name"))
            .col(text("network"))
            .col(binary_null("token_hash"))
            .col(integer("attempts"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("next_attempt_at"))
            .col(big_integer_null("leased_until"));
        manager.create_table(sign_up.to_owned()).await?;
        index(manager, table, &["token_hash"], true).await?;
        index(manager, table, &["email_key", "created_at"], false).await?;
        index(manager, table, &["network", "created_at"], false).await?;
        index(manager, table, &["next_attempt_at"], false).await?;
        index(manager, table, &["expires_at"], false).await
    }
}
