//! What a key must not do: anything beyond its scopes, and anything after it has expired or was
//! revoked.

use std::time::Duration;

use contract::page::ListQuery;
use harness::{Backend, TestServer, on_both_databases};
use reqwest::Method;
use rules::role::Permission;

use super::Program;
use crate::authorization::routes;

on_both_databases!(
    a_read_only_key_changes_nothing,
    an_expired_or_revoked_key_is_rejected,
);

async fn a_read_only_key_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let before = server.pending_user(&owner, "ada@example.com").await;
    let program = Program::new(&server, &owner, &[Permission::UsersRead]).await;
    let mut refused = 0;
    for route in routes(&server).await {
        // Views and bulk jobs need what the key has, and more for some: their own tests try that.
        let has = |needs| needs == Permission::UsersRead;
        if route.method == Method::GET || route.needs.is_none_or(has) {
            continue;
        }
        // Ada's identifier in the paths about a user.
        let nobody = uuid::Uuid::from_u128(7).to_string();
        let path = route.path.replacen(&nobody, &before.id.to_string(), 1);
        let version = [("If-Match", "\"1\"")];
        let answer = program
            .send(route.method, &path, &version, route.body.as_ref())
            .await;
        assert_eq!(
            (answer.status, answer.problem()),
            (403, "forbidden"),
            "{}",
            route.name
        );
        let needs = route.needs.unwrap().as_str();
        assert!(answer.body["detail"].as_str().unwrap().contains(needs));
        let challenge = answer.challenge.unwrap();
        assert!(challenge.starts_with("Bearer error=\"insufficient_scope\", scope=\""));
        assert!(challenge.contains(needs), "{}: {challenge}", route.name);
        refused += 1;
    }
    assert!(refused >= 32, "only {refused} routes were walked");
    let everybody = program.api.users(&ListQuery::default()).await.unwrap();
    assert_eq!(everybody.items, [before]);
}

/// Tries every route that an API key can be allowed to use, and some others.
async fn opens_nothing(program: &Program<'_>, because: &str) {
    let mut refused = 0;
    for route in routes(program.server).await {
        if route.needs.is_none() {
            continue;
        }
        let version = [("If-Match", "\"1\"")];
        let answer = program
            .send(route.method, &route.path, &version, route.body.as_ref())
            .await;
        let told = (answer.status, answer.problem());
        assert_eq!(told, (401, "unauthenticated"), "{}", route.name);
        assert!(answer.body["detail"].as_str().unwrap().contains(because));
        let challenge = answer.challenge.unwrap();
        assert!(challenge.starts_with("Bearer error=\"invalid_token\""));
        assert!(challenge.contains(because), "{challenge}");
        refused += 1;
    }
    assert!(refused >= 40, "only {refused} routes were walked");
}

async fn an_expired_or_revoked_key_is_rejected(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let revoked = Program::new(&server, &owner, &Permission::SCOPES).await;
    revoked.api.users(&ListQuery::default()).await.unwrap();
    owner.revoke_api_key(revoked.key.api_key.id).await.unwrap();
    opens_nothing(&revoked, "was revoked").await;

    // A caller who does not hold a key learns nothing about it.
    let mut guessed = Program::new(&server, &owner, &[Permission::UsersRead]).await;
    guessed.key.key.pop();
    opens_nothing(&guessed, "is wrong").await;

    let expired = Program::new(&server, &owner, &Permission::SCOPES).await;
    server.clock.advance(Duration::from_secs(24 * 60 * 60 - 60));
    expired.api.users(&ListQuery::default()).await.unwrap();
    server.clock.advance(Duration::from_secs(61));
    opens_nothing(&expired, "has expired").await;
}
