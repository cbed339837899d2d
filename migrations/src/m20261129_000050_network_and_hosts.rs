//! What networks and Linux hosts ask with, and who may use them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, integer, integer_null, text, uuid,
};

use crate::helpers::{index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut client = Table::create();
        client.table("radius_client").col(uuid("id").primary_key());
        organization("radius_client", &mut client);
        client
            .col(text("name"))
            .col(text("network"))
            .col(binary("secret_hash"))
            .col(text("hint"))
            .col(boolean("everyone"))
            .col(integer_null("vlan"))
            .col(text("on_lock"))
            .col(text("on_expiry"))
            .col(text("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_used_at"))
            .col(big_integer("version"));
        manager.create_table(client.to_owned()).await?;
        index(manager, "radius_client", &["secret_hash"], true).await?;
        let columns = ["organization_id", "id"];
        index(manager, "radius_client", &columns, false).await?;

        let table = "radius_client_group";
        let mut group = Table::create();
        group.table(table);
        references(table, "radius_client_id", "radius_client", &mut group);
        references(table, "group_id", "user_group", &mut group);
        organization(table, &mut group);
        group
            .col(integer("position"))
            .col(integer_null("vlan"))
            .primary_key(Index::create().col("radius_client_id").col("group_id"));
        manager.create_table(group.to_owned()).await?;
        index(manager, table, &["group_id"], false).await?;

        let mut host = Table::create();
        host.table("linux_host").col(uuid("id").primary_key());
        organization("linux_host", &mut host);
        host.col(text("name"))
            .col(binary("key_hash"))
            .col(text("hint"))
            .col(boolean("everyone"))
            .col(text("on_lock"))
            .col(text("on_expiry"))
            .col(text("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_used_at"))
            .col(big_integer("version"));
        manager.create_table(host.to_owned()).await?;
        index(manager, "linux_host", &["key_hash"], true).await?;
        index(manager, "linux_host", &["organization_id", "id"], false).await?;

        let table = "linux_host_group";
        let mut group = Table::create();
        group.table(table);
        references(table, "linux_host_id", "linux_host", &mut group);
        references(table, "group_id", "user_group", &mut group);
        organization(table, &mut group);
        group.primary_key(Index::create().col("linux_host_id").col("group_id"));
        manager.create_table(group.to_owned()).await?;
        index(manager, table, &["group_id"], false).await
    }
}
