//! A server that is killed in the middle of a bulk job loses nothing and does nothing twice.

use std::time::Duration;

use client::Client;
use contract::bulk_jobs::{
    BulkJob, BulkJobAction, BulkJobQuery, BulkJobState, BulkJobUsers, CreateBulkJob,
};
use contract::change::Change;
use contract::ids::BulkJobId;
use contract::page::ListQuery;
use contract::users::UpdateUser;
use harness::{Backend, Installation, on_both_databases, until};

use crate::people::{import_users, owner, set_up};

on_both_databases!(a_job_survives_servers_that_are_killed);

/// The number of users in these tests.
pub const USERS: u32 = 900;
/// Longer than a lease, after which a server goes on with what another one has left.
const PATIENCE: Duration = Duration::from_secs(90);

async fn a_job_survives_servers_that_are_killed(backend: Backend) {
    let installation = Installation::new(backend).await;
    let server = installation.start().await;
    let operator = set_up(&server).await;
    import_users(&operator, USERS).await;
    let job = begin(&operator).await;
    progressed(&operator, job.id, USERS / 4).await;
    server.kill_9().await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    progressed(&operator, job.id, USERS / 2).await;
    server.kill_9().await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    finished_once(&operator, job.id).await;
}

/// Begins to change the department of everybody.
pub async fn begin(operator: &Client) -> BulkJob {
    let everybody = CreateBulkJob {
        action: BulkJobAction::Update,
        changes: Some(UpdateUser {
            department: Change::Set("Research".to_owned()),
            ..UpdateUser::default()
        }),
        group_id: None,
        users: BulkJobUsers {
            matching: Some(BulkJobQuery::default()),
            ..BulkJobUsers::default()
        },
    };
    let job = operator.create_bulk_job(&everybody).await.unwrap();
    assert_eq!(job.counts.users, USERS);
    job
}

/// Waits until the job has finished, which has changed everybody once.
pub async fn finished_once(operator: &Client, id: BulkJobId) {
    let finished = until(PATIENCE, "the job to finish", async || {
        let job = operator.bulk_job(id).await.unwrap();
        (job.state == BulkJobState::Finished).then_some(job)
    })
    .await;
    assert_eq!(finished.counts.done, USERS, "{finished:?}");
    // Nobody was changed twice, and nobody was left out.
    let query = |filter: &str| ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    let changed = query("department:Research");
    let changed = operator.users(&changed).await.unwrap();
    assert_eq!(changed.total, u64::from(USERS));
    let events = query("action:user.updated");
    let events = operator.events(&events).await.unwrap();
    assert_eq!(events.total, u64::from(USERS));
    let ends = query("action:bulk_job.finished");
    assert_eq!(operator.events(&ends).await.unwrap().total, 1);
    let result = operator.bulk_job_result(id).await.unwrap();
    let result = String::from_utf8(result).unwrap();
    assert_eq!(result.matches(",done,").count(), USERS as usize);
}

/// Waits until this number of users is processed.
pub async fn progressed(operator: &Client, id: BulkJobId, users: u32) -> BulkJob {
    until(PATIENCE, &format!("{users} users"), async || {
        let job = operator.bulk_job(id).await.unwrap();
        let counts = job.counts;
        (counts.users - counts.waiting >= users).then_some(job)
    })
    .await
}
