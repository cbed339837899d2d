//! The browser and operating system of a known browser, so that people recognize it in a list.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text("device").default("").take();
        let browser = Table::alter()
            .table("known_browser")
            .add_column(column)
            .to_owned();
        manager.alter_table(browser).await
    }
}
