//! An import and a bulk job, while one of the two servers is killed, and then the other one. Whichever of them
//! works on it, the work is done once. An export that one of them began is continued at the other.

use std::sync::Arc;

use harness::free_port;

use super::Pair;
use crate::people::{begin_import, import_users, owner};
use crate::{bulk_jobs, exports, imports};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn an_import_goes_on_when_either_server_is_killed() {
    let mut pair = own(Pair::start().await);
    let import = begin_import(&pair.owner, imports::USERS).await;
    imports::progressed(&pair.owner, import.id, imports::USERS / 4).await;
    pair = kill_the_other(pair).await;
    imports::progressed(&pair.owner, import.id, imports::USERS / 2).await;
    pair = kill_the_first(pair).await;
    imports::finished_once(&pair.owner, import.id).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn a_bulk_job_goes_on_when_either_server_is_killed() {
    let mut pair = own(Pair::start().await);
    import_users(&pair.owner, bulk_jobs::USERS).await;
    let job = bulk_jobs::begin(&pair.owner).await;
    bulk_jobs::progressed(&pair.owner, job.id, bulk_jobs::USERS / 4).await;
    pair = kill_the_other(pair).await;
    bulk_jobs::progressed(&pair.owner, job.id, bulk_jobs::USERS / 2).await;
    pair = kill_the_first(pair).await;
    bulk_jobs::finished_once(&pair.owner, job.id).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn an_export_is_continued_at_the_other_server() {
    let pair = own(Pair::start().await);
    exports::large_users(&pair.installation, &pair.owner).await;
    let [first, second] = pair.servers;
    let file = exports::begin_and_kill(second, &pair.owner).await;
    exports::continue_at(&first, &pair.owner, file).await;
}

fn own(pair: Arc<Pair>) -> Pair {
    Arc::into_inner(pair).expect("nobody else has the servers")
}

/// Kills the server without the public address while the first one runs, and starts another one.
async fn kill_the_other(pair: Pair) -> Pair {
    let [first, second] = pair.servers;
    second.kill_9().await;
    let address = format!("127.0.0.1:{}", free_port());
    let second = pair.installation.start_with(&["--listen", &address]).await;
    Pair {
        servers: [first, second],
        ..pair
    }
}

/// Kills the server with the public address while the other one runs, and starts it again.
async fn kill_the_first(pair: Pair) -> Pair {
    let [first, second] = pair.servers;
    first.kill_9().await;
    let first = pair.installation.start().await;
    Pair {
        owner: owner(&first).await,
        servers: [first, second],
        ..pair
    }
}
