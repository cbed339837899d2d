//! The command line.

mod admin;
mod backup;
mod check_config;
mod error;
mod events;
mod export;
mod health;
mod import;
mod import_server;
mod keys;
mod migrate;
mod openapi;
mod organization;
mod organization_export;
mod private_server;
mod restore;
mod sample_application;
mod serve;
mod ssh_keys;
mod stop_signal;
mod unfinished_export;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use identity::Context;

pub use error::CliError;
pub use organization_export::export_organization;

use crate::config::{Config, Flags, LogConfig};
use crate::server::{self, Origins};

/// Self-hosted identity service: one username and password per person
#[derive(Debug, Parser)]
#[command(name = "latchkey", version, about)]
pub struct Command {
    #[command(subcommand)]
    command: Choice,
}

#[derive(Debug, Subcommand)]
enum Choice {
    /// Run the server
    Serve(serve::Serve),
    /// Check the configuration and list all problems
    CheckConfig(Common),
    /// Apply pending database migrations; `serve` does this automatically
    Migrate(Common),
    /// Recover an administrator's access
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Rotate signing keys and the master key
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Export users, events, administrators, SSH keys or application passwords of an organization, even while the
    /// server runs
    #[command(subcommand)]
    Export(export::Export),
    /// List, create, suspend, export and delete the organizations of the server
    #[command(subcommand)]
    Organization(organization::Organization),
    /// Export the hash chain of events, and verify such a file
    #[command(subcommand)]
    Events(events::Events),
    /// Back up the SQLite database, even while the server runs
    Backup(backup::Backup),
    /// Restore a backup of the SQLite database
    Restore(restore::Restore),
    /// Import users from a CSV file through the API of a server
    Import(import::Import),
    /// Print the SSH keys of a user who may sign in to this host now, for `sshd`
    SshKeys(ssh_keys::SshKeys),
    /// Print the OpenAPI document
    Openapi,
    /// Check whether the server with this configuration is ready
    Health(Common),
}

/// Options of every command that works on a server's data.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The configuration file; without it, defaults and environment variables apply
    #[arg(long, value_name = "FILE", env = "LATCHKEY_CONFIG")]
    config: Option<PathBuf>,
    /// The directory of the SQLite database and the master key
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl Common {
    fn load(&self, flags: Flags) -> Result<Config, CliError> {
        let flags = Flags {
            data_dir: self.data_dir.clone(),
            ..flags
        };
        let environment = || {
            std::env::vars_os().filter_map(|(name, value)| {
                Some((name.into_string().ok()?, value.into_string().ok()?))
            })
        };
        let file = self.config.as_deref();
        Config::load(file, environment(), &flags).map_err(|problems| {
            crate::log::init(&LogConfig::load(file, environment()));
            problems.into()
        })
    }

    /// Loads the configuration and sets up the log.
    fn start(&self) -> Result<Config, CliError> {
        let config = self.load(Flags::default())?;
        crate::log::init(&config.log);
        Ok(config)
    }
}

/// Opens the existing data of a server.
async fn open_existing(config: &Config) -> Result<Context, CliError> {
    if let Some(database) = config.database.sqlite_file()
        && !database.is_file()
    {
        let message = format!("no database at {}", database.display());
        return Err(CliError::Unsuitable(message));
    }
    Ok(server::open(config, &origins(config), None).await?)
}

/// Where the portals of a server with this configuration are.
fn origins(config: &Config) -> Origins {
    let address: SocketAddr = config.server.listen;
    Origins::of(&config.server, address)
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Why the command failed.
    pub async fn run(self) -> Result<(), CliError> {
        match self.command {
            Choice::Serve(serve) => serve.run().await,
            Choice::CheckConfig(common) => check_config::run(&common),
            Choice::Migrate(common) => migrate::run(&common).await,
            Choice::Admin(admin) => admin.run().await,
            Choice::Keys(keys) => keys.run().await,
            Choice::Export(export) => export.run().await,
            Choice::Organization(organization) => organization.run().await,
            Choice::Events(events) => events.run().await,
            Choice::Backup(backup) => backup.run().await,
            Choice::Restore(restore) => restore.run().await,
            Choice::Import(import) => import.run().await,
            Choice::SshKeys(keys) => keys.run().await,
            Choice::Openapi => openapi::run(),
            Choice::Health(common) => health::run(&common).await,
        }
    }
}
