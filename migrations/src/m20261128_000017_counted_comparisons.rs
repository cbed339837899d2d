//! How many passwords the holder of a link had compared with the stored ones.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("comparisons").default(0).take();
        let link = Table::alter().table("link").add_column(column).to_owned();
        manager.alter_table(link).await
    }
}
