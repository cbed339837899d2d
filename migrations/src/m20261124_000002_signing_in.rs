//! The tables of signing in: sign-in transactions, sessions, links, API keys, signing keys.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, text, text_null, uuid, uuid_null,
};

use crate::helpers::{account, index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // For an unknown address there is no account; otherwise the transaction looks the same.
        manager
            .create_table(
                Table::create()
                    .table("sign_in")
                    .col(binary("token_hash").primary_key())
                    .col(text("portal"))
                    .col(text("email"))
                    .col(uuid_null("account_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_sign_in_account_id")
                            .from("sign_in", "account_id")
                            .to("account", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .col(big_integer_null("password_proved_at"))
                    .col(big_integer("expires_at"))
                    .to_owned(),
            )
            .await?;
        index(manager, "sign_in", &["expires_at"], false).await?;

        let mut sessions = Table::create();
        sessions.table("session").col(uuid("id").primary_key());
        organization("session", &mut sessions);
        account("session", &mut sessions);
        sessions
            .col(text("portal"))
            .col(text("device"))
            .col(text("address"))
            .col(big_integer("created_at"))
            .col(big_integer("last_used_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("ended_at"))
            .col(text_null("end_reason"));
        manager.create_table(sessions.to_owned()).await?;
        index(manager, "session", &["account_id", "ended_at"], false).await?;
        index(manager, "session", &["expires_at"], false).await?;

        let mut tokens = Table::create();
        tokens
            .table("refresh_token")
            .col(binary("token_hash").primary_key());
        references("refresh_token", "session_id", "session", &mut tokens);
        tokens
            .col(big_integer("issued_at"))
            .col(big_integer_null("spent_at"));
        manager.create_table(tokens.to_owned()).await?;
        index(manager, "refresh_token", &["session_id"], false).await?;

        let mut links = Table::create();
        links.table("link").col(uuid("id").primary_key());
        organization("link", &mut links);
        account("link", &mut links);
        links
            .col(binary("token_hash").unique_key())
            .col(text("purpose"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .col(big_integer_null("voided_at"));
        manager.create_table(links.to_owned()).await?;
        index(manager, "link", &["account_id", "purpose"], false).await?;

        // The one-time link that creates the first organization, and therefore belongs to none.
        manager
            .create_table(
                Table::create()
                    .table("set_up_link")
                    .col(binary("token_hash").primary_key())
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("used_at"))
                    .to_owned(),
            )
            .await?;

        let mut keys = Table::create();
        keys.table("api_key").col(uuid("id").primary_key());
        organization("api_key", &mut keys);
        keys.col(text("name"))
            .col(text("prefix"))
            .col(binary("secret_hash"))
            .col(text("scopes"))
            .col(text("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("last_used_at"))
            .col(big_integer_null("revoked_at"));
        manager.create_table(keys.to_owned()).await?;
        index(manager, "api_key", &["organization_id", "id"], false).await?;

        manager
            .create_table(
                Table::create()
                    .table("signing_key")
                    .col(text("id").primary_key())
                    .col(binary("private_key_encrypted"))
                    .col(binary("public_key"))
                    .col(big_integer("created_at"))
                    .col(big_integer("signs_from"))
                    .col(big_integer_null("signs_until"))
                    .to_owned(),
            )
            .await
    }
}
