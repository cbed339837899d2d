//! An index of the search words in the order of the users' names: for a search with many matches,
//! it finds the first page quickly.

use sea_orm_migration::prelude::*;

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Covers all columns, so that a search reads only the index.
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
