//! Configuration: a TOML file, environment variables and flags, in increasing precedence. Everything
//! is checked at start, and all problems are reported at once.

mod database;
mod ldap;
mod limits;
mod log;
mod mail;
mod origin;
mod problems;
mod reader;
mod secret;
mod security;
mod server;
mod sources;

use std::path::PathBuf;

pub use database::{DatabaseConfig, DatabaseLocation};
pub use ldap::LdapConfig;
pub use limits::{LimitsConfig, Quota};
pub use log::{LogConfig, LogFormat};
pub use mail::MailConfig;
pub use origin::{InvalidOrigin, Origin};
pub use problems::{ConfigProblem, ConfigProblems};
pub use secret::Secret;
pub use security::{MasterKeySource, SecurityConfig};
pub use server::ServerConfig;

use identity::crypto::HashCost;
use reader::Reader;
use sources::Sources;

/// The server's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// `[server]`: listen address and public addresses.
    pub server: ServerConfig,
    /// `[database]`: where data is stored.
    pub database: DatabaseConfig,
    /// `[security]`: master key and password hashing.
    pub security: SecurityConfig,
    /// `[mail]`: how emails are sent.
    pub mail: MailConfig,
    /// `[ldap]`: the LDAP server.
    pub ldap: LdapConfig,
    /// `[limits]`: rate limits per client.
    pub limits: LimitsConfig,
    /// `[log]`: what is written to standard error.
    pub log: LogConfig,
    /// Demo data with well-known passwords (`--demo`; never from a file).
    pub demo: bool,
}

/// What the command line overrides.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--listen`.
    pub listen: Option<String>,
    /// `--port`: the port alone.
    pub port: Option<u16>,
    /// `--ldap-listen`.
    pub ldap_listen: Option<String>,
    /// `--data-dir`.
    pub data_dir: Option<PathBuf>,
    /// `--demo`.
    pub demo: bool,
}

impl Config {
    /// Reads the configuration from a file, if there is one, and from the variables of `environment`
    /// that begin with `LATCHKEY_` and name a section (`LATCHKEY_SERVER__LISTEN`).
    ///
    /// # Errors
    /// Every problem that was found.
    pub fn load(
        file: Option<&std::path::Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: &Flags,
    ) -> Result<Self, ConfigProblems> {
        Self::read(sources(file, environment), flags)
    }

    /// Reads the configuration from the text of a file alone.
    ///
    /// # Errors
    /// Every problem that was found.
    pub fn parse(text: &str) -> Result<Self, ConfigProblems> {
        let mut sources = Sources::default();
        sources.add_text(text, "the configuration");
        Self::read(sources, &Flags::default())
    }

    /// A server for tests: on a free local port, with limits that no test reaches, and with weak
    /// password hashes, which would otherwise take half of the tests' time. `database_url` is as in
    /// `[database] url`; the master key is stored in `folder`.
    pub fn for_tests(database_url: &str, folder: &std::path::Path) -> Self {
        let location = match database_url.strip_prefix("sqlite://") {
            Some(file) => DatabaseLocation::Sqlite(PathBuf::from(file)),
            None => DatabaseLocation::Postgres(Secret::new(database_url.to_owned())),
        };
        let mut reader = Reader::new(Sources::default());
        let mut server = ServerConfig::read(&mut reader);
        server.listen.set_port(0);
        server.workers = 2;
        let database = DatabaseConfig { location };
        let mut security = SecurityConfig::read(&mut reader, &database);
        security.master_key = MasterKeySource::File(folder.join("master.key"));
        security.hashing.cost = HashCost {
            memory_kib: 64,
            iterations: 1,
            parallelism: 1,
        };
        let plenty = Quota {
            per_minute: 1_000_000,
            burst: 1_000_000,
        };
        Self {
            server,
            database,
            security,
            mail: MailConfig::Mailbox,
            ldap: LdapConfig::read(&mut reader),
            limits: LimitsConfig {
                requests: plenty,
                sign_in: plenty,
            },
            log: LogConfig::read(&mut reader),
            demo: false,
        }
    }

    fn read(mut sources: Sources, flags: &Flags) -> Result<Self, ConfigProblems> {
        sources.add_flags(flags);
        let mut reader = Reader::new(sources);
        let mut server = ServerConfig::read(&mut reader);
        if let Some(port) = flags.port {
            server.listen.set_port(port);
        }
        let database = DatabaseConfig::read(&mut reader);
        let security = SecurityConfig::read(&mut reader, &database);
        let mail = MailConfig::read(&mut reader, &server, flags.demo);
        let ldap = LdapConfig::read(&mut reader);
        let limits = LimitsConfig::read(&mut reader);
        let log = LogConfig::read(&mut reader);
        server.check_demo(&mut reader, flags.demo);
        reader.finish()?;
        Ok(Self {
            server,
            database,
            security,
            mail,
            ldap,
            limits,
            log,
            demo: flags.demo,
        })
    }
}

impl LogConfig {
    /// Reads `[log]` alone, as far as it is right: in its format the other problems are reported.
    pub fn load(
        file: Option<&std::path::Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        Self::read(&mut Reader::new(sources(file, environment)))
    }
}

fn sources(
    file: Option<&std::path::Path>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Sources {
    let mut sources = Sources::default();
    if let Some(file) = file {
        sources.add_file(file);
    }
    sources.add_environment(environment);
    sources
}

#[cfg(test)]
mod tests;
