//! The network of a requested reset, so that the queue is shared by network, and when a request that
//! failed is due again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, text};

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in [
            text("network").default("").take(),
            big_integer_null("retry_at"),
        ] {
            let table = Table::alter()
                .table("reset_request")
                .add_column(column)
                .to_owned();
            manager.alter_table(table).await?;
        }
        index(manager, "reset_request", &["network"], false).await
    }
}
