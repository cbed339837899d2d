//! The scopes of an API key decide what the response to an action contains.

use client::Client;
use contract::api_keys::CreateApiKey;
use contract::applications::{OidcSettings, SamlSettings};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::saml::ServiceProvider;
use harness::{Backend, RelyingParty, TestServer, http, on_both_databases, problem_type, web};
use reqwest::Method;
use rules::openid::GroupsSent;
use rules::role::Permission;
use serde_json::{Value, json};

use crate::authorization::{NOBODY, routes};
use crate::groups::group;

on_both_databases!(
    an_action_shows_nothing_to_a_key_that_may_not_read,
    a_key_that_may_not_read_learns_only_where_the_new_user_is,
    a_key_sees_what_an_application_knows_of_users_only_with_both_scopes,
    a_key_sees_all_groups_of_a_user_only_with_their_scope,
    a_key_finds_the_members_of_a_group_only_with_both_scopes,
);

async fn key(owner: &Client, scopes: &[Permission]) -> String {
    let new = CreateApiKey {
        name: "Program".to_owned(),
        scopes: scopes.to_vec(),
        expires_in_days: 1,
    };
    owner.create_api_key(&new).await.unwrap().key
}

async fn an_action_shows_nothing_to_a_key_that_may_not_read(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let home = json!({ "homeAddress": { "street": "17 Secret Lane" } });
    let writes = [Permission::UsersAssist, Permission::UsersWrite];
    let reads = [
        Permission::UsersRead,
        Permission::UsersAssist,
        Permission::UsersWrite,
    ];
    let (blind, seeing) = (key(&owner, &writes).await, key(&owner, &reads).await);
    let (mut shown, mut made) = (0, 0);
    for route in routes(&server).await {
        let is_act = route.scopes.iter().any(|scope| writes.contains(scope));
        if !is_act || !route.path.contains("/users/0") {
            continue;
        }
        for key in [&seeing, &blind] {
            made += 1;
            let user = server
                .active_user(&owner, &format!("u{made}@example.com"))
                .await;
            let path = route.path.replacen(NOBODY, &user.id.to_string(), 1);
            let send = |method: Method, path: &str, body: Option<&Value>| {
                let mut request = harness::plain_http()
                    .request(method, format!("{}{path}", server.origin))
                    .bearer_auth(key)
                    .header("If-Match", "*");
                if let Some(body) = body {
                    request = request.json(body);
                }
                request.send()
            };
            let own = format!("/api/v1/users/{}", user.id);
            send(Method::PATCH, &own, Some(&home)).await.unwrap();
            let answer = send(route.method.clone(), &path, route.body.as_ref())
                .await
                .unwrap();
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            // A response to a body that was refused would prove nothing.
            let read = !matches!(status, 400 | 415 | 422);
            assert!(read, "{}: {status} {text}", route.name);
            let documented = &route.answers[status.to_string()];
            assert!(documented.is_object(), "{}: {status} {text}", route.name);
            let has_content = documented["content"].is_object();
            assert_eq!(has_content, !text.is_empty(), "{}: {status}", route.name);
            // The next user gets what the example contains, such as an address that must be unique.
            send(Method::DELETE, &own, None).await.unwrap();
            if key == &blind {
                assert!(!text.contains("Secret Lane"), "{}: {text}", route.name);
                assert!(!text.contains("@example.com"), "{}: {text}", route.name);
            } else if text.contains("Secret Lane") {
                assert_eq!(status, 200);
                shown += 1;
            }
        }
    }
    assert!(shown >= 3, "{shown}");
}

async fn a_key_that_may_not_read_learns_only_where_the_new_user_is(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let created = harness::plain_http()
        .post(format!("{}/api/v1/users", server.origin))
        .bearer_auth(key(&owner, &[Permission::UsersWrite]).await)
        .json(&json!({ "email": "bob@example.com", "username": "bob" }))
        .send()
        .await
        .unwrap();
    assert_eq!(created.status(), 201);
    let location = created.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(created.text().await.unwrap(), "");
    let users = owner.users(&ListQuery::default()).await.unwrap();
    let made = users.items.first().unwrap().id;
    assert_eq!(location, format!("/api/v1/users/{made}"));
}

async fn a_key_sees_what_an_application_knows_of_users_only_with_both_scopes(backend: Backend) {
    use Permission::{ApplicationsRead, UsersRead};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let rp = RelyingParty::new(&server, &owner, web()).await.id;
    let sp = ServiceProvider::new(&server, &owner, harness::saml::settings());
    let sp = sp.await.id;
    let all = ListQuery::default();
    let program = async |scopes: &[Permission]| {
        Client::with_api_key(http(), &server.origin, key(&owner, scopes).await)
    };
    let both = program(&[ApplicationsRead, UsersRead]).await;
    both.application_sessions(rp, &all).await.unwrap();
    both.preview_claims(rp, ada).await.unwrap();
    both.preview_assertion(sp, ada).await.unwrap();
    for scope in [ApplicationsRead, UsersRead] {
        let program = program(&[scope]).await;
        for refused in [
            program.application_sessions(rp, &all).await.map(drop),
            program.preview_claims(rp, ada).await.map(drop),
            program.preview_assertion(sp, ada).await.map(drop),
        ] {
            assert_eq!(problem_type(refused), ProblemType::Forbidden);
        }
    }
}

async fn a_key_sees_all_groups_of_a_user_only_with_their_scope(backend: Backend) {
    use Permission::{ApplicationsRead, GroupsRead, UsersRead};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let program = async |scopes: &[Permission]| {
        Client::with_api_key(http(), &server.origin, key(&owner, scopes).await)
    };
    let without = program(&[ApplicationsRead, UsersRead]).await;
    let with = program(&[ApplicationsRead, UsersRead, GroupsRead]).await;
    for (name, groups_sent, groups_attribute, are_all) in [
        ("None", GroupsSent::None, Some("groups"), false),
        ("Assigned", GroupsSent::Assigned, Some("groups"), false),
        ("All", GroupsSent::All, Some("groups"), true),
        ("Without attribute", GroupsSent::All, None, false),
    ] {
        let settings = OidcSettings {
            groups_sent,
            ..web()
        };
        let rp = RelyingParty::named(&server, &owner, name, settings)
            .await
            .id;
        let settings = SamlSettings {
            entity_id: format!("urn:{groups_sent:?}:{}", groups_attribute.is_some()),
            groups_sent,
            groups_attribute: groups_attribute.map(str::to_owned),
            ..harness::saml::settings()
        };
        let other = format!("{name}, SAML");
        let sp = ServiceProvider::named(&server, &owner, &other, settings)
            .await
            .id;
        let of_all = groups_sent == GroupsSent::All;
        for (refused, preview) in [
            (of_all, without.preview_claims(rp, ada).await.map(drop)),
            (are_all, without.preview_assertion(sp, ada).await.map(drop)),
        ] {
            let problem = preview.is_err().then(|| problem_type(preview));
            assert_eq!(problem, refused.then_some(ProblemType::Forbidden), "{name}");
        }
        with.preview_claims(rp, ada).await.unwrap();
        with.preview_assertion(sp, ada).await.unwrap();
    }
}

async fn a_key_finds_the_members_of_a_group_only_with_both_scopes(backend: Backend) {
    use Permission::{GroupsRead, UsersRead};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let sales = group(&owner, "Sales").await.id;
    owner.add_group_member(sales, ada).await.unwrap();
    let members = ListQuery {
        filter: Some(format!("group:{sales}")),
        ..ListQuery::default()
    };
    let found = async |scopes: &[Permission]| {
        let program = Client::with_api_key(http(), &server.origin, key(&owner, scopes).await);
        program.users(&members).await
    };
    assert_eq!(found(&[UsersRead, GroupsRead]).await.unwrap().total, 1);
    for scope in [UsersRead, GroupsRead] {
        let refused = problem_type(found(&[scope]).await);
        assert_eq!(refused, ProblemType::Forbidden, "{scope:?}");
    }
}
