//! The device grant (RFC 8628): devices that wait for a person to enter their code, the wrong codes that
//! people enter, and which applications can use it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, boolean, integer, text, uuid, uuid_null,
};

use crate::helpers::{account, index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        authorizations(manager).await?;
        wrong_codes(manager).await?;
        // The default is for servers of the previous version, which do not know the column.
        manager
            .alter_table(
                Table::alter()
                    .table("oidc_client")
                    .add_column(boolean("device_grant").default(false))
                    .to_owned(),
            )
            .await
    }
}

async fn authorizations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "device_authorization";
    let mut create = Table::create();
    create
        .table(table)
        .col(binary("device_code_hash").primary_key());
    references(table, "application_id", "application", &mut create);
    organization(table, &mut create);
    create
        .col(binary("user_code_hash").unique_key())
        .col(text("scopes"))
        .col(text("address"))
        .col(integer("poll_seconds"))
        .col(big_integer_null("polled_at"))
        .col(text("state"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"));
    // Who approved it, in which session of the application, and what that gave. Empty until then.
    for (column, target) in [
        ("account_id", "account"),
        ("application_session_id", "application_session"),
        ("grant_id", "oidc_grant"),
    ] {
        create.col(uuid_null(column)).foreign_key(
            ForeignKey::create()
                .name(format!("fk_{table}_{column}"))
                .from(table, column)
                .to(target, "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
    }
    manager.create_table(create.to_owned()).await?;
    for column in [
        "application_id",
        "organization_id",
        "account_id",
        "application_session_id",
        "grant_id",
        "expires_at",
    ] {
        index(manager, table, &[column], false).await?;
    }
    Ok(())
}

async fn wrong_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "wrong_user_code";
    let mut create = Table::create();
    create.table(table).col(uuid("id").primary_key());
    account(table, &mut create);
    organization(table, &mut create);
    create.col(big_integer("entered_at"));
    manager.create_table(create.to_owned()).await?;
    index(manager, table, &["account_id", "entered_at"], false).await?;
    index(manager, table, &["entered_at"], false).await
}
