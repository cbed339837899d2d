//! OpenID Connect: clients, their requests and grants, the keys that sign their tokens, and the notices
//! of ended sessions; and the token with which a session is recognized when another site sends the
//! browser here.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, boolean, integer, text, text_null, uuid,
    uuid_null,
};

use crate::helpers::{account, index, organization, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        keys(manager).await?;
        clients(manager).await?;
        requests(manager).await?;
        grants(manager).await?;
        notices(manager).await?;
        // SQLite adds one column at a time.
        for column in [binary_null("sso_hash"), big_integer_null("proof_used_at")] {
            manager
                .alter_table(
                    Table::alter()
                        .table("session")
                        .add_column(column)
                        .to_owned(),
                )
                .await?;
        }
        index(manager, "session", &["sso_hash"], false).await
    }
}

/// A table of its own: a server of an earlier version would sign access tokens of the portals with any
/// key that it finds in `signing_key`.
async fn keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("oidc_key")
                .col(text("id").primary_key())
                .col(text("algorithm"))
                .col(integer("number"))
                .col(binary("private_key_encrypted"))
                .col(big_integer("created_at"))
                .col(big_integer("signs_from"))
                .col(big_integer_null("signs_until"))
                .to_owned(),
        )
        .await?;
    // Of several servers, one makes each key.
    index(manager, "oidc_key", &["algorithm", "number"], true).await
}

async fn clients(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut client = Table::create();
    client.table("oidc_client");
    references("oidc_client", "application_id", "application", &mut client);
    organization("oidc_client", &mut client);
    client
        .col(text("kind"))
        .col(text("auth"))
        .col(text("pkce"))
        .col(text("algorithm"))
        .col(boolean("offline"))
        .col(integer("refresh_days"))
        .col(boolean("consent"))
        .col(text_null("backchannel_logout_uri"))
        .col(text_null("initiate_login_uri"))
        .col(text_null("jwks"))
        .col(text("claims"))
        .col(boolean("claims_in_id_token"))
        .col(text("groups_sent"))
        .col(text("subject"))
        .col(binary("subject_salt"))
        .primary_key(Index::create().col("application_id"));
    manager.create_table(client.to_owned()).await?;

    let mut address = Table::create();
    address.table("oidc_address");
    references(
        "oidc_address",
        "application_id",
        "application",
        &mut address,
    );
    organization("oidc_address", &mut address);
    address
        .col(text("purpose"))
        .col(integer("place"))
        .col(text("uri"))
        .primary_key(
            Index::create()
                .col("application_id")
                .col("purpose")
                .col("place"),
        );
    manager.create_table(address.to_owned()).await?;
    index(manager, "oidc_address", &["purpose", "uri"], false).await?;

    let mut secret = Table::create();
    secret.table("client_secret").col(uuid("id").primary_key());
    references(
        "client_secret",
        "application_id",
        "application",
        &mut secret,
    );
    organization("client_secret", &mut secret);
    secret
        .col(binary("secret_hash"))
        .col(text("hint"))
        .col(big_integer("created_at"))
        .col(big_integer_null("last_used_at"));
    manager.create_table(secret.to_owned()).await?;
    index(manager, "client_secret", &["application_id"], false).await?;

    let mut used = Table::create();
    used.table("used_assertion")
        .col(binary("hash").primary_key());
    references("used_assertion", "application_id", "application", &mut used);
    organization("used_assertion", &mut used);
    used.col(big_integer("expires_at"));
    manager.create_table(used.to_owned()).await?;

    let mut problem = Table::create();
    problem
        .table("application_problem")
        .col(uuid("id").primary_key());
    references(
        "application_problem",
        "application_id",
        "application",
        &mut problem,
    );
    organization("application_problem", &mut problem);
    problem
        .col(text("code"))
        .col(text("message"))
        .col(text_null("received"))
        .col(integer("count"))
        .col(big_integer("first_at"))
        .col(big_integer("last_at"));
    manager.create_table(problem.to_owned()).await?;
    let latest = ["application_id", "last_at"];
    index(manager, "application_problem", &latest, false).await
}

async fn requests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut request = Table::create();
    request
        .table("authorization_request")
        .col(binary("token_hash").primary_key());
    references(
        "authorization_request",
        "application_id",
        "application",
        &mut request,
    );
    organization("authorization_request", &mut request);
    request
        .col(binary("browser_hash"))
        .col(text("parameters"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(uuid_null("session_id"))
        .col(boolean("denied"));
    manager.create_table(request.to_owned()).await?;
    for column in ["expires_at", "application_id"] {
        index(manager, "authorization_request", &[column], false).await?;
    }

    let mut consent = Table::create();
    consent.table("consent");
    account("consent", &mut consent);
    references("consent", "application_id", "application", &mut consent);
    organization("consent", &mut consent);
    consent
        .col(text("scopes"))
        .col(big_integer("given_at"))
        .primary_key(Index::create().col("account_id").col("application_id"));
    manager.create_table(consent.to_owned()).await
}

/// A grant refers to the session of an application by its identifier alone, because it can outlive it.
async fn grants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut grant = Table::create();
    grant.table("oidc_grant").col(uuid("id").primary_key());
    references("oidc_grant", "application_id", "application", &mut grant);
    account("oidc_grant", &mut grant);
    organization("oidc_grant", &mut grant);
    grant
        .col(uuid("application_session_id"))
        .col(text("scopes"))
        .col(text_null("nonce"))
        .col(text("acr"))
        .col(text("amr"))
        .col(big_integer("authenticated_at"))
        .col(text("redirect_uri"))
        .col(text_null("challenge"))
        .col(binary("code_hash").unique_key())
        .col(big_integer("code_expires_at"))
        .col(big_integer_null("code_spent_at"))
        .col(boolean("offline"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("revoked_at"));
    manager.create_table(grant.to_owned()).await?;
    for columns in [
        &["application_session_id"][..],
        &["account_id", "revoked_at"],
        &["application_id", "revoked_at"],
        &["expires_at"],
    ] {
        index(manager, "oidc_grant", columns, false).await?;
    }

    let mut token = Table::create();
    token
        .table("oidc_refresh_token")
        .col(binary("token_hash").primary_key());
    references("oidc_refresh_token", "grant_id", "oidc_grant", &mut token);
    organization("oidc_refresh_token", &mut token);
    token
        .col(big_integer("issued_at"))
        .col(big_integer_null("spent_at"))
        .col(text_null("spent_by"))
        .col(big_integer("generation"));
    manager.create_table(token.to_owned()).await?;
    let newest = ["grant_id", "generation"];
    index(manager, "oidc_refresh_token", &newest, false).await
}

/// A notice does not refer to the user, because it goes out also when the user is deleted.
async fn notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut notice = Table::create();
    notice.table("logout_notice").col(uuid("id").primary_key());
    references(
        "logout_notice",
        "application_id",
        "application",
        &mut notice,
    );
    organization("logout_notice", &mut notice);
    notice
        .col(uuid("application_session_id"))
        .col(text("subject"))
        .col(integer("attempts"))
        .col(big_integer("created_at"))
        .col(big_integer_null("next_attempt_at"))
        .col(big_integer_null("leased_until"))
        .col(big_integer_null("delivered_at"))
        .col(text_null("last_error"));
    manager.create_table(notice.to_owned()).await?;
    index(manager, "logout_notice", &["next_attempt_at"], false).await?;
    let latest = ["application_id", "created_at"];
    index(manager, "logout_notice", &latest, false).await
}
