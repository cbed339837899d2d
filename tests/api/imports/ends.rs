//! A run ends when who has begun it may not import users anymore.

use client::Client;
use contract::administrators::{CreatedKeysQuery, UpdateAdministrator};
use contract::api_keys::CreateApiKey;
use contract::ids::AdministratorId;
use contract::imports::{ImportState, StopReason};
use harness::{Backend, TestServer, http, on_both_databases};
use rules::role::{Permission, Role};

use super::runs::{begin, users};
use super::{run, state, upload};
use crate::groups::events;

on_both_databases!(
    a_run_stops_when_its_key_is_revoked_and_can_be_resumed,
    a_run_stops_when_its_administrator_is_suspended,
    a_run_stops_when_its_administrator_is_removed,
    a_run_stops_when_its_administrator_gets_another_role,
);

const USERS: usize = 1000;

async fn a_run_stops_when_its_key_is_revoked_and_can_be_resumed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApiKey {
        name: "HR".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let created = owner.create_api_key(&new).await.unwrap();
    let program = Client::with_api_key(http(), &server.origin, &created.key);
    let import = upload(&program, users(USERS)).await;
    begin(&program, import.id).await;
    owner.revoke_api_key(created.api_key.id).await.unwrap();
    let stopped = state(&owner, import.id, ImportState::Stopped).await;
    assert_eq!(stopped.stop_reason, Some(StopReason::KeyRevoked));
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    let recorded = events(&owner, "import.stopped").await;
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].actor.kind, "system");
    assert_eq!(recorded[0].detail["reason"], "key_revoked");

    // Somebody else may take over.
    let done = run(&owner, import.id).await;
    assert_eq!((done.stop_reason, done.counts.waiting), (None, 0));
    assert_eq!(done.counts.create as usize, USERS);
    let finished = events(&owner, "import.finished").await;
    assert_eq!(finished[0].actor.kind, "administrator");
}

/// A manager begins a run, and the owner does something to them.
async fn stopped_by(
    backend: Backend,
    act: impl AsyncFnOnce(&Client, AdministratorId),
) -> Option<StopReason> {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let id = manager.administrator_me().await.unwrap().id;
    let import = upload(&manager, users(USERS)).await;
    begin(&manager, import.id).await;
    act(&owner, id).await;
    let stopped = state(&owner, import.id, ImportState::Stopped).await;
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    stopped.stop_reason
}

async fn a_run_stops_when_its_administrator_is_suspended(backend: Backend) {
    let reason = stopped_by(backend, async |owner, id| {
        let keys = CreatedKeysQuery::default();
        owner.suspend_administrator(id, keys).await.unwrap();
    });
    assert_eq!(reason.await, Some(StopReason::AdministratorSuspended));
}

async fn a_run_stops_when_its_administrator_is_removed(backend: Backend) {
    let reason = stopped_by(backend, async |owner, id| {
        let keys = CreatedKeysQuery::default();
        owner.remove_administrator(id, keys).await.unwrap();
    });
    assert_eq!(reason.await, Some(StopReason::AdministratorRemoved));
}

async fn a_run_stops_when_its_administrator_gets_another_role(backend: Backend) {
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
