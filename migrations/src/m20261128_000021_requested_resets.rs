//! A table of requested password resets, and for each link the number of passwords that were
//! compared with stored ones.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, text, uuid};

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("comparisons").default(0).take();
        let link = Table::alter().table("link").add_column(column).to_owned();
        manager.alter_table(link).await?;

        // Without an organization, because the address may not belong to an account.
        let mut requests = Table::create();
        requests
            .table("reset_request")
            .col(uuid("id").primary_key())
            .col(text("portal"))
            .col(text("email"))
            .col(text("address"))
            .col(text("device"))
            .col(big_integer("created_at"));
        manager.create_table(requests.to_owned()).await?;
        index(manager, "reset_request", &["created_at"], false).await
    }
}
