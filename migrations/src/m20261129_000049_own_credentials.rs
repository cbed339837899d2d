//! What users have for programs and hosts: SSH keys and application passwords.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, integer, text, text_null, uuid, uuid_null,
};

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
        index(manager, "ssh_key", &["account_id", "id"], false).await?;
        index(manager, "ssh_key", &["organization_id", "id"], false).await?;

        let mut password = Table::create();
        password
            .table("application_password")
            .col(uuid("id").primary_key());
        organization("application_password", &mut password);
        account("application_password", &mut password);
        // Without an application, it is for a device or program that asks without one. It goes with
        // its application, because it must not become one that works anywhere.
        password.col(uuid_null("application_id")).foreign_key(
            ForeignKey::create()
                .name("fk_application_password_application_id")
                .from("application_password", "application_id")
                .to("application", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
        password
            .col(text("name"))
            .col(binary("secret_hash"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_used_at"))
            .col(big_integer_null("revoked_at"));
        manager.create_table(password.to_owned()).await?;
        index(
            manager,
            "application_password",
            &["account_id", "id"],
            false,
        )
        .await?;
        index(manager, "application_password", &["application_id"], false).await
    }
}
