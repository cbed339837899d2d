//! Requests that applications push before they send the browser (RFC 9126). Each works once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, text};

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = "pushed_request";
        let mut pushed = Table::create();
        pushed.table(table).col(binary("token_hash").primary_key());
        references(table, "application_id", "application", &mut pushed);
        organization(table, &mut pushed);
        pushed
            .col(text("parameters"))
            .col(big_integer("expires_at"));
        manager.create_table(pushed.to_owned()).await?;
        index(manager, table, &["application_id"], false).await?;
        index(manager, table, &["expires_at"], false).await
    }
}
