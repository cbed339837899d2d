//! Marks cloned passkeys, which are rejected until they are removed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let copied_at = big_integer_null("copied_at");
        manager
            .alter_table(
                Table::alter()
                    .table("factor")
                    .add_column(copied_at)
                    .to_owned(),
            )
            .await
    }
}
