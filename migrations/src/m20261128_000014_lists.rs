//! Keeps lists fast with a million users: indexes contain the columns by which lists filter and
//! sort, and search words contain the columns by which searches filter and sort. Counts are no
//! longer stored, because lists only count up to a limit.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::helpers::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let (drop_counts, bytewise) = match manager.get_database_backend() {
            DatabaseBackend::Postgres => (DROP_COUNTS_ON_POSTGRES, r#" COLLATE "C""#),
            _ => (DROP_COUNTS_ON_SQLITE, ""),
        };
        connection.execute_unprepared(drop_counts).await?;
        connection
            .execute_unprepared("DROP TABLE account_count; DROP TABLE account_word;")
            .await?;

        // Empty until the server computes the keys at its next start, because SQL cannot fold
        // names.
        for column in ["search_words", "department_key"] {
            let add = format!(
                "ALTER TABLE account ADD COLUMN {column} text{bytewise} NOT NULL DEFAULT ''"
            );
            connection.execute_unprepared(&add).await?;
        }
        connection.execute_unprepared(INDEXES).await?;
        for leading in [&["state"][..], &["department_key", "state"]] {
            let mut columns = vec!["organization_id", "kind"];
            columns.extend(leading);
            columns.extend(["name_key", "id"]);
            index(manager, "account", &columns, false).await?;
        }
        let words = match manager.get_database_backend() {
            DatabaseBackend::Postgres => WORDS_ON_POSTGRES,
            _ => WORDS_ON_SQLITE,
        };
        connection.execute_unprepared(words).await?;
        Ok(())
    }
}

const DROP_COUNTS_ON_SQLITE: &str = "
DROP TRIGGER account_count_insert;
DROP TRIGGER account_count_delete;
DROP TRIGGER account_count_state;
";

const DROP_COUNTS_ON_POSTGRES: &str = "
DROP TRIGGER account_count_insert ON account;
DROP TRIGGER account_count_delete ON account;
DROP TRIGGER account_count_state ON account;
DROP FUNCTION account_count_insert, account_count_delete, account_count_state;
";

/// Each password and MFA status is a range of one of these indexes, which contain all facts that
/// determine it. The job that emails users about expiring passwords skips those that it has emailed
/// within the index. `account_word` references the columns that it copies through the unique index.
const INDEXES: &str = r"
DROP INDEX ix_account_organization_id_kind_state_locked_at_locked_until_password_set_at_password_expires_at_mfa_enrolled_at_mfa_enrol_by;
DROP INDEX ix_account_organization_id_kind_last_sign_in_at_id;
DROP INDEX ix_account_organization_id_password_expires_at_password_notice_days;
DROP INDEX ix_account_organization_id_kind_name_key_id;
DROP INDEX ix_user_profile_organization_id_department;
ALTER TABLE user_profile DROP COLUMN department;
CREATE INDEX ix_account_name ON account
    (organization_id, kind, name_key, id, state, department_key, search_words);
CREATE INDEX ix_account_last_sign_in ON account
    (organization_id, kind, COALESCE(last_sign_in_at, 0), id);
CREATE INDEX ix_account_password ON account
    (organization_id, kind, password_set_at, password_expires_at, locked_at, locked_until, mfa_enrol_by);
CREATE INDEX ix_account_password_expires ON account
    (organization_id, kind, password_expires_at, password_notice_days, password_set_at, locked_at, locked_until, mfa_enrol_by)
    WHERE password_expires_at IS NOT NULL;
CREATE INDEX ix_account_locked ON account
    (organization_id, kind, locked_at, locked_until, mfa_enrol_by)
    WHERE locked_at IS NOT NULL OR mfa_enrol_by IS NOT NULL;
CREATE INDEX ix_account_mfa ON account (organization_id, kind, mfa_enrolled_at, mfa_enrol_by);
CREATE INDEX ix_account_to_index ON account (id) WHERE search_words = '';
CREATE UNIQUE INDEX uq_account_copied ON account (id, state, department_key, name_key);
";

/// Without row identifiers, the table is its own index.
const WORDS_ON_SQLITE: &str = "
CREATE TABLE account_word (
    organization_id uuid_text NOT NULL,
    word text NOT NULL,
    account_id uuid_text NOT NULL,
    shared_prefix integer NOT NULL,
    name_key text NOT NULL,
    state varchar NOT NULL,
    department_key text NOT NULL,
    search_words text NOT NULL,
    PRIMARY KEY (organization_id, word, account_id),
    FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, state, department_key, name_key)
        REFERENCES account (id, state, department_key, name_key)
        ON UPDATE CASCADE ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_account_word_account_id ON account_word (account_id);
";

const WORDS_ON_POSTGRES: &str = r#"
CREATE TABLE account_word (
    organization_id uuid NOT NULL REFERENCES organization (id) ON DELETE CASCADE,
    word text COLLATE "C" NOT NULL,
    account_id uuid NOT NULL,
    shared_prefix integer NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    state varchar NOT NULL,
    department_key text COLLATE "C" NOT NULL,
    search_words text COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, word),
    FOREIGN KEY (account_id, state, department_key, name_key)
        REFERENCES account (id, state, department_key, name_key)
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX ix_account_word_search ON account_word (organization_id, word)
    INCLUDE (account_id, shared_prefix, name_key, state, department_key, search_words);
"#;
