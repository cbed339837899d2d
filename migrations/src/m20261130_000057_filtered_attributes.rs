//! Keeps a filter by an attribute, also together with the state and the department, fast with many users: the values
//! have copies of the columns by which lists filter and sort, as the search words have, and an index that contains
//! them. Such a list is counted and sorted without reading its accounts.

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
        let copies = match manager.get_database_backend() {
            DatabaseBackend::Postgres => ON_POSTGRES,
            _ => ON_SQLITE,
        };
        let connection = manager.get_connection();
        connection.execute_unprepared(copies).await?;
        Ok(())
    }
}

/// A foreign key cannot be added to a table, so it is written again. The index without copies is the order of the sort
/// by an attribute.
const ON_SQLITE: &str = "
CREATE TABLE user_attribute_with_copies (
    account_id uuid_text NOT NULL,
    attribute_id uuid_text NOT NULL,
    organization_id uuid_text NOT NULL,
    value text NOT NULL,
    value_key text NOT NULL,
    state varchar NOT NULL,
    department_key text NOT NULL,
    name_key text NOT NULL,
    PRIMARY KEY (account_id, attribute_id),
    FOREIGN KEY (attribute_id) REFERENCES attribute_definition (id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, state, department_key, name_key)
        REFERENCES account (id, state, department_key, name_key)
        ON UPDATE CASCADE ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO user_attribute_with_copies
    (account_id, attribute_id, organization_id, value, value_key, state, department_key, name_key)
SELECT account_id, attribute_id, user_attribute.organization_id, value, value_key, state, department_key, name_key
FROM user_attribute INNER JOIN account ON account.id = user_attribute.account_id;
DROP TABLE user_attribute;
ALTER TABLE user_attribute_with_copies RENAME TO user_attribute;
CREATE INDEX ix_user_attribute_attribute_id_value_key_account_id ON user_attribute
    (attribute_id, value_key, account_id);
CREATE INDEX ix_user_attribute_filter ON user_attribute
    (attribute_id, value_key, state, department_key, name_key, account_id, organization_id);
";

const ON_POSTGRES: &str = r#"
ALTER TABLE user_attribute
    DROP CONSTRAINT fk_user_attribute_account_id,
    ADD COLUMN state varchar,
    ADD COLUMN department_key text COLLATE "C",
    ADD COLUMN name_key text COLLATE "C";
UPDATE user_attribute
SET state = account.state, department_key = account.department_key, name_key = account.name_key
FROM account WHERE account.id = user_attribute.account_id;
ALTER TABLE user_attribute
    ALTER COLUMN state SET NOT NULL,
    ALTER COLUMN department_key SET NOT NULL,
    ALTER COLUMN name_key SET NOT NULL,
    ADD FOREIGN KEY (account_id, state, department_key, name_key)
        REFERENCES account (id, state, department_key, name_key)
        ON UPDATE CASCADE ON DELETE CASCADE;
CREATE INDEX ix_user_attribute_filter ON user_attribute (attribute_id, value_key, state, department_key)
    INCLUDE (name_key, account_id, organization_id);
"#;
