//! SSH keys of users.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, text, text_null, uuid};

use crate::helpers::{account, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut key = Table::create();
        key.table("ssh_key").col(uuid("id").primary_key());
        organization("ssh_key", &mut key);
        account("ssh_key", &mut key);
        key.col(text("name"))
            .col(text("key_type"))
            .col(integer("bits"))
            .col(text("fingerprint"))
            .col(text("public_key"))
            .col(text_null("comment"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_used_at"));
        manager.create_table(key.to_owned()).await?;
        // A key identifies one person of an organization.
        let columns = ["organization_id", "fingerprint"];
        index(manager, "ssh_key", &columns, true).await?;
        index(manager, "ssh_key", &["account_id", "id"], false).await
    }
}
