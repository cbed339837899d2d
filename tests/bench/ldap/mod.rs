//! The LDAP directory: how fast it authenticates and finds, and its memory while everybody is read.

mod binds;
mod fill_groups;
mod pages;
mod requests;
mod searches;
mod setting;
mod slapd;

pub use requests::{Login, connect, connect_from};
pub use setting::{listen, nobody, person, switch_on};

use harness::Backend;

use crate::Pace;
use crate::table::Row;
use setting::Setting;

/// Parallel connections for measuring requests per second.
const CONNECTIONS: usize = 8;

/// The rows about searches and memory on each database, and those about binds and slapd on SQLite.
pub async fn measure(pace: Pace) -> Vec<Row> {
    let mut rows = Vec::new();
    for (backend, name) in [
        (Backend::Sqlite, "SQLite"),
        (Backend::Postgres, "PostgreSQL"),
    ] {
        let few = Setting::on(backend, pace.users(1_000)).await;
        let many = Setting::on(backend, pace.users(100_000)).await;
        // The first one, because an allocator keeps some of what was used before.
        rows.push(pages::measure(&many, name).await);
        rows.push(searches::measure((&few, &many), name, pace).await);
        if backend == Backend::Sqlite {
            rows.extend(searches::beside_slapd(&many, pace).await);
            rows.extend(binds::measure(&many, pace).await);
        }
        few.server.stop().await;
        many.server.stop().await;
    }
    rows
}
