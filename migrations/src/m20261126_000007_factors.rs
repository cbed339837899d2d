//! MFA: factors, recovery codes, and the policies of organizations.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, boolean, integer, integer_null, text,
    text_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::helpers::{account, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The default policy: MFA is optional.
const MFA: &str = r#"{"users":"optional","administrators":"optional","enrolmentDays":7,"unenrolledMayReset":false,"passkeyReverify":false,"passkeyReverifyHours":12}"#;

/// Updates the lockout policies that were stored before wrong factors were counted.
const COUNT_FACTORS_TOO: &str = r#"
UPDATE organization SET lockout_policy = REPLACE(
    lockout_policy, '"autoUnlock":',
    '"failedFactorAttempts":6,"countsTogether":false,"autoUnlock":'
)"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            ("organization", text("mfa_policy").default(MFA).take()),
            ("account", text_null("mfa_override")),
            ("account", big_integer_null("mfa_enrolled_at")),
            ("account", big_integer_null("mfa_enrol_by")),
            ("account", integer_null("mfa_notice")),
            (
                "account",
                integer("failed_factor_attempts").default(0).take(),
            ),
            ("session", big_integer("proved_at").default(0).take()),
            ("session", big_integer_null("ends_at")),
            ("sign_in", text_null("factor")),
        ];
        // SQLite adds one column at a time.
        for (table, column) in added {
            manager
                .alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        manager
            .get_connection()
            .execute_unprepared(COUNT_FACTORS_TOO)
            .await?;
        factors(manager).await?;
        recovery_codes(manager).await?;
        ceremonies(manager).await?;
        standing(manager).await
    }
}

async fn factors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut factor = Table::create();
    factor.table("factor").col(uuid("id").primary_key());
    organization("factor", &mut factor);
    account("factor", &mut factor);
    factor
        .col(text("kind"))
        .col(text("name"))
        .col(binary("secret_encrypted"))
        .col(binary_null("credential_id"))
        .col(big_integer("counter").default(0))
        .col(boolean("synced").default(false))
        .col(big_integer("created_at"))
        .col(big_integer_null("last_used_at"))
        .check(Expr::cust(
            "(kind = 'passkey') = (credential_id IS NOT NULL)",
        ));
    manager.create_table(factor.to_owned()).await?;
    index(manager, "factor", &["account_id", "created_at"], false).await?;
    index(manager, "factor", &["credential_id"], true).await
}

async fn recovery_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut code = Table::create();
    code.table("recovery_code").col(uuid("id").primary_key());
    organization("recovery_code", &mut code);
    account("recovery_code", &mut code);
    code.col(binary("code_hash"))
        .col(big_integer_null("used_at"));
    manager.create_table(code.to_owned()).await?;
    index(manager, "recovery_code", &["account_id", "code_hash"], true).await
}

async fn ceremonies(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut ceremony = Table::create();
    ceremony
        .table("ceremony")
        .col(uuid("id").primary_key())
        .col(text("kind"))
        .col(binary("bound_to"))
        .col(uuid_null("account_id"))
        .col(binary("state_encrypted"))
        .col(big_integer("expires_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_ceremony_account_id")
                .from("ceremony", "account_id")
                .to("account", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
    manager.create_table(ceremony.to_owned()).await?;
    index(manager, "ceremony", &["account_id"], false).await?;
    index(manager, "ceremony", &["expires_at"], false).await
}

/// Adds the new facts to the index that covers all facts behind a status.
async fn standing(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const BEFORE: [&str; 7] = [
        "organization_id",
        "kind",
        "state",
        "locked_at",
        "locked_until",
        "password_set_at",
        "password_expires_at",
    ];
    let name = format!("ix_account_{}", BEFORE.join("_"));
    manager
        .drop_index(Index::drop().name(name).to_owned())
        .await?;
    let now = [&BEFORE[..], &["mfa_enrolled_at", "mfa_enrol_by"]].concat();
    index(manager, "account", &now, false).await?;
    // The enrollment job reads a range of dates at a time.
    let due = ["organization_id", "mfa_enrol_by", "mfa_notice"];
    index(manager, "account", &due, false).await
}
