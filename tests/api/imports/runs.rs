use std::time::Duration;

use client::Client;
use contract::ids::ImportId;
use contract::imports::{ImportState, UpdateImport};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type, until};
use rules::state::UserState;

use super::{run, state, upload, user};
use crate::groups::events;

const PATIENCE: Duration = Duration::from_secs(30);

on_both_databases!(
    a_run_is_stopped_and_resumed_and_each_row_has_one_effect,
    two_requests_begin_one_run,
    active_users_get_an_activation_email,
    a_dry_run_can_be_ended,
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn another_server_goes_on_after_a_stop() {
    const USERS: usize = 500;
    let server = TestServer::start(Backend::Postgres).await;
    let owner = server.owner().await;
    let import = upload(&owner, users(USERS)).await;
    let other = server.another().await;
    begin(&owner, import.id).await;
    // The lease is given back, so the other server does not wait until it expires.
    server.running.stop().await;
    let context = &other.running.context;
    until(PATIENCE, "the other server to finish", async || {
        use entity::user_import::Entity;
        use sea_orm::EntityTrait;
        let row = Entity::find_by_id(import.id.0);
        let row = row.one(context.database().read()).await.unwrap()?;
        (row.state == ImportState::Finished).then_some(())
    })
    .await;
    let users = {
        use entity::account::{Column, Entity};
        use rules::account::AccountKind;
        use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
        Entity::find()
            .filter(Column::Kind.eq(AccountKind::User))
            .count(context.database().read())
            .await
            .unwrap()
    };
    assert_eq!(users, USERS as u64);
}

/// Begins the run, and waits for its first rows.
pub async fn begin(owner: &Client, id: ImportId) {
    owner.run_import(id).await.unwrap();
    until(PATIENCE, "the first rows", async || {
        let counts = owner.import(id).await.unwrap().counts;
        (counts.create > 0).then_some(())
    })
    .await;
}

/// A file with this number of users.
pub fn users(count: usize) -> String {
    let rows = (0..count).map(|number| format!("user{number}@example.com,User {number}\n"));
    format!("email,firstName\n{}", rows.collect::<String>())
}

async fn a_run_is_stopped_and_resumed_and_each_row_has_one_effect(backend: Backend) {
    const USERS: usize = 1000;
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, users(USERS)).await;
    let early = owner.stop_import(import.id).await.unwrap_err();
    let early = early.problem().expect("a problem");
    assert_eq!(early.kind, ProblemType::Conflict);
    let what_to_do = "start the dry run or the run first";
    assert!(early.detail.contains(what_to_do), "{early:?}");
    begin(&owner, import.id).await;
    let stopped = owner.stop_import(import.id).await.unwrap();
    assert_eq!(stopped.state, ImportState::Stopped);
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    let left = stopped.counts.waiting;
    // A worker that had begun with a row rolls it back.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let later = owner.import(import.id).await.unwrap();
    assert_eq!(later.counts.waiting, left);
    let again = owner.stop_import(import.id).await;
    assert_eq!(problem_type(again), ProblemType::Conflict);

    let done = run(&owner, import.id).await;
    assert_eq!(done.counts.create as usize, USERS);
    let all = ListQuery::default();
    assert_eq!(owner.users(&all).await.unwrap().total as usize, USERS);
    let created = ListQuery {
        filter: Some("action:user.created".to_owned()),
        ..all
    };
    assert_eq!(owner.events(&created).await.unwrap().total as usize, USERS);
    assert_eq!(events(&owner, "import.started").await.len(), 2);
    assert_eq!(events(&owner, "import.stopped").await.len(), 1);
    let finished = events(&owner, "import.finished").await;
    assert_eq!(finished.len(), 1);
    assert_eq!(finished[0].detail["created"], USERS.to_string());
    assert_eq!(finished[0].actor.kind, "administrator");
}

async fn two_requests_begin_one_run(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, users(100)).await;
    let (first, second) = tokio::join!(owner.run_import(import.id), owner.run_import(import.id));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    state(&owner, import.id, ImportState::Finished).await;
    assert_eq!(events(&owner, "import.started").await.len(), 1);
    let again = owner.run_import(import.id).await;
    assert_eq!(problem_type(again), ProblemType::Conflict);
    // Two imports with the same rows at the same time create each user once.
    let file = users(200);
    let both = [
        upload(&owner, file.clone()).await,
        upload(&owner, file).await,
    ];
    for import in &both {
        owner.run_import(import.id).await.unwrap();
    }
    let mut created = 0;
    for import in &both {
        let counts = state(&owner, import.id, ImportState::Finished).await.counts;
        assert_eq!(counts.change + counts.waiting, 0, "{counts:?}");
        created += counts.create;
    }
    assert_eq!(created, 100);
    assert_eq!(owner.user_counts().await.unwrap().total, 200);
}

async fn active_users_get_an_activation_email(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, "email\nada@example.com\n").await;
    let active = UpdateImport {
        new_user_state: Some(UserState::Active),
        ..UpdateImport::default()
    };
    owner.update_import(import.id, &active).await.unwrap();
    super::check(&owner, import.id).await;
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", ""), 0);
    run(&owner, import.id).await;
    server.token_mailed_to("ada@example.com").await;
    let ada = user(&owner, "ada@example.com").await.unwrap();
    assert_eq!((ada.state, &*ada.username), (UserState::Active, "ada"));
}

async fn a_dry_run_can_be_ended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let import = upload(&owner, users(3000)).await;
    owner.check_import(import.id).await.unwrap();
    let ended = owner.stop_import(import.id).await.unwrap();
    assert_eq!(ended.state, ImportState::Ready);
    assert_eq!(ended.counts.waiting, 3000);
    assert_eq!(owner.user_counts().await.unwrap().total, 0);
}
