use std::path::{Path, PathBuf};

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
            (None, Some(url)) => parse(&url).unwrap_or_else(|| {
                let message = "expected sqlite:///path/to/latchkey.db or \
                               postgres://user:password@host:5432/database";
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

fn parse(url: &Secret) -> Option<DatabaseLocation> {
    let text = url.reveal();
    if let Some(path) = text.strip_prefix("sqlite://") {
        let plain = !path.is_empty() && !path.contains(['?', '#']);
        return plain.then(|| DatabaseLocation::Sqlite(PathBuf::from(path)));
    }
    let is_postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
    (is_postgres && url::Url::parse(text).is_ok()).then(|| DatabaseLocation::Postgres(url.clone()))
}
