//! Exact filters and sorts of the list of users.

use client::{Client, Portal};
use contract::change::Change;
use contract::page::ListQuery;
use contract::users::{CreateUser, MfaChanges, UpdateUser};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::mfa::MfaRequirement;

on_both_databases!(
    users_are_filtered_by_what_is_known_of_them,
    users_are_filtered_and_sorted_by_their_employment,
);

async fn found(owner: &Client, filter: &str, sort: &str) -> Vec<String> {
    let query = ListQuery {
        filter: Some(filter.to_owned()),
        sort: Some(sort.to_owned()),
        ..ListQuery::default()
    };
    let page = owner.users(&query).await.unwrap();
    let names = page.items.into_iter().map(|user| user.username);
    names.collect()
}

async fn users_are_filtered_by_what_is_known_of_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let minute = std::time::Duration::from_secs(60);
    let ada = server.active_user(&owner, "ada@example.com").await;
    server.clock.advance(10 * minute);
    let moment = server.clock_now().to_string().replace(':', "\\:");
    server.clock.advance(10 * minute);
    let owner = server.owner().await;
    let bob = server.active_user(&owner, "bob@example.com").await;
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let update = UpdateUser {
        employee_number: Change::Set("E-17".to_owned()),
        mfa: Some(MfaChanges {
            requirement_override: Change::Set(MfaRequirement::Required),
        }),
        ..UpdateUser::default()
    };
    owner
        .update_user(bob.id, bob.version, &update)
        .await
        .unwrap();
    server.clock.advance(minute);
    let update = UpdateUser {
        location: Change::Set("Paris".to_owned()),
        ..UpdateUser::default()
    };
    owner
        .update_user(ada.id, ada.version, &update)
        .await
        .unwrap();

    let (ada, bob) = (ada.username.as_str(), bob.username.as_str());
    for (filter, expected) in [
        ("email:ADA@example.com".to_owned(), vec![ada]),
        ("email:ada@example".to_owned(), vec![]),
        (format!("username:{bob}"), vec![bob]),
        ("employeeNumber:e-17".to_owned(), vec![bob]),
        ("mfaRequirement:required".to_owned(), vec![bob]),
        ("mfaRequirement:optional".to_owned(), vec![ada]),
        (format!("createdBefore:{moment}"), vec![ada]),
        (format!("createdSince:{moment}"), vec![bob]),
        (format!("updatedSince:{moment}"), vec![ada, bob]),
        (format!("updatedBefore:{moment}"), vec![]),
        (
            format!("lastSignInSince:{moment};createdBefore:{moment}"),
            vec![ada],
        ),
        ("createdSince:2020-01-01".to_owned(), vec![ada, bob]),
    ] {
        assert_eq!(found(&owner, &filter, "name").await, expected, "{filter}");
    }
    // A filter by time, over pages.
    let first = ListQuery {
        filter: Some(format!("updatedSince:{moment}")),
        sort: Some("name".to_owned()),
        limit: Some(1),
        ..ListQuery::default()
    };
    let page = owner.users(&first).await.unwrap();
    assert_eq!(page.items[0].username, ada);
    let second = ListQuery {
        cursor: page.next_cursor,
        ..first
    };
    let page = owner.users(&second).await.unwrap();
    assert_eq!(page.items[0].username, bob);
    assert_eq!(page.next_cursor, None);
    assert_eq!(found(&owner, "", "updatedAt").await, [bob, ada]);
    assert_eq!(found(&owner, "", "-updatedAt").await, [ada, bob]);
}

/// Creates a user with this department, employee type and manager.
async fn employed(owner: &Client, username: &str, [department, kind, manager]: [&str; 3]) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let new = CreateUser {
        email: format!("{username}@example.com"),
        username: username.to_owned(),
        department: some(department),
        employee_type: some(kind),
        manager: some(manager),
        ..CreateUser::default()
    };
    owner.create_user(&new, None).await.unwrap();
}

async fn users_are_filtered_and_sorted_by_their_employment(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    employed(&owner, "ada", ["Sales", "Contractor", "Zoë Zimmer"]).await;
    employed(&owner, "bob", ["engineering", "Full time", "Ann Archer"]).await;
    employed(&owner, "cleo", ["", "contractor", ""]).await;
    for (filter, expected) in [
        ("employeeType:CONTRACTOR", vec!["ada", "cleo"]),
        (
            "employeeType:contractor,full time",
            vec!["ada", "bob", "cleo"],
        ),
        ("employeeType:contractor;department:sales", vec!["ada"]),
        ("employeeType:contract", vec![]),
        ("manager:zoe zimmer", vec!["ada"]),
        ("manager:Ann Archer,Zoë Zimmer", vec!["ada", "bob"]),
    ] {
        assert_eq!(
            found(&owner, filter, "username").await,
            expected,
            "{filter}"
        );
    }
    for user in owner.users(&ListQuery::default()).await.unwrap().items {
        let number = match &*user.username {
            "ada" => "B-2",
            "bob" => "b-1",
            _ => continue,
        };
        let change = UpdateUser {
            employee_number: Change::Set(number.to_owned()),
            ..UpdateUser::default()
        };
        owner
            .update_user(user.id, user.version, &change)
            .await
            .unwrap();
    }
    // Those without a value come last.
    for (sort, expected) in [
        ("department", ["bob", "ada", "cleo"]),
        ("-department", ["ada", "bob", "cleo"]),
        ("employeeType", ["ada", "cleo", "bob"]),
        ("manager", ["bob", "ada", "cleo"]),
        ("-manager", ["ada", "bob", "cleo"]),
        ("employeeNumber", ["bob", "ada", "cleo"]),
        ("-employeeNumber", ["ada", "bob", "cleo"]),
    ] {
        assert_eq!(found(&owner, "", sort).await, expected, "{sort}");
        let mut query = ListQuery {
            limit: Some(1),
            sort: Some(sort.to_owned()),
            ..ListQuery::default()
        };
        for username in expected {
            let page = owner.users(&query).await.unwrap();
            assert_eq!(page.items[0].username, username, "{sort}");
            query.cursor = page.next_cursor;
        }
        assert_eq!(query.cursor, None, "{sort}");
    }

    let page = owner.users(&ListQuery::default()).await.unwrap();
    let cleo = page.items.iter().find(|user| user.username == "cleo");
    let cleo = cleo.unwrap();
    let update = UpdateUser {
        employee_type: Change::Clear,
        manager: Change::Set("Ada".to_owned()),
        ..UpdateUser::default()
    };
    owner
        .update_user(cleo.id, cleo.version, &update)
        .await
        .unwrap();
    let contractors = found(&owner, "employeeType:contractor", "name").await;
    assert_eq!(contractors, ["ada"]);
    assert_eq!(found(&owner, "manager:ada", "name").await, ["cleo"]);
}
