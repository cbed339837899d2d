//! Tests of the use cases on real databases. `cargo xtask test` runs those that need PostgreSQL.

mod administrators;
mod api_keys;
mod application_passwords;
mod attempts;
mod attribute_filters;
mod bulk_job_turns;
mod bulk_jobs;
mod demo;
mod directory;
mod email_change_undo;
mod event_chain;
mod event_chain_cut;
mod event_chain_export;
mod event_chain_kept;
mod event_stream;
mod groups;
mod held;
mod idempotency;
mod import_turns;
mod imports;
mod interleaved;
mod known_browsers;
mod links;
mod lists;
mod network_secrets;
mod organizations;
mod passkeys;
mod password_hashes;
mod pictures;
mod previews;
mod requested_resets;
mod room;
mod scheduled_changes;
mod search;
mod set_up;
mod sign_ups;
mod sorts;
mod stored_names;
mod stored_values;
mod tenants;
mod users;
mod workers;
mod world;

pub(crate) use world::{Backend, World};

/// Defines a test of each function on each database.
macro_rules! on_each_database {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() -> Result<(), crate::Error> {
                let world = super::World::new(super::super::Backend::Sqlite).await?;
                super::$name(world).await
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
            async fn $name() -> Result<(), crate::Error> {
                let world = super::World::new(super::super::Backend::Postgres).await?;
                super::$name(world).await
            })*
        }
    };
}
use on_each_database;
