use std::path::{Path, PathBuf};
use std::str::FromStr;

use sea_orm::sqlx::postgres::PgConnectOptions;

use super::Secret;
use super::reader::Reader;

/// `[database]`.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// Which database.
    pub location: DatabaseLocation,
}

/// Which database.
#[derive(Clone, Debug)]
pub enum DatabaseLocation {
    /// SQLite, in this file.
    Sqlite(PathBuf),
    /// PostgreSQL, at this URL, which may contain a password.
    Postgres(Secret),
}

/// The database's file in a data folder.
const FILE: &str = "latchkey.db";

impl DatabaseConfig {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let data_dir = reader.text("database", "data_dir");
        let url = reader.secret("database", "url");
        let in_dir = |dir: &str| DatabaseLocation::Sqlite(Path::new(dir).join(FILE));
        let location = match (data_dir, url) {
            (Some((dir, place)), Some(_)) => {
                let message = "set either data_dir or url, not both";
                reader.problem("database.data_dir", &place, message);
                in_dir(&dir)
            }
            (Some((dir, _)), None) => in_dir(&dir),
            (None, None) => in_dir("data"),
            (None, Some(url)) => parse(&url).unwrap_or_else(|message| {
                reader.problem("database.url", "", message);
                in_dir("data")
            }),
        };
        Self { location }
    }

    /// The URL for the database layer. It may contain a password.
    pub fn url(&self) -> Secret {
        match &self.location {
            DatabaseLocation::Sqlite(file) => Secret::new(format!("sqlite://{}", file.display())),
            DatabaseLocation::Postgres(url) => url.clone(),
        }
    }

    /// The SQLite file.
    pub fn sqlite_file(&self) -> Option<&Path> {
        match &self.location {
            DatabaseLocation::Sqlite(file) => Some(file),
            DatabaseLocation::Postgres(_) => None,
        }
    }

    /// The directory of the SQLite file, where the server may keep its own files.
    pub fn data_dir(&self) -> Option<&Path> {
        self.sqlite_file().and_then(Path::parent)
    }
}

/// The values of `sslmode`.
const SSL_MODES: [&str; 6] = [
    "disable",
    "allow",
    "prefer",
    "require",
    "verify-ca",
    "verify-full",
];

fn parse(url: &Secret) -> Result<DatabaseLocation, &'static str> {
    const FORMS: &str = "expected sqlite:///path/to/latchkey.db or \
                         postgres://user:password@host:5432/database";
    let text = url.reveal();
    if let Some(path) = text.strip_prefix("sqlite://") {
        let plain = !path.is_empty() && !path.contains(['?', '#']);
        let file = plain.then(|| DatabaseLocation::Sqlite(PathBuf::from(path)));
        return file.ok_or(FORMS);
    }
    let is_postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
    let parsed = url::Url::parse(text).ok().filter(|_| is_postgres);
    let parsed = parsed.ok_or(FORMS)?;
    let mut modes = parsed
        .query_pairs()
        .filter(|(name, _)| name == "sslmode" || name == "ssl-mode");
    if modes.any(|(_, mode)| !SSL_MODES.contains(&&*mode)) {
        return Err("sslmode is one of disable, allow, prefer, require, verify-ca and verify-full");
    }
    // What else the database layer would refuse at the start.
    match PgConnectOptions::from_str(text) {
        Ok(_) => Ok(DatabaseLocation::Postgres(url.clone())),
        Err(_) => Err(FORMS),
    }
}
