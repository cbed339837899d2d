//! Groups of users, and who is in them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, text_null, uuid};
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::helpers::{account, compare_bytewise, index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `group` is a keyword of SQL.
        let mut group = Table::create();
        group.table("user_group").col(uuid("id").primary_key());
        organization("user_group", &mut group);
        group
            .col(text("name"))
            .col(text("name_key"))
            .col(text("search_words"))
            .col(text_null("description"))
            .col(big_integer("members").default(0))
            .col(big_integer("created_at"))
            .col(big_integer("version"));
        manager.create_table(group.to_owned()).await?;
        compare_bytewise(manager, "user_group", &["name_key", "search_words"]).await?;
        index(
            manager,
            "user_group",
            &["organization_id", "name_key"],
            true,
        )
        .await?;
        index(
            manager,
            "user_group",
            &["organization_id", "created_at", "id"],
            false,
        )
        .await?;

        let mut member = Table::create();
        member.table("group_member");
        references("group_member", "group_id", "user_group", &mut member);
        account("group_member", &mut member);
        organization("group_member", &mut member);
        member
            .col(big_integer("added_at"))
            .primary_key(Index::create().col("group_id").col("account_id"));
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            // The table is its own index, so counting members reads nothing else.
            member.extra("WITHOUT ROWID");
        }
        manager.create_table(member.to_owned()).await?;
        index(manager, "group_member", &["account_id", "group_id"], false).await
    }
}
