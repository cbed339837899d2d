//! What a key must not do: anything beyond its scopes, and anything after it has expired or was
//! revoked.

use std::time::Duration;

use contract::page::ListQuery;
use harness::{Backend, TestServer, on_both_databases};
use reqwest::Method;
use rules::role::Permission;
use serde_json::{Value, json};

use super::Program;
use crate::authorization::routes;

on_both_databases!(
    a_read_only_key_changes_nothing,
    an_expired_or_revoked_key_is_rejected,
);

/// A valid body for this path, so that a refusal has no other reason.
fn body(method: &Method, path: &str) -> Option<Value> {
    let last = path.rsplit('/').next().unwrap();
    let words = || json!({"subject": "x", "heading": "x", "text": "x", "button": "x"});
    let body = match (method.as_str(), last) {
        ("POST", "users") => json!({"email": "new@example.com", "username": "new"}),
        ("POST", "bulk") => json!({"action": "delete", "ids": [uuid::Uuid::from_u128(7)]}),
        ("POST", "bulk-jobs") => {
            json!({"action": "delete", "users": {"ids": [uuid::Uuid::from_u128(7)]}})
        }
        ("POST", "ssh-keys") => json!({"publicKey": crate::ssh_keys::ED25519}),
        ("POST", "preview" | "test") if path.contains("/mail-templates/") => words(),
        ("PUT", _) if path.contains("/mail-templates/") => words(),
        ("PUT", "terms") => json!({"required": false, "text": "Evil terms."}),
        ("PUT", "logo") => json!({"picture": "iVBORw0KGgo="}),
        ("POST", "applications") if path.contains("/application-templates/") => {
            json!({"answers": {"host": "evil.example"}})
        }
        ("POST", "applications") => {
            json!({"name": "New", "protocol": "bookmark", "launchUrl": "https://evil.example/"})
        }
        ("POST", "groups") => json!({"name": "New"}),
        ("POST", "saml-metadata") => json!({"metadata": "<EntityDescriptor/>"}),
        ("POST", "members") => json!({"add": [uuid::Uuid::from_u128(7)]}),
        ("POST", "temporary-password" | "lock") => json!({}),
        ("POST", "extend-enrollment") => json!({"days": 7}),
        ("POST", "scheduled-changes") => json!({"action": "suspend", "at": "2030-03-01T18:00"}),
        ("POST", "send-activation") => json!({"email": "mine@home.example"}),
        ("POST", "administrators") => {
            json!({"email": "new@example.com", "name": "New", "role": "owner"})
        }
        ("POST", "api-keys") => {
            json!({"name": "New", "scopes": ["users:read"], "expiresInDays": 1})
        }
        ("POST", "preview" | "accounts") => json!({"name": "Eve"}),
        ("POST", "user-attributes") => json!({"name": "new", "label": "New", "kind": "text"}),
        ("POST", "views") => json!({"list": "users", "name": "New", "shared": true}),
        ("POST", "radius-clients") => json!({"name": "New", "network": "192.0.2.7"}),
        ("POST", "hosts") => json!({"name": "New", "everyone": true}),
        ("POST", "import") if path.contains("/posix-numbers/") => {
            json!({"users": [{"username": "ada", "uidNumber": 5001, "gidNumber": 5001}]})
        }
        ("POST", "ldap-bind-users") => json!({"name": "new", "reads": "everybody"}),
        ("POST", "webhooks") => json!({"name": "New", "url": "https://evil.example/"}),
        ("PATCH", _) if path.contains("/user-attributes/") => json!({"label": "Eve"}),
        ("PUT", "email") => json!({"email": "mine@example.net"}),
        ("PUT", "recovery-email") => json!({"email": "mine@home.example"}),
        ("PATCH", _) if path.contains("/imports/") => json!({"existingUsers": "leave"}),
        ("PATCH", _) if path.contains("/users/") => json!({"firstName": "Eve"}),
        ("PATCH", _) => json!({"name": "Eve"}),
        _ => return None,
    };
    Some(body)
}

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
        let body = body(&route.method, &path);
        let version = [("If-Match", "\"1\"")];
        let answer = program
            .send(route.method, &path, &version, body.as_ref())
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
        let body = body(&route.method, &route.path);
        let version = [("If-Match", "\"1\"")];
        let answer = program
            .send(route.method, &route.path, &version, body.as_ref())
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
