//! The number of accounts, stored in its own table so that a list of 100,000 users knows its length
//! without counting; and the indexes for searches, counts and API keys.
//!
//! Triggers maintain the counts, so that no statement can forget them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::helpers::{index, organization};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut counts = Table::create();
        counts.table("account_count");
        organization("account_count", &mut counts);
        counts
            .col(string("kind"))
            .col(string("state"))
            .col(big_integer("accounts"))
            .primary_key(
                Index::create()
                    .col("organization_id")
                    .col("kind")
                    .col("state"),
            );
        manager.create_table(counts.to_owned()).await?;
        let triggers = match manager.get_database_backend() {
            DatabaseBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        let connection = manager.get_connection();
        connection.execute_unprepared(COUNT_NOW).await?;
        connection.execute_unprepared(triggers).await?;

        // Covers every fact behind a status, so that counting reads only the index.
        drop_index(manager, "ix_account_organization_id_kind_state").await?;
        let standing = [
            "organization_id",
            "kind",
            "state",
            "locked_at",
            "locked_until",
            "password_set_at",
            "password_expires_at",
        ];
        index(manager, "account", &standing, false).await?;
        drop_index(manager, "ix_account_word_account_id").await?;
        index(manager, "account_word", &["account_id", "word"], false).await?;
        index(manager, "api_key", &["secret_hash"], true).await
    }
}

async fn drop_index(manager: &SchemaManager<'_>, name: &str) -> Result<(), DbErr> {
    manager
        .drop_index(Index::drop().name(name).to_owned())
        .await
}

const COUNT_NOW: &str = "
INSERT INTO account_count (organization_id, kind, state, accounts)
SELECT organization_id, kind, state, COUNT(*) FROM account
GROUP BY organization_id, kind, state;
";

/// Removal is an `UPDATE`, which matches no row while a whole organization is deleted.
const SQLITE: &str = "
CREATE TRIGGER account_count_insert AFTER INSERT ON account BEGIN
    INSERT INTO account_count (organization_id, kind, state, accounts)
    VALUES (NEW.organization_id, NEW.kind, NEW.state, 1)
    ON CONFLICT (organization_id, kind, state) DO UPDATE SET accounts = accounts + 1;
END;
CREATE TRIGGER account_count_delete AFTER DELETE ON account BEGIN
    UPDATE account_count SET accounts = accounts - 1
    WHERE organization_id = OLD.organization_id AND kind = OLD.kind AND state = OLD.state;
END;
CREATE TRIGGER account_count_state AFTER UPDATE OF state ON account
WHEN OLD.state <> NEW.state BEGIN
    UPDATE account_count SET accounts = accounts - 1
    WHERE organization_id = OLD.organization_id AND kind = OLD.kind AND state = OLD.state;
    INSERT INTO account_count (organization_id, kind, state, accounts)
    VALUES (NEW.organization_id, NEW.kind, NEW.state, 1)
    ON CONFLICT (organization_id, kind, state) DO UPDATE SET accounts = accounts + 1;
END;
";

/// Runs once for each statement that adds or removes rows, for any number of rows. A change of
/// state updates two counts, always in the order of their names, so that two changes cannot
/// deadlock.
const POSTGRES: &str = "
CREATE FUNCTION account_count_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO account_count AS c (organization_id, kind, state, accounts)
    SELECT organization_id, kind, state, COUNT(*) FROM new_rows
    GROUP BY organization_id, kind, state ORDER BY organization_id, kind, state
    ON CONFLICT (organization_id, kind, state)
    DO UPDATE SET accounts = c.accounts + EXCLUDED.accounts;
    RETURN NULL;
END $$;
CREATE FUNCTION account_count_delete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone record;
BEGIN
    FOR gone IN
        SELECT organization_id, kind, state, COUNT(*) AS accounts FROM old_rows
        GROUP BY organization_id, kind, state ORDER BY organization_id, kind, state
    LOOP
        UPDATE account_count AS c SET accounts = c.accounts - gone.accounts
        WHERE c.organization_id = gone.organization_id
        AND c.kind = gone.kind AND c.state = gone.state;
    END LOOP;
    RETURN NULL;
END $$;
CREATE FUNCTION account_count_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO account_count AS c (organization_id, kind, state, accounts)
    SELECT NEW.organization_id, NEW.kind, changes.state, changes.change
    FROM (VALUES (OLD.state, -1), (NEW.state, 1)) AS changes (state, change)
    ORDER BY changes.state
    ON CONFLICT (organization_id, kind, state)
    DO UPDATE SET accounts = c.accounts + EXCLUDED.accounts;
    RETURN NULL;
END $$;
CREATE TRIGGER account_count_insert AFTER INSERT ON account
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION account_count_insert();
CREATE TRIGGER account_count_delete AFTER DELETE ON account
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION account_count_delete();
CREATE TRIGGER account_count_state AFTER UPDATE OF state ON account
FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION account_count_state();
";
