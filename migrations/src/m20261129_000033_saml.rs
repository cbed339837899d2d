//! SAML: the settings of service providers, and the keys that sign their responses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, text, uuid};

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut provider = Table::create();
        provider.table("saml_provider");
        references(
            "saml_provider",
            "application_id",
            "application",
            &mut provider,
        );
        organization("saml_provider", &mut provider);
        provider
            .col(text("settings"))
            .col(binary("subject_salt"))
            .primary_key(Index::create().col("application_id"));
        manager.create_table(provider.to_owned()).await?;

        let mut key = Table::create();
        key.table("application_key").col(uuid("id").primary_key());
        references("application_key", "application_id", "application", &mut key);
        organization("application_key", &mut key);
        key.col(binary("certificate"))
            .col(binary("private_key_encrypted"))
            .col(text("state"))
            .col(big_integer("created_at"))
            .col(big_integer("not_after"));
        manager.create_table(key.to_owned()).await?;
        // Two requests at the same time cannot make two keys sign.
        let one_in_each_state = ["application_id", "state"];
        index(manager, "application_key", &one_in_each_state, true).await
    }
}
