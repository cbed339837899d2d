//! The command line.

mod admin;
mod backup;
mod check_config;
mod error;
mod health;
mod keys;
mod migrate;
mod openapi;
mod restore;
mod serve;
mod stop_signal;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use identity::Context;

pub use error::CliError;

use crate::config::{Config, Flags};
use crate::server::{self, Origins, Overrides};

/// Self-hosted identity service: one username and password per person.
#[derive(Debug, Parser)]
#[command(name = "latchkey", version, about)]
pub struct Command {
    #[command(subcommand)]
    command: Choice,
}

#[derive(Debug, Subcommand)]
enum Choice {
    /// Run the server.
    Serve(serve::Serve),
    /// Say everything that is wrong with the configuration, or "ok".
    CheckConfig(Common),
    /// Bring the database up to date. `serve` does it by itself.
    Migrate(Common),
    /// Help an administrator in.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// The keys that sign access tokens.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Copy the SQLite database, also while the server runs.
    Backup(backup::Backup),
    /// Put a copy of the SQLite database in place.
    Restore(restore::Restore),
    /// Print the API's OpenAPI document.
    Openapi,
    /// Ask the server that runs with this configuration whether it is ready.
    Health(Common),
}

/// What every command on a server's data needs.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The configuration file; without one, defaults and the environment count.
    #[arg(long, value_name = "FILE", env = "LATCHKEY_CONFIG")]
    config: Option<PathBuf>,
    /// The folder for the SQLite database and the master key.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl Common {
    fn load(&self, flags: Flags) -> Result<Config, CliError> {
        let flags = Flags {
            data_dir: self.data_dir.clone(),
            ..flags
        };
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Ok(Config::load(self.config.as_deref(), environment, &flags)?)
    }

    /// The configuration, with the log set up as it says.
    fn start(&self) -> Result<Config, CliError> {
        let config = self.load(Flags::default())?;
        crate::log::init(&config.log);
        Ok(config)
    }
}

/// Opens the data of a server, which must be there, for a command that works on it beside the
/// server or in its place.
async fn open_existing(config: &Config) -> Result<Context, CliError> {
    if let Some(database) = config.database.sqlite_file()
        && !database.is_file()
    {
        let message = format!("there is no database at {}", database.display());
        return Err(CliError::Unsuitable(message));
    }
    Ok(server::open(config, &origins(config), Overrides::default()).await?)
}

/// Where the portals of a server with this configuration are.
fn origins(config: &Config) -> Origins {
    let address: SocketAddr = config.server.listen;
    Origins::of(&config.server, address)
}

impl Command {
    /// Does what was asked.
    ///
    /// # Errors
    /// Why it could not.
    pub async fn run(self) -> Result<(), CliError> {
        match self.command {
            Choice::Serve(serve) => serve.run().await,
            Choice::CheckConfig(common) => check_config::run(&common),
            Choice::Migrate(common) => migrate::run(&common).await,
            Choice::Admin(admin) => admin.run().await,
            Choice::Keys(keys) => keys.run().await,
            Choice::Backup(backup) => backup.run().await,
            Choice::Restore(restore) => restore.run(),
            Choice::Openapi => openapi::run(),
            Choice::Health(common) => health::run(&common).await,
        }
    }
}
