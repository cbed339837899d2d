//! Known browsers, locks that grow longer, and repeated failures as one event.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, boolean, integer, text_null, uuid, uuid_null,
};

use crate::helpers::{account, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut browser = Table::create();
        browser.table("known_browser").col(uuid("id").primary_key());
        organization("known_browser", &mut browser);
        account("known_browser", &mut browser);
        browser
            .col(binary("token_hash").unique_key())
            .col(integer("failed_attempts").default(0))
            .col(big_integer("created_at"))
            .col(big_integer("last_used_at"))
            .col(big_integer("expires_at"));
        manager.create_table(browser.to_owned()).await?;
        index(manager, "known_browser", &["account_id"], false).await?;
        index(manager, "known_browser", &["expires_at"], false).await?;

        let added = [
            ("account", integer("wrong_passwords").default(0).take()),
            ("account", integer("password_locks").default(0).take()),
            ("account", integer("factor_locks").default(0).take()),
            (
                "account",
                integer("verified_while_locked").default(0).take(),
            ),
            ("sign_in", boolean("known_browser").default(false).take()),
            ("sign_in", uuid_null("locked_account_id")),
            ("session", uuid_null("known_browser_id")),
            ("event", text_null("network")),
        ];
        // SQLite adds one column at a time.
        for (table, column) in added {
            manager
                .alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        // Finds the emails that an account got lately.
        index(manager, "mail", &["account_id", "id"], false).await
    }
}
