//! The terms of organizations, and who accepted which version.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, text, uuid};

use crate::helpers::{account, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut terms = Table::create();
        terms.table("terms").col(uuid("id").primary_key());
        organization("terms", &mut terms);
        terms
            .col(integer("version"))
            .col(text("text"))
            .col(text("published_by"))
            .col(big_integer("published_at"));
        manager.create_table(terms.to_owned()).await?;
        index(manager, "terms", &["organization_id", "version"], true).await?;

        let table = "terms_acceptance";
        let mut acceptance = Table::create();
        acceptance.table(table).col(uuid("id").primary_key());
        organization(table, &mut acceptance);
        account(table, &mut acceptance);
        acceptance
            .col(integer("version"))
            .col(big_integer("accepted_at"))
            .col(text("address"));
        manager.create_table(acceptance.to_owned()).await?;
        index(manager, table, &["account_id", "version"], true).await?;
        index(manager, table, &["organization_id"], false).await?;

        let added = [
            ("organization", integer("terms_version").default(0).take()),
            (
                "organization",
                boolean("terms_required").default(false).take(),
            ),
            ("account", integer("terms_version").default(0).take()),
        ];
        // SQLite adds one column at a time.
        for (table, column) in added {
            let mut alter = Table::alter();
            alter.table(table).add_column(column);
            manager.alter_table(alter.to_owned()).await?;
        }
        Ok(())
    }
}
