//! The hash chain of events, its signed checkpoints, and the key that signs them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, boolean, integer, text, uuid};

use crate::helpers::{index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = "event_link";
        let mut link = Table::create();
        link.table(table);
        organization(table, &mut link);
        // No foreign key: that an event is missing must be visible.
        link.col(big_integer("position"))
            .col(uuid("event_id"))
            .col(big_integer("attempts"))
            .col(binary("digest"))
            .col(binary("hash"))
            .primary_key(Index::create().col("organization_id").col("position"));
        manager.create_table(link.to_owned()).await?;

        let table = "event_checkpoint";
        let mut checkpoint = Table::create();
        checkpoint.table(table).col(uuid("id").primary_key());
        organization(table, &mut checkpoint);
        checkpoint
            .col(big_integer("position"))
            .col(binary("hash"))
            .col(big_integer("at"))
            .col(boolean("starts_chain"))
            .col(text("public_key"))
            .col(text("signature"));
        manager.create_table(checkpoint.to_owned()).await?;
        let columns = ["organization_id", "position", "starts_chain"];
        index(manager, table, &columns, true).await?;
        index(manager, table, &["organization_id", "id"], false).await?;

        let table = "event_key";
        let mut key = Table::create();
        key.table(table)
            .col(text("id").primary_key())
            .col(integer("number"))
            .col(binary("private_key_encrypted"))
            .col(big_integer("created_at"));
        manager.create_table(key.to_owned()).await?;
        // Of several servers, one makes the key.
        index(manager, table, &["number"], true).await
    }
}
