use super::{CliError, Common, openapi::print_line, origins};
use crate::server::{self, DataLock, StartError};

/// Applies pending migrations. On SQLite, no server may be running.
pub(super) async fn run(common: &Common) -> Result<(), CliError> {
    let config = common.start()?;
    let _lock = DataLock::take(&config.database)?;
    let context = server::open(&config, &origins(&config), None).await?;
    let database = context.database();
    let migrated = database.one_at_a_time(identity::migrate(database)).await;
    migrated.map_err(StartError::from)?;
    database.clone().close().await.map_err(StartError::from)?;
    print_line("The database is up to date")
}
