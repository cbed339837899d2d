//! The action that a user needs for whom a bulk job failed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("bulk_job_user").add_column(text_null("remedy"));
        manager.alter_table(alter.to_owned()).await
    }
}
