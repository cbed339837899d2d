//! Keeps several filters, also together with a search, fast with a million users. The indexes of the search
//! words begin with the columns by which searches filter, so that a search reads only rows that pass
//! the filter. The index of locked accounts also contains what a page of them is sorted by; without it,
//! SQLite preferred an index of all accounts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite too: a server that is stopped in the middle must find the old table at its next start.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = match manager.get_database_backend() {
            DatabaseBackend::Postgres => ON_POSTGRES,
            _ => ON_SQLITE,
        };
        let connection = manager.get_connection();
        connection.execute_unprepared(indexes).await?;
        connection.execute_unprepared(LOCKED).await?;
        Ok(())
    }
}

/// The table is its own index, so it is written again in the new order.
const ON_SQLITE: &str = "
CREATE TABLE account_word_by_state (
    organization_id uuid_text NOT NULL,
    state varchar NOT NULL,
    word text NOT NULL,
    account_id uuid_text NOT NULL,
    shared_prefix integer NOT NULL,
    name_key text NOT NULL,
    department_key text NOT NULL,
    search_words text NOT NULL,
    PRIMARY KEY (organization_id, state, word, account_id),
    FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, state, department_key, name_key)
        REFERENCES account (id, state, department_key, name_key)
        ON UPDATE CASCADE ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO account_word_by_state
    (organization_id, state, word, account_id, shared_prefix, name_key, department_key, search_words)
SELECT organization_id, state, word, account_id, shared_prefix, name_key, department_key, search_words
FROM account_word;
DROP TABLE account_word;
ALTER TABLE account_word_by_state RENAME TO account_word;
CREATE INDEX ix_account_word_account_id ON account_word (account_id);
CREATE INDEX ix_account_word_department ON account_word
    (organization_id, department_key, state, word, account_id, shared_prefix, name_key, search_words);
";

const ON_POSTGRES: &str = "
DROP INDEX ix_account_word_search;
CREATE INDEX ix_account_word_state ON account_word (organization_id, state, word)
    INCLUDE (account_id, shared_prefix, name_key, department_key, search_words);
CREATE INDEX ix_account_word_department ON account_word (organization_id, department_key, state, word)
    INCLUDE (account_id, shared_prefix, name_key, search_words);
";

const LOCKED: &str = "
DROP INDEX ix_account_locked;
CREATE INDEX ix_account_locked ON account
    (organization_id, kind, locked_at, locked_until, mfa_enroll_by, name_key, id)
    WHERE locked_at IS NOT NULL OR mfa_enroll_by IS NOT NULL;
";
