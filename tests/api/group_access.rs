//! Who may see and change groups. `authorization.rs` tries every endpoint; this is what depends on
//! the content of a request or of a response.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::groups::{ChangeMembers, UpdateGroup};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, http, on_both_databases, problem_type};
use reqwest::Method;
use rules::role::{Permission, Role};
use serde_json::json;

use crate::applications::application;
use crate::groups::group;

on_both_databases!(
    help_desk_and_read_only_see_groups_and_change_none,
    a_key_sees_members_only_with_both_scopes,
    a_key_sees_applications_of_a_group_only_with_both_scopes,
    a_key_that_may_not_read_gets_no_content,
    a_group_of_another_organization_is_as_unknown,
);

async fn key(server: &TestServer, owner: &Client, scopes: &[Permission]) -> (Client, String) {
    let new = CreateApiKey {
        name: "Program".to_owned(),
        scopes: scopes.to_vec(),
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&new).await.unwrap().key;
    (Client::with_api_key(http(), &server.origin, &key), key)
}

fn filtered(filter: String) -> ListQuery {
    ListQuery {
        filter: Some(filter),
        ..ListQuery::default()
    }
}

async fn help_desk_and_read_only_see_groups_and_change_none(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let manager = server.administrator(&owner, "max@example.com", Role::Manager);
    let sales = group(&manager.await, "Sales").await;
    owner.add_group_member(sales.id, ada.id).await.unwrap();
    let sales = owner.group(sales.id).await.unwrap();
    let members = filtered(format!("group:{}", sales.id));
    for role in [Role::HelpDesk, Role::ReadOnly] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let reader = server.administrator(&owner, &email, role).await;
        assert_eq!(reader.group(sales.id).await.unwrap(), sales);
        assert_eq!(reader.users(&members).await.unwrap().items[0].id, ada.id);
        let change = ChangeMembers {
            add: Vec::new(),
            remove: vec![ada.id],
        };
        for refused in [
            reader.delete_group(sales.id, sales.version).await,
            reader.remove_group_member(sales.id, ada.id).await,
            reader.add_group_member(sales.id, ada.id).await,
            reader
                .change_group_members(sales.id, &change)
                .await
                .map(drop),
            reader
                .update_group(sales.id, sales.version, &UpdateGroup::default())
                .await
                .map(drop),
        ] {
            assert_eq!(problem_type(refused), ProblemType::Forbidden);
        }
    }
    assert_eq!(owner.group(sales.id).await.unwrap(), sales);
}

/// With the identifier of a group, a program could otherwise learn who may open what.
async fn a_key_sees_members_only_with_both_scopes(backend: Backend) {
    use Permission::{GroupsRead, UsersRead};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    server.pending_user(&owner, "bob@example.com").await;
    let sales = group(&owner, "Sales").await;
    owner.add_group_member(sales.id, ada.id).await.unwrap();
    let members = filtered(format!("group:{}", sales.id));
    let all = ListQuery::default();

    let (users_only, _) = key(&server, &owner, &[UsersRead]).await;
    assert_eq!(users_only.users(&all).await.unwrap().total, 2);
    let refused = users_only.users(&members).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::Forbidden);
    assert_eq!(problem.permissions, [GroupsRead]);
    let refused = users_only.user_groups(ada.id, &all).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);

    let (groups_only, _) = key(&server, &owner, &[GroupsRead]).await;
    assert_eq!(groups_only.group(sales.id).await.unwrap().members, 1);
    let theirs = groups_only.user_groups(ada.id, &all).await.unwrap();
    assert_eq!(theirs.items[0].id, sales.id);
    let refused = groups_only.users(&members).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);

    let (both, _) = key(&server, &owner, &[UsersRead, GroupsRead]).await;
    let found = both.users(&members).await.unwrap();
    assert_eq!((found.total, found.items[0].id), (1, ada.id));
}

/// As above.
async fn a_key_sees_applications_of_a_group_only_with_both_scopes(backend: Backend) {
    use Permission::{ApplicationsRead, GroupsRead};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales").await;
    let wiki = application(&owner, "Wiki").await;
    application(&owner, "Mail").await;
    let assigned = owner.assign_application_to_group(wiki.id, sales.id).await;
    assigned.unwrap();
    let theirs = filtered(format!("group:{}", sales.id));

    let (applications_only, _) = key(&server, &owner, &[ApplicationsRead]).await;
    let refused = applications_only.applications(&theirs).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::Forbidden);
    assert_eq!(problem.permissions, [GroupsRead]);

    let (both, _) = key(&server, &owner, &[ApplicationsRead, GroupsRead]).await;
    let found = both.applications(&theirs).await.unwrap();
    assert_eq!((found.total, found.items[0].id), (1, wiki.id));
}

async fn a_key_that_may_not_read_gets_no_content(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (program, key) = key(&server, &owner, &[Permission::GroupsWrite]).await;
    let send = |method: Method, path: String, body: serde_json::Value| {
        harness::plain_http()
            .request(method, format!("{}{path}", server.origin))
            .bearer_auth(&key)
            .header("If-Match", "*")
            .json(&body)
            .send()
    };
    let new = json!({ "name": "Sales", "description": "Confidential" });
    let path = "/api/v1/groups".to_owned();
    let made = send(Method::POST, path, new).await.unwrap();
    assert_eq!(made.status(), 201);
    let location = made.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(made.text().await.unwrap(), "");
    let id = location.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(owner.group(id).await.unwrap().name, "Sales");
    let change = json!({ "name": "Support" });
    let changed = send(Method::PATCH, location, change).await.unwrap();
    assert_eq!(changed.status(), 204);
    assert_eq!(changed.text().await.unwrap(), "");
    let ada = server.pending_user(&owner, "ada@example.com").await;
    program.add_group_member(id, ada.id).await.unwrap();
    assert_eq!(
        problem_type(program.group(id).await),
        ProblemType::Forbidden
    );
    let group = owner.group(id).await.unwrap();
    assert_eq!((&*group.name, group.members), ("Support", 1));
}

async fn a_group_of_another_organization_is_as_unknown(backend: Backend) {
    let server = TestServer::start(backend).await;
    let victim = server.owner().await;
    let ada = server.pending_user(&victim, "ada@example.com").await;
    let sales = group(&victim, "Sales").await;
    victim.add_group_member(sales.id, ada.id).await.unwrap();
    let sales = victim.group(sales.id).await.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let attacker = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let own = server.pending_user(&attacker, "own@example.org").await.id;
    // The same name is free in another organization.
    let same = group(&attacker, "Sales").await;

    assert_eq!(
        attacker.groups(&ListQuery::default()).await.unwrap().items,
        std::slice::from_ref(&same)
    );
    let members = filtered(format!("group:{}", sales.id));
    assert_eq!(attacker.users(&members).await.unwrap().total, 0);
    let either = filtered(format!("group:{},{}", sales.id, same.id));
    assert_eq!(attacker.users(&either).await.unwrap().total, 0);
    let hers = filtered(format!("member:{}", ada.id));
    assert_eq!(attacker.groups(&hers).await.unwrap().total, 0);
    for (group, user) in [(sales.id, own), (sales.id, ada.id), (same.id, ada.id)] {
        let added = attacker.add_group_member(group, user).await;
        assert_eq!(problem_type(added), ProblemType::NotFound);
        let removed = attacker.remove_group_member(group, user).await;
        assert_eq!(problem_type(removed), ProblemType::NotFound);
    }
    let change = ChangeMembers {
        add: vec![ada.id, own],
        remove: Vec::new(),
    };
    let results = attacker.change_group_members(same.id, &change).await;
    let results = results.unwrap().results;
    let kind = results[0].problem.as_ref().map(|problem| problem.kind);
    assert_eq!(kind, Some(ProblemType::NotFound));
    assert!(results[1].done);
    let elsewhere = attacker.change_group_members(sales.id, &change).await;
    assert_eq!(problem_type(elsewhere), ProblemType::NotFound);

    assert_eq!(attacker.group(same.id).await.unwrap().members, 1);
    assert_eq!(victim.group(sales.id).await.unwrap(), sales);
    let hers = victim.user_groups(ada.id, &ListQuery::default()).await;
    assert_eq!(hers.unwrap().items, [sales]);
}
