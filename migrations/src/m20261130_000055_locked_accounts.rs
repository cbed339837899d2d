//! What an application does about accounts that wrong passwords have locked.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

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
        alter
            .table("application")
            .add_column(text("on_lock").default("maintain").take());
        manager.alter_table(alter.to_owned()).await
    }
}
