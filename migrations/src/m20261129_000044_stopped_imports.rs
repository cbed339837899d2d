//! Why the server has stopped an import, and how often its rows failed in sequence.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, text_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            text_null("stop_reason"),
            integer("failures").default(0).take(),
        ];
        // SQLite adds one column at a time.
        for column in added {
            let mut alter = Table::alter();
            alter.table("user_import").add_column(column);
            manager.alter_table(alter.to_owned()).await?;
        }
        Ok(())
    }
}
