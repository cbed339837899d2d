//! Attributes that an organization adds to the profile, and the values of its users.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, small_integer, text, uuid};

use crate::helpers::{account, compare_bytewise, index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = "attribute_definition";
        let mut definition = Table::create();
        definition.table(table).col(uuid("id").primary_key());
        organization(table, &mut definition);
        definition
            .col(text("name"))
            .col(text("label"))
            .col(text("kind"))
            .col(text("choices"))
            .col(boolean("required"))
            .col(text("user_access"))
            .col(boolean("filterable"))
            .col(boolean("searchable"))
            .col(small_integer("position"))
            .col(big_integer("created_at"))
            .col(big_integer("version"));
        manager.create_table(definition.to_owned()).await?;
        index(manager, table, &["organization_id", "name"], true).await?;

        let table = "user_attribute";
        let mut value = Table::create();
        value.table(table);
        account(table, &mut value);
        references(table, "attribute_id", "attribute_definition", &mut value);
        organization(table, &mut value);
        value
            .col(text("value"))
            .col(text("value_key"))
            .primary_key(Index::create().col("account_id").col("attribute_id"));
        manager.create_table(value.to_owned()).await?;
        compare_bytewise(manager, table, &["value_key"]).await?;
        // For filters, and for counting and deleting the values of an attribute.
        index(
            manager,
            table,
            &["attribute_id", "value_key", "account_id"],
            false,
        )
        .await
    }
}
