//! An index that finds and counts the emails of an organization in one state, such as those that
//! failed.

use sea_orm_migration::prelude::*;

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "mail", &["organization_id", "state", "id"], false).await
    }
}
