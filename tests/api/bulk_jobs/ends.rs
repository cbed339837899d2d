use std::time::Duration;

use client::Client;
use contract::administrators::{CreatedKeysQuery, UpdateAdministrator};
use contract::api_keys::CreateApiKey;
use contract::bulk_jobs::{BulkJob, BulkJobAction, BulkJobState, StopReason};
use contract::change::Change;
use contract::ids::BulkJobId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::UpdateUser;
use harness::{Backend, TestServer, http, on_both_databases, problem_type, until};
use rules::role::{Permission, Role};

use super::{add_users, on_matching, state, update_all};
use crate::groups::events;

const USERS: usize = 600;
const PATIENCE: Duration = Duration::from_secs(30);

on_both_databases!(
    a_job_is_stopped_and_resumed_and_acts_once_on_each_user,
    a_job_stops_when_its_key_is_revoked_and_another_caller_resumes_it,
    a_job_stops_when_its_administrator_is_suspended,
    a_job_stops_when_its_administrator_gets_another_role,
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn another_server_goes_on_after_a_stop() {
    use sea_orm::EntityTrait;
    let server = TestServer::start(Backend::Postgres).await;
    let owner = server.owner().await;
    add_users(&owner, USERS).await;
    let other = server.another().await;
    let job = begin(&owner).await;
    // The lease is given back, so the other server does not wait until it expires.
    server.running.stop().await;
    let context = &other.running.context;
    let job = until(PATIENCE, "the other server to finish", async || {
        let row = entity::bulk_job::Entity::find_by_id(job.id.0);
        let row = row.one(context.database().read()).await.unwrap()?;
        (row.state == BulkJobState::Finished).then_some(row)
    })
    .await;
    assert_eq!((job.done, job.unchanged, job.failed), (600, 0, 0));
}

/// Begins to change the department of everybody, and waits for the first users.
async fn begin(by: &Client) -> BulkJob {
    let set = UpdateUser {
        department: Change::Set("Research".to_owned()),
        ..UpdateUser::default()
    };
    let job = by.create_bulk_job(&update_all(set)).await.unwrap();
    progressed(by, job.id).await;
    job
}

async fn progressed(by: &Client, id: BulkJobId) {
    until(PATIENCE, "the first users", async || {
        let counts = by.bulk_job(id).await.unwrap().counts;
        (counts.done > 0).then_some(())
    })
    .await;
}

async fn a_job_is_stopped_and_resumed_and_acts_once_on_each_user(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add_users(&owner, USERS).await;
    let job = begin(&owner).await;
    let stopped = owner.stop_bulk_job(job.id).await.unwrap();
    assert_eq!(stopped.state, BulkJobState::Stopped);
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    // A worker that had begun with a user rolls it back.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let later = owner.bulk_job(job.id).await.unwrap();
    assert_eq!(later.counts, stopped.counts);
    assert_eq!(
        problem_type(owner.stop_bulk_job(job.id).await),
        ProblemType::Conflict
    );
    let (first, second) =
        tokio::join!(owner.resume_bulk_job(job.id), owner.resume_bulk_job(job.id));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let done = state(&owner, job.id, BulkJobState::Finished).await;
    assert_eq!((done.counts.done as usize, done.counts.failed), (USERS, 0));
    let updated = ListQuery {
        filter: Some("action:user.updated".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(owner.events(&updated).await.unwrap().total as usize, USERS);
    assert_eq!(events(&owner, "bulk_job.started").await.len(), 2);
    assert_eq!(events(&owner, "bulk_job.stopped").await.len(), 1);
    assert_eq!(events(&owner, "bulk_job.finished").await.len(), 1);
    assert_eq!(
        problem_type(owner.resume_bulk_job(job.id).await),
        ProblemType::Conflict
    );
}

async fn a_job_stops_when_its_key_is_revoked_and_another_caller_resumes_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add_users(&owner, USERS).await;
    let new = CreateApiKey {
        name: "HR".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let created = owner.create_api_key(&new).await.unwrap();
    let program = Client::with_api_key(http(), &server.origin, &created.key);
    let job = begin(&program).await;
    owner.revoke_api_key(created.api_key.id).await.unwrap();
    let stopped = state(&owner, job.id, BulkJobState::Stopped).await;
    assert_eq!(stopped.stop_reason, Some(StopReason::KeyRevoked));
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    let recorded = events(&owner, "bulk_job.stopped").await;
    assert_eq!(recorded[0].actor.kind, "system");
    assert_eq!(recorded[0].detail["reason"], "key_revoked");

    owner.resume_bulk_job(job.id).await.unwrap();
    let done = state(&owner, job.id, BulkJobState::Finished).await;
    assert_eq!(done.stop_reason, None);
    assert_eq!(done.counts.done as usize, USERS);
    // Each act is recorded as that of who was behind the job at the time.
    let updated = events(&owner, "user.updated").await;
    assert_eq!(updated[0].actor.kind, "administrator");
}

/// A manager begins a job, and the owner does something to them.
async fn stopped_by(
    backend: Backend,
    act: impl AsyncFnOnce(&Client, contract::ids::AdministratorId),
) -> Option<StopReason> {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add_users(&owner, USERS).await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let id = manager.administrator_me().await.unwrap().id;
    let job = on_matching(BulkJobAction::Suspend, "state:staged");
    let job = manager.create_bulk_job(&job).await.unwrap();
    progressed(&owner, job.id).await;
    act(&owner, id).await;
    let stopped = state(&owner, job.id, BulkJobState::Stopped).await;
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    assert_eq!(stopped.counts.failed, 0);
    stopped.stop_reason
}

async fn a_job_stops_when_its_administrator_is_suspended(backend: Backend) {
    let reason = stopped_by(backend, async |owner, id| {
        let keys = CreatedKeysQuery::default();
        owner.suspend_administrator(id, keys).await.unwrap();
    });
    assert_eq!(reason.await, Some(StopReason::AdministratorSuspended));
}

async fn a_job_stops_when_its_administrator_gets_another_role(backend: Backend) {
    let reason = stopped_by(backend, async |owner, id| {
        let version = owner.administrator(id).await.unwrap().version;
        let demoted = UpdateAdministrator {
            role: Some(Role::HelpDesk),
            ..UpdateAdministrator::default()
        };
        owner
            .update_administrator(id, version, &demoted)
            .await
            .unwrap();
    });
    assert_eq!(reason.await, Some(StopReason::PermissionLost));
}
