//! Password policy and lockout policy of organizations, and previously used passwords.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, uuid};

use crate::helpers::{account, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The policy that applied to everybody before organizations had their own.
const LOCKOUT: &str = r#"{"locks":true,"failedPasswordAttempts":6,"autoUnlock":true,"autoUnlockMinutes":10,"forgets":false,"forgetsAfterMinutes":30}"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("organization")
                    .add_column(text("lockout_policy").default(LOCKOUT))
                    .to_owned(),
            )
            .await?;
        // Only hashes, as for the current password, and no more of them than the policy can
        // require.
        let mut used = Table::create();
        used.table("used_password").col(uuid("id").primary_key());
        organization("used_password", &mut used);
        account("used_password", &mut used);
        used.col(text("password_hash"))
            .col(big_integer("replaced_at"));
        manager.create_table(used.to_owned()).await?;
        index(manager, "used_password", &["account_id", "id"], false).await
    }
}
