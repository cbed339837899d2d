//! The creator of an API key, by identifier; unique employee numbers; what the list of users can be
//! sorted by; and the order and the addresses of events.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::helpers::{compare_bytewise, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let uuid = match manager.get_database_backend() {
            DatabaseBackend::Postgres => "uuid",
            _ => "uuid_text",
        };
        // No foreign key: a key outlives its creator's account.
        let add = format!("ALTER TABLE api_key ADD COLUMN created_by_id {uuid}");
        connection.execute_unprepared(&add).await?;
        connection.execute_unprepared(KNOWN_CREATORS).await?;
        let columns = ["organization_id", "created_by_id"];
        index(manager, "api_key", &columns, false).await?;

        // Without search words, the server computes all list keys at its next start, and with them
        // the normalized employee numbers.
        for statement in [
            "ALTER TABLE account ADD COLUMN employee_number_key text",
            "UPDATE account SET search_words = '' WHERE kind = 'user'",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        compare_bytewise(manager, "account", &["employee_number_key"]).await?;
        let columns = ["organization_id", "employee_number_key"];
        index(manager, "account", &columns, true).await?;
        let columns = ["organization_id", "kind", "updated_at", "id"];
        index(manager, "account", &columns, false).await?;

        for column in ["position bigint", "actor_email text", "target_email text"] {
            let add = format!("ALTER TABLE event ADD COLUMN {column}");
            connection.execute_unprepared(&add).await?;
        }
        connection.execute_unprepared(UNPLACED).await?;
        index(manager, "event", &["organization_id", "position"], true).await?;
        index(manager, "event", &["organization_id", "at"], false).await
    }
}

/// The events that have no position yet.
const UNPLACED: &str =
    "CREATE INDEX ix_event_unplaced ON event (organization_id, id) WHERE position IS NULL";

const KNOWN_CREATORS: &str = "
UPDATE api_key SET created_by_id = (
    SELECT event.actor_id FROM event
    WHERE event.organization_id = api_key.organization_id
        AND event.target_id = api_key.id AND event.action = 'api_key.created'
    ORDER BY event.id LIMIT 1
)";
