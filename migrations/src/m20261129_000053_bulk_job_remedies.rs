//! The action that a user needs for whom a bulk job failed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite too: a server that is stopped in the middle must find the old table at its next start.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("bulk_job_user").add_column(text_null("remedy"));
        manager.alter_table(alter.to_owned()).await
    }
}
