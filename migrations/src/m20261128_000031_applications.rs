//! Applications, who they are open to, and their sessions; and what a session has proved.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer_null, text, text_null, uuid, uuid_null,
};

use crate::helpers::{account, compare_bytewise, index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        applications(manager).await?;
        assignments(manager).await?;
        uses(manager).await?;
        sessions(manager).await?;
        // Sessions that are older than these columns have proved nothing, so they are asked again.
        let added = [
            big_integer("authenticated_at").default(0).take(),
            text_null("factor"),
            big_integer_null("factor_at"),
            big_integer_null("passkey_at"),
            uuid_null("opening_application_id"),
            big_integer_null("opening_asked_at"),
        ];
        // SQLite adds one column at a time.
        for column in added {
            manager
                .alter_table(
                    Table::alter()
                        .table("session")
                        .add_column(column)
                        .to_owned(),
                )
                .await?;
        }
        Ok(())
    }
}

async fn applications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut application = Table::create();
    application
        .table("application")
        .col(uuid("id").primary_key());
    organization("application", &mut application);
    application
        .col(text("name"))
        .col(text("name_key"))
        .col(text("search_words"))
        .col(text_null("description"))
        .col(text("letter"))
        .col(text("color"))
        .col(text_null("template"))
        .col(text("protocol"))
        .col(boolean("enabled"))
        .col(boolean("visible"))
        .col(text_null("category"))
        .col(text_null("launch_url"))
        .col(text("open_to"))
        .col(text("factor"))
        .col(integer_null("fresh_minutes"))
        .col(big_integer("created_at"))
        .col(big_integer("version"));
    manager.create_table(application.to_owned()).await?;
    compare_bytewise(manager, "application", &["name_key", "search_words"]).await?;
    index(
        manager,
        "application",
        &["organization_id", "name_key"],
        true,
    )
    .await
}

async fn assignments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut to_group = Table::create();
    to_group.table("application_group");
    references(
        "application_group",
        "application_id",
        "application",
        &mut to_group,
    );
    references("application_group", "group_id", "user_group", &mut to_group);
    organization("application_group", &mut to_group);
    to_group
        .col(big_integer("assigned_at"))
        .primary_key(Index::create().col("application_id").col("group_id"));
    manager.create_table(to_group.to_owned()).await?;
    index(manager, "application_group", &["group_id"], false).await?;

    let mut to_account = Table::create();
    to_account.table("application_account");
    references(
        "application_account",
        "application_id",
        "application",
        &mut to_account,
    );
    account("application_account", &mut to_account);
    organization("application_account", &mut to_account);
    to_account
        .col(big_integer("assigned_at"))
        .primary_key(Index::create().col("application_id").col("account_id"));
    manager.create_table(to_account.to_owned()).await?;
    index(manager, "application_account", &["account_id"], false).await?;
    let by_age = ["application_id", "assigned_at", "account_id"];
    index(manager, "application_account", &by_age, false).await
}

/// What a user does with an application, which outlives their sessions.
async fn uses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut usage = Table::create();
    usage.table("application_use");
    references(
        "application_use",
        "application_id",
        "application",
        &mut usage,
    );
    account("application_use", &mut usage);
    organization("application_use", &mut usage);
    usage
        .col(big_integer_null("pinned_at"))
        .col(big_integer_null("last_opened_at"))
        .primary_key(Index::create().col("application_id").col("account_id"));
    manager.create_table(usage.to_owned()).await?;
    index(manager, "application_use", &["account_id"], false).await?;
    // When an application was last opened by anyone.
    let latest = ["application_id", "last_opened_at"];
    index(manager, "application_use", &latest, false).await
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut session = Table::create();
    session
        .table("application_session")
        .col(uuid("id").primary_key());
    organization("application_session", &mut session);
    references(
        "application_session",
        "application_id",
        "application",
        &mut session,
    );
    account("application_session", &mut session);
    references("application_session", "session_id", "session", &mut session);
    session
        .col(text_null("name_id"))
        .col(big_integer("opened_at"))
        .col(big_integer("last_at"))
        .col(big_integer_null("ended_at"))
        .col(text_null("end_reason"));
    manager.create_table(session.to_owned()).await?;
    for columns in [
        ["session_id", "application_id"],
        ["application_id", "ended_at"],
        ["account_id", "ended_at"],
    ] {
        index(manager, "application_session", &columns, false).await?;
    }
    Ok(())
}
