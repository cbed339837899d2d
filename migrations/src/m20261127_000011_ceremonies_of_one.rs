//! Indexes that find the passkey ceremony of one session, sign-in or link.

use sea_orm_migration::prelude::*;

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "ceremony", &["bound_to", "expires_at"], false).await
    }
}
