use crate::Error;
use crate::database::Database;
use crate::lists::write_missing_keys;

/// Applies pending migrations, and then writes the list keys that they require.
///
/// # Errors
/// If one fails; earlier ones stay applied. If the database is of a newer version.
pub async fn migrate(database: &Database) -> Result<(), Error> {
    database.apply_migrations().await?;
    write_missing_keys(database).await
}
