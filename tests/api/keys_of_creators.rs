//! What happens to the API keys of an administrator who is suspended, removed or demoted.

use client::Client;
use contract::administrators::{CreatedKeys, CreatedKeysQuery, UpdateAdministrator};
use contract::api_keys::{ApiKey, CreateApiKey, CreatorStatus};
use contract::ids::AdministratorId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::api_key;
use harness::{Backend, TestServer, http, on_both_databases, problem_type};
use rules::role::{KeyScopes, Permission, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

on_both_databases!(
    keys_are_revoked_with_their_creator_unless_they_are_kept,
    a_demoted_creators_keys_lose_what_the_creator_lost,
    a_demoted_creators_keys_lose_the_scopes_of_a_newer_server,
);

/// An administrator with an API key: their identifier, the key, and a program that uses it.
async fn creator(
    server: &TestServer,
    owner: &Client,
    name: &str,
    scopes: &[Permission],
) -> (AdministratorId, ApiKey, Client) {
    let email = format!("{name}@example.com");
    let by = server.administrator(owner, &email, Role::Manager).await;
    let new = CreateApiKey {
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        expires_in_days: 1,
    };
    let made = by.create_api_key(&new).await.unwrap();
    let program = Client::with_api_key(http(), &server.origin, &made.key);
    let id = by.administrator_me().await.unwrap().id;
    assert_eq!(made.api_key.created_by_id, Some(id));
    (id, made.api_key, program)
}

/// The keys that pass a filter.
async fn keys(owner: &Client, filter: &str) -> Vec<ApiKey> {
    let query = ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    owner.api_keys(&query).await.unwrap().items
}

/// Makes an administrator read-only.
async fn demote(owner: &Client, id: AdministratorId) {
    let version = owner.administrator(id).await.unwrap().version;
    let demote = UpdateAdministrator {
        role: Some(Role::ReadOnly),
        ..UpdateAdministrator::default()
    };
    let demoted = owner.update_administrator(id, version, &demote);
    demoted.await.unwrap();
}

async fn keys_are_revoked_with_their_creator_unless_they_are_kept(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let all = ListQuery::default();
    let read = [Permission::UsersRead];
    let keep = CreatedKeysQuery {
        api_keys: Some(CreatedKeys::Keep),
    };
    for (name, keeps, removes, status) in [
        ("ann", CreatedKeysQuery::default(), false, None),
        ("ben", CreatedKeysQuery::default(), true, None),
        ("cy", keep, false, Some(CreatorStatus::Suspended)),
        ("dee", keep, true, Some(CreatorStatus::Removed)),
    ] {
        let (id, key, program) = creator(&server, &owner, name, &read).await;
        program.users(&all).await.unwrap();
        let by = keys(&owner, &format!("createdBy:{id}")).await;
        assert_eq!(
            (by.len(), by[0].id, by[0].creator),
            (1, key.id, CreatorStatus::Active)
        );
        if removes {
            owner.remove_administrator(id, keeps).await.unwrap();
        } else {
            owner.suspend_administrator(id, keeps).await.unwrap();
        }
        match status {
            None => {
                let refused = program.users(&all).await;
                assert_eq!(
                    problem_type(refused),
                    ProblemType::Unauthenticated,
                    "{name}"
                );
            }
            Some(status) => {
                program.users(&all).await.unwrap();
                let found = keys(&owner, &format!("creator:{}", status.as_str())).await;
                assert_eq!(
                    (found.len(), found[0].id, found[0].creator),
                    (1, key.id, status)
                );
            }
        }
    }
    assert_eq!(keys(&owner, "creator:suspended,removed").await.len(), 2);
    assert!(keys(&owner, "creator:active").await.is_empty());
}

async fn a_demoted_creators_keys_lose_what_the_creator_lost(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let scopes = [Permission::UsersRead, Permission::UsersWrite];
    let (id, _, _) = creator(&server, &owner, "ann", &scopes).await;
    let (other, _, program) = creator(&server, &owner, "ben", &[Permission::UsersWrite]).await;
    demote(&owner, id).await;
    demote(&owner, other).await;
    let left = keys(&owner, "").await;
    assert_eq!(left.len(), 1, "a key without a scope is revoked");
    assert_eq!(left[0].scopes, [Permission::UsersRead]);
    let refused = program.users(&ListQuery::default()).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
}

async fn a_demoted_creators_keys_lose_the_scopes_of_a_newer_server(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (id, key, _) = creator(&server, &owner, "ann", &[Permission::UsersRead]).await;
    let database = server.running.context.database();
    let newer = Expr::value("users:read newer:read");
    api_key::Entity::update_many()
        .col_expr(api_key::Column::Scopes, newer)
        .filter(api_key::Column::Id.eq(key.id.0))
        .exec(database.write())
        .await
        .unwrap();
    demote(&owner, id).await;
    let stored = api_key::Entity::find_by_id(key.id.0).one(database.read());
    let stored = stored.await.unwrap().unwrap();
    assert_eq!(stored.scopes, KeyScopes::new(vec![Permission::UsersRead]));
}
