//! Adds the sort key to the search words of users, and which of an account's words a search finds
//! first. A search then only needs one range of one index.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, text};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::helpers::{account, compare_bytewise, index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(KEEP).await?;
        let old = Table::drop().table("account_word").to_owned();
        manager.drop_table(old).await?;

        let mut words = Table::create();
        words.table("account_word");
        organization("account_word", &mut words);
        account("account_word", &mut words);
        words
            .col(text("word"))
            .col(integer("shared_prefix"))
            .col(text("name_key"))
            .primary_key(Index::create().col("account_id").col("word"));
        manager.create_table(words.to_owned()).await?;
        compare_bytewise(manager, "account_word", &["word", "name_key"]).await?;
        connection.execute_unprepared(FILL).await?;
        let kept = Table::drop().table("account_word_before").to_owned();
        manager.drop_table(kept).await?;

        // Covers all columns, so that a search reads only the index.
        let all = [
            "organization_id",
            "word",
            "name_key",
            "account_id",
            "shared_prefix",
        ];
        index(manager, "account_word", &all, false).await
    }
}

const KEEP: &str = "
CREATE TABLE account_word_before AS
SELECT organization_id, account_id, word FROM account_word;
";

const FILL: &str = "
INSERT INTO account_word (organization_id, account_id, word, name_key, shared_prefix)
SELECT words.organization_id, words.account_id, words.word, account.name_key, (
    WITH RECURSIVE shared (characters) AS (
        SELECT 0
        UNION ALL
        SELECT characters + 1 FROM shared
        WHERE characters < LENGTH(words.previous)
        AND SUBSTR(words.previous, characters + 1, 1) = SUBSTR(words.word, characters + 1, 1)
    )
    SELECT MAX(characters) FROM shared
)
FROM (
    SELECT organization_id, account_id, word,
        LAG(word, 1, '') OVER (PARTITION BY account_id ORDER BY word) AS previous
    FROM account_word_before
) AS words
JOIN account ON account.id = words.account_id;
";
