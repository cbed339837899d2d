//! Lists of applications, and of the users and groups that one is assigned to.

use client::Portal;
use contract::applications::UpdateApplication;
use contract::page::{CountQuery, ListQuery};
use contract::problem::ProblemType;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases, problem_type};
use rules::access::WantedFactor;
use rules::application::OpenTo;

use crate::applications::{application, change};
use crate::groups::{events, group};

on_both_databases!(
    the_list_is_searched_filtered_and_paged,
    applications_of_a_group_are_found,
    assignments_are_listed_counted_and_recorded_once,
);

async fn the_list_is_searched_filtered_and_paged(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let names = ["Wiki", "Mail", "mail archive", "Travel", "Ärzte", "Budget"];
    for name in names {
        application(&owner, name).await;
    }
    let mut page = ListQuery {
        limit: Some(2),
        ..ListQuery::default()
    };
    let mut seen = Vec::new();
    loop {
        let read = owner.applications(&page).await.unwrap();
        assert_eq!(read.total, 6);
        seen.extend(read.items.into_iter().map(|one| one.name));
        page.cursor = read.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    let sorted = ["Ärzte", "Budget", "Mail", "mail archive", "Travel", "Wiki"];
    assert_eq!(seen, sorted);

    let found = async |query: ListQuery| {
        let page = owner.applications(&query).await.unwrap();
        let names = page.items.into_iter().map(|one| one.name);
        names.collect::<Vec<_>>()
    };
    let newest = ListQuery {
        sort: Some("-createdAt".to_owned()),
        limit: Some(1),
        ..ListQuery::default()
    };
    assert_eq!(found(newest).await, ["Budget"]);
    let search = |text: &str| ListQuery {
        search: Some(text.to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(found(search("MAIL")).await, ["Mail", "mail archive"]);
    assert_eq!(found(search("arch mail")).await, ["mail archive"]);
    assert_eq!(found(search("arzt")).await, ["Ärzte"]);
    assert!(found(search("%")).await.is_empty());

    let all = owner.applications(&search("travel")).await.unwrap();
    let stricter = UpdateApplication {
        enabled: Some(false),
        open_to: Some(OpenTo::Everyone),
        factor: Some(WantedFactor::Any),
        ..UpdateApplication::default()
    };
    change(&owner, all.items[0].id, stricter).await;
    let filter = |text: &str| ListQuery {
        filter: Some(text.to_owned()),
        ..ListQuery::default()
    };
    for text in ["enabled:false", "openTo:everyone", "factor:any,passkey"] {
        assert_eq!(found(filter(text)).await, ["Travel"], "{text}");
    }
    assert_eq!(found(filter("protocol:bookmark")).await.len(), 6);
    assert!(found(filter("protocol:oidc,saml")).await.is_empty());
    let refused = owner.applications(&filter("name:Wiki")).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidQuery);
}

async fn applications_of_a_group_are_found(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let names = ["Wiki", "Mail", "Travel"];
    let mut ids = Vec::new();
    for name in names {
        ids.push(application(&owner, name).await.id);
    }
    let (sales, support) = (group(&owner, "Sales").await, group(&owner, "Support").await);
    for (id, group) in [(ids[0], &sales), (ids[1], &sales), (ids[1], &support)] {
        let assigned = owner.assign_application_to_group(id, group.id).await;
        assigned.unwrap();
    }
    let of = |groups: &str| ListQuery {
        filter: Some(format!("group:{groups}")),
        limit: Some(1),
        ..ListQuery::default()
    };
    let found = async |mut query: ListQuery| {
        let mut names = Vec::new();
        loop {
            let page = owner.applications(&query).await.unwrap();
            names.extend(page.items.into_iter().map(|one| one.name));
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                return names;
            }
        }
    };
    assert_eq!(found(of(&sales.id.to_string())).await, ["Mail", "Wiki"]);
    assert_eq!(found(of(&support.id.to_string())).await, ["Mail"]);
    // Each once.
    let either = format!("{},{}", sales.id, support.id);
    assert_eq!(found(of(&either)).await, ["Mail", "Wiki"]);
    let refused = owner.applications(&of("Sales")).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidQuery);

    let email = "other@example.org";
    server.organization("Other Ltd", email).await;
    let other = server.sign_in(Portal::Admin, email, ADMINISTRATOR_PASSWORD);
    let theirs = other.await.applications(&of(&sales.id.to_string())).await;
    assert_eq!(theirs.unwrap().total, 0);

    owner.delete_group(sales.id, sales.version).await.unwrap();
    assert!(found(of(&sales.id.to_string())).await.is_empty());
}

async fn assignments_are_listed_counted_and_recorded_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let wiki = application(&owner, "Wiki").await.id;
    let (sales, support) = (group(&owner, "Sales").await, group(&owner, "Support").await);
    let mut users = Vec::new();
    for name in ["ada", "bob", "cyd"] {
        let email = format!("{name}@example.com");
        users.push(server.pending_user(&owner, &email).await);
    }
    for user in &users[..2] {
        owner.add_group_member(sales.id, user.id).await.unwrap();
        owner.add_group_member(support.id, user.id).await.unwrap();
    }
    for _ in 0..2 {
        for group in [&sales, &support] {
            let assigned = owner.assign_application_to_group(wiki, group.id).await;
            assigned.unwrap();
        }
        for user in &users[1..] {
            let assigned = owner.assign_application_to_user(wiki, user.id).await;
            assigned.unwrap();
        }
    }
    let shown = owner.application(wiki).await.unwrap();
    assert_eq!((shown.groups, shown.users, shown.version), (2, 2, 1));
    assert_eq!(events(&owner, "application.assigned").await.len(), 4);
    let count = CountQuery::default();
    let access = owner.application_access(wiki, count).await.unwrap();
    // Everybody once, however many reasons there are.
    assert_eq!((access.people, access.people_is_exact), (3, true));
    owner.suspend_user(users[2].id).await.unwrap();
    let access = owner.application_access(wiki, count).await.unwrap();
    assert_eq!(access.people, 2);

    let one = ListQuery {
        limit: Some(1),
        ..ListQuery::default()
    };
    let latest = owner.application_groups(wiki, &one).await.unwrap();
    assert_eq!((&*latest.items[0].name, latest.total), ("Support", 2));
    let next = ListQuery {
        cursor: latest.next_cursor,
        ..one.clone()
    };
    let rest = owner.application_groups(wiki, &next).await.unwrap();
    assert_eq!((&*rest.items[0].name, rest.next_cursor), ("Sales", None));
    let latest = owner.application_users(wiki, &one).await.unwrap();
    assert_eq!(latest.items[0].email, "cyd@example.com");
    assert_eq!(latest.total, 2);
    // A cursor works for the application that it is from.
    let other = application(&owner, "Other").await.id;
    let stolen = ListQuery {
        cursor: latest.next_cursor,
        ..one
    };
    let refused = owner.application_users(other, &stolen).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidCursor);

    for _ in 0..2 {
        let taken = owner.unassign_application_from_group(wiki, sales.id).await;
        taken.unwrap();
        let taken = owner
            .unassign_application_from_user(wiki, users[1].id)
            .await;
        taken.unwrap();
    }
    let unassigned = events(&owner, "application.unassigned").await;
    assert_eq!(unassigned.len(), 2);
    assert_eq!(unassigned[0].detail["application"], "Wiki");
    assert_eq!(unassigned[0].target.as_ref().unwrap().kind, "user");
    assert_eq!(unassigned[1].detail["group"], "Sales");
    // Deleted groups and users are not counted.
    owner.delete_group(support.id, 1).await.unwrap();
    owner.delete_user(users[2].id).await.unwrap();
    let shown = owner.application(wiki).await.unwrap();
    assert_eq!((shown.groups, shown.users), (0, 0));
    let access = owner.application_access(wiki, count).await.unwrap();
    assert_eq!(access.people, 0);
    let open = UpdateApplication {
        open_to: Some(OpenTo::Everyone),
        ..UpdateApplication::default()
    };
    change(&owner, wiki, open).await;
    let access = owner.application_access(wiki, count).await.unwrap();
    assert_eq!(access.people, 2);
}
