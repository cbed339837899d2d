//! Tokens that are bound to a key (DPoP, RFC 9449), and applications that must push their requests.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, boolean, text_null, uuid};

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            (
                "oidc_client",
                boolean("require_pushed").default(false).take(),
            ),
            (
                "oidc_client",
                boolean("dpop_required").default(false).take(),
            ),
            ("oidc_grant", text_null("dpop_jkt")),
        ];
        // SQLite adds one column at a time.
        for (table, column) in added {
            manager
                .alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        let table = "used_proof";
        let mut used = Table::create();
        used.table(table).col(binary("hash").primary_key());
        references(table, "application_id", "application", &mut used);
        organization(table, &mut used);
        used.col(uuid("used_for")).col(big_integer("expires_at"));
        manager.create_table(used.to_owned()).await?;
        index(manager, table, &["application_id"], false).await?;
        // Counted at each use.
        index(manager, table, &["used_for", "expires_at"], false).await?;
        index(manager, table, &["expires_at"], false).await
    }
}
