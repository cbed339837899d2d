//! The words by which users are found in the order of the names that they carry: of a search
//! that many match, a page is soon met there.

use sea_orm_migration::prelude::*;

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Holds all columns, so that a search reads nothing else.
        let all = [
            "organization_id",
            "name_key",
            "account_id",
            "word",
            "shared_prefix",
        ];
        index(manager, "account_word", &all, false).await
    }
}
