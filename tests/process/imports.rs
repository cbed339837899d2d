//! A server that is killed in the middle of an import loses nothing and does nothing twice.

use std::time::Duration;

use client::Client;
use contract::ids::ImportId;
use contract::imports::{ImportState, UserImport};
use contract::page::ListQuery;
use harness::{Backend, Installation, on_both_databases, until};

use crate::people::{begin_import, owner, set_up};

on_both_databases!(an_import_survives_servers_that_are_killed);

/// The number of users in these tests.
pub const USERS: u32 = 900;
/// Longer than a lease, after which a server goes on with what another one has left.
pub const PATIENCE: Duration = Duration::from_secs(90);

async fn an_import_survives_servers_that_are_killed(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let import = begin_import(&operator, USERS).await;
    progressed(&operator, import.id, USERS / 3).await;
    server.kill_9().await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    finished_once(&operator, import.id).await;
}

/// Waits until the import has finished, which has created everybody once.
pub async fn finished_once(operator: &Client, id: ImportId) {
    let finished = progressed(operator, id, USERS).await;
    assert_eq!(finished.counts.create, USERS, "{finished:?}");
    until(PATIENCE, "the import to finish", async || {
        let import = operator.import(id).await.unwrap();
        (import.state == ImportState::Finished).then_some(())
    })
    .await;
    let users = operator.users(&ListQuery::default()).await.unwrap();
    assert_eq!(users.total, u64::from(USERS));
    let created = ListQuery {
        filter: Some("action:user.created".to_owned()),
        ..ListQuery::default()
    };
    let events = operator.events(&created).await.unwrap();
    assert_eq!(events.total, u64::from(USERS));
    let result = operator.import_result(id).await.unwrap();
    let result = String::from_utf8(result).unwrap();
    assert_eq!(result.matches(",created,").count(), USERS as usize);
}

/// Waits until this number of rows is processed.
pub async fn progressed(operator: &Client, id: ImportId, rows: u32) -> UserImport {
    until(PATIENCE, &format!("{rows} rows"), async || {
        let import = operator.import(id).await.unwrap();
        let counts = import.counts;
        (counts.rows - counts.waiting >= rows).then_some(import)
    })
    .await
}
