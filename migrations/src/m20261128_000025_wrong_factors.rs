//! The number of wrong factors in a row, across locks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("wrong_factors").default(0).take();
        let account = Table::alter()
            .table("account")
            .add_column(column)
            .to_owned();
        manager.alter_table(account).await
    }
}
