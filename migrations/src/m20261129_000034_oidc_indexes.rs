//! Indexes for deleting old assertions, and for deleting applications, which looks for their rows.

use sea_orm_migration::prelude::*;

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("used_assertion", "expires_at"),
            ("used_assertion", "application_id"),
            ("consent", "application_id"),
        ] {
            index(manager, table, &[column], false).await?;
        }
        Ok(())
    }
}
