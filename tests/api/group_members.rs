//! Who is in a group: one by one, in bulk, and after users and groups are deleted.

use client::Client;
use contract::bulk::{BulkAction, BulkItem, BulkRequest};
use contract::groups::{ChangeMembers, Group};
use contract::ids::{GroupId, UserId};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::CreateUser;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::state::UserState;
use uuid::Uuid;

use crate::groups::{events, group};

on_both_databases!(
    a_user_is_added_once_and_removed_once,
    a_user_in_any_state_can_be_in_several_groups,
    each_user_of_a_bulk_change_gets_a_result_in_order,
    zero_too_many_or_duplicate_users_are_refused,
    administrators_are_in_no_group,
    a_deleted_user_is_in_no_group,
    a_deleted_group_has_no_members,
);

const NOBODY: UserId = UserId(Uuid::from_u128(7));

/// The names of a user's groups.
async fn groups_of(by: &Client, user: UserId) -> Vec<String> {
    let page = by.user_groups(user, &ListQuery::default()).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    page.items.into_iter().map(|group| group.name).collect()
}

/// The email addresses of a group's members, in order.
async fn members(by: &Client, id: GroupId) -> Vec<String> {
    let query = ListQuery {
        filter: Some(format!("group:{id}")),
        sort: Some("email".to_owned()),
        ..ListQuery::default()
    };
    let page = by.users(&query).await.unwrap();
    assert_eq!(page.total, by.group(id).await.unwrap().members);
    page.items.into_iter().map(|user| user.email).collect()
}

async fn a_user_is_added_once_and_removed_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, "ada@example.com").await;
    let portal = server
        .sign_in(client::Portal::User, &ada.email, USER_PASSWORD)
        .await;
    let sales = group(&owner, "Sales").await;
    for _ in 0..2 {
        owner.add_group_member(sales.id, ada.id).await.unwrap();
        assert_eq!(members(&owner, sales.id).await, ["ada@example.com"]);
        assert_eq!(groups_of(&owner, ada.id).await, ["Sales"]);
    }
    for _ in 0..2 {
        owner.remove_group_member(sales.id, ada.id).await.unwrap();
        assert!(members(&owner, sales.id).await.is_empty());
        assert!(groups_of(&owner, ada.id).await.is_empty());
    }
    assert_eq!(owner.group(sales.id).await.unwrap(), sales);
    for action in ["group.member_added", "group.member_removed"] {
        let events = events(&owner, action).await;
        let [event] = &events[..] else {
            panic!("{events:?}");
        };
        let target = event.target.as_ref().unwrap();
        assert_eq!(target.id, Some(ada.id.0));
        assert_eq!(event.detail["group"], "Sales");
        assert_eq!(event.detail["group_id"], sales.id.to_string());
        // The user sees it too.
        let seen = portal.my_activity(&ListQuery::default()).await.unwrap();
        assert!(seen.items.iter().any(|one| one.action == action));
    }
    // Neither the user nor a session of theirs was changed.
    assert_eq!(owner.user(ada.id).await.unwrap().version, ada.version);
    portal.me().await.unwrap();
    for (id, user) in [
        (sales.id, NOBODY),
        (GroupId(NOBODY.0), ada.id),
        (GroupId(NOBODY.0), NOBODY),
    ] {
        let added = owner.add_group_member(id, user).await;
        assert_eq!(problem_type(added), ProblemType::NotFound);
        let removed = owner.remove_group_member(id, user).await;
        assert_eq!(problem_type(removed), ProblemType::NotFound);
    }
    let nobody = owner.user_groups(NOBODY, &ListQuery::default()).await;
    assert_eq!(problem_type(nobody), ProblemType::NotFound);
}

async fn a_user_in_any_state_can_be_in_several_groups(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (sales, support) = (group(&owner, "Sales").await, group(&owner, "Support").await);
    let staged = CreateUser {
        email: "staged@example.com".to_owned(),
        username: "staged".to_owned(),
        ..CreateUser::default()
    };
    let staged = owner.create_user(&staged, None).await.unwrap();
    let pending = server.pending_user(&owner, "pending@example.com").await;
    let suspended = server.pending_user(&owner, "suspended@example.com").await;
    owner.suspend_user(suspended.id).await.unwrap();
    for user in [staged.id, pending.id, suspended.id] {
        owner.add_group_member(sales.id, user).await.unwrap();
        owner.add_group_member(support.id, user).await.unwrap();
        assert_eq!(groups_of(&owner, user).await, ["Sales", "Support"]);
    }
    let all = [
        "pending@example.com",
        "staged@example.com",
        "suspended@example.com",
    ];
    assert_eq!(members(&owner, sales.id).await, all);
    assert_eq!(members(&owner, support.id).await, all);
    // A change of the state does not take anybody out.
    owner.activate_user(suspended.id).await.unwrap();
    owner.suspend_user(pending.id).await.unwrap();
    assert_eq!(members(&owner, sales.id).await, all);
    let state = owner.user(staged.id).await.unwrap().state;
    assert_eq!(state, UserState::Staged);
}

/// Identifiers with the problem type, or `None` if the change was made.
fn outcomes(results: &[BulkItem]) -> Vec<(UserId, Option<ProblemType>)> {
    let kind = |item: &BulkItem| item.problem.as_ref().map(|problem| problem.kind);
    for item in results {
        assert_eq!(item.done, item.problem.is_none(), "{item:?}");
    }
    results.iter().map(|item| (item.id, kind(item))).collect()
}

async fn each_user_of_a_bulk_change_gets_a_result_in_order(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales").await;
    let zoe = server.pending_user(&owner, "zoe@example.com").await.id;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    owner.add_group_member(sales.id, bob).await.unwrap();
    let change = ChangeMembers {
        add: vec![zoe, NOBODY, ada],
        remove: vec![bob],
    };
    let expected = [
        (zoe, None),
        (NOBODY, Some(ProblemType::NotFound)),
        (ada, None),
        (bob, None),
    ];
    // The second time, all is as it should be already.
    for _ in 0..2 {
        let change = owner.change_group_members(sales.id, &change).await;
        assert_eq!(outcomes(&change.unwrap().results), expected);
        let both = ["ada@example.com", "zoe@example.com"];
        assert_eq!(members(&owner, sales.id).await, both);
    }
    assert_eq!(events(&owner, "group.member_added").await.len(), 3);
    assert_eq!(events(&owner, "group.member_removed").await.len(), 1);
    let nowhere = owner.change_group_members(GroupId(NOBODY.0), &change).await;
    assert_eq!(problem_type(nowhere), ProblemType::NotFound);
}

async fn zero_too_many_or_duplicate_users_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales").await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    let some = |many: u128| -> Vec<UserId> {
        (1..=many).map(|one| UserId(Uuid::from_u128(one))).collect()
    };
    for (add, remove, field, code) in [
        (vec![], vec![], "add", "required"),
        (some(101), vec![], "add", "too_many"),
        (vec![], some(101), "remove", "too_many"),
        (vec![ada], some(100), "add", "too_many"),
        (vec![ada, ada], vec![], "add", "duplicate"),
        (vec![], vec![ada, ada], "remove", "duplicate"),
        (vec![ada], vec![ada], "remove", "duplicate"),
    ] {
        let change = ChangeMembers { add, remove };
        let refused = owner.change_group_members(sales.id, &change).await;
        let error = refused.unwrap_err();
        let problem = error.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields);
        let errors: Vec<_> = problem
            .errors
            .iter()
            .map(|error| (&*error.field, &*error.code))
            .collect();
        assert_eq!(errors, [(field, code)]);
    }
    assert!(members(&owner, sales.id).await.is_empty());
    let change = ChangeMembers {
        add: some(100),
        remove: Vec::new(),
    };
    let change = owner.change_group_members(sales.id, &change).await;
    assert_eq!(change.unwrap().results.len(), 100);
}

async fn administrators_are_in_no_group(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales").await;
    let id = UserId(owner.administrator_me().await.unwrap().id.0);
    let added = owner.add_group_member(sales.id, id).await;
    assert_eq!(problem_type(added), ProblemType::NotFound);
    let change = ChangeMembers {
        add: vec![id],
        remove: Vec::new(),
    };
    let change = owner.change_group_members(sales.id, &change).await.unwrap();
    assert_eq!(
        outcomes(&change.results),
        [(id, Some(ProblemType::NotFound))]
    );
    let theirs = owner.user_groups(id, &ListQuery::default()).await;
    assert_eq!(problem_type(theirs), ProblemType::NotFound);
    assert_eq!(owner.group(sales.id).await.unwrap().members, 0);
}

async fn a_deleted_user_is_in_no_group(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (sales, support) = (group(&owner, "Sales").await, group(&owner, "Support").await);
    let mut ids = Vec::new();
    for name in ["ada", "bob", "zoe"] {
        let email = format!("{name}@example.com");
        let id = server.pending_user(&owner, &email).await.id;
        owner.add_group_member(sales.id, id).await.unwrap();
        owner.add_group_member(support.id, id).await.unwrap();
        ids.push(id);
    }
    owner.delete_user(ids[0]).await.unwrap();
    let left = ["bob@example.com", "zoe@example.com"];
    assert_eq!(members(&owner, sales.id).await, left);
    assert_eq!(members(&owner, support.id).await, left);
    let bulk = BulkRequest {
        action: BulkAction::Delete,
        ids: ids[1..].to_vec(),
    };
    owner.bulk_users(&bulk).await.unwrap();
    assert!(members(&owner, sales.id).await.is_empty());
    assert!(members(&owner, support.id).await.is_empty());
    // Somebody else with the same address is another user.
    let ada = server.pending_user(&owner, "ada@example.com").await;
    assert!(groups_of(&owner, ada.id).await.is_empty());
}

async fn a_deleted_group_has_no_members(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales").await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    owner.add_group_member(sales.id, ada.id).await.unwrap();
    owner.delete_group(sales.id, sales.version).await.unwrap();
    assert!(groups_of(&owner, ada.id).await.is_empty());
    assert_eq!(owner.user(ada.id).await.unwrap(), ada);
    let deleted = events(&owner, "group.deleted").await.remove(0);
    assert_eq!(deleted.detail["members"], "1");
    // A group with the same name is another group.
    let again: Group = group(&owner, "Sales").await;
    assert!(members(&owner, again.id).await.is_empty());
    assert!(groups_of(&owner, ada.id).await.is_empty());
}
