//! Exports of users, events and administrators.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::change::{Change, Patch};
use contract::events::Event;
use contract::page::ListQuery;
use contract::profile::Address;
use contract::users::{CreateUser, UpdateUser, User};
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases};
use reqwest::{Method, Response};
use rules::role::Permission;
use serde_json::{Value, json};

on_both_databases!(
    json_lines_are_the_items_of_the_list,
    csv_is_defused_and_quoted,
    filters_and_columns_are_those_of_the_request,
    an_organization_exports_only_its_own,
    each_export_is_recorded,
    a_key_needs_the_scope_of_the_list,
);

pub async fn ask(server: &TestServer, method: Method, token: &str, path: &str) -> Response {
    let request = harness::plain_http().request(method, format!("{}/api/v1/{path}", server.origin));
    request.bearer_auth(token).send().await.unwrap()
}

pub async fn file(server: &TestServer, owner: &Client, path: &str) -> String {
    let answer = ask(server, Method::GET, &owner.token().unwrap(), path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

async fn refused(server: &TestServer, token: &str, path: &str) -> (u16, Value) {
    let answer = ask(server, Method::GET, token, path).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

pub fn lines<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
    let lines = file.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

pub async fn create(owner: &Client, name: &str) -> User {
    let new = CreateUser {
        email: format!("{name}@example.com"),
        username: name.to_owned(),
        ..CreateUser::default()
    };
    owner.create_user(&new, None).await.unwrap()
}

async fn json_lines_are_the_items_of_the_list(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    assert_eq!(file(&server, &owner, "users/export?format=jsonl").await, "");
    for name in ["zoe", "ada", "max"] {
        create(&owner, name).await;
    }
    server.active_user(&owner, "ben@example.com").await;
    let query = ListQuery {
        sort: Some("createdAt".to_owned()),
        ..ListQuery::default()
    };
    let listed = owner.users(&query).await.unwrap().items;
    let exported = file(&server, &owner, "users/export?format=jsonl").await;
    assert_eq!(lines::<User>(&exported), listed);
    known_columns(&exported, &contract::exports::user_columns());

    let exported = file(&server, &owner, "administrators/export?format=jsonl").await;
    let listed = owner.administrators(&query).await.unwrap().items;
    assert_eq!(
        lines::<contract::administrators::Administrator>(&exported),
        listed
    );
    known_columns(&exported, &contract::exports::administrator_columns());

    let query = ListQuery {
        limit: Some(100),
        ..ListQuery::default()
    };
    let listed = owner.events(&query).await.unwrap().items;
    let exported = file(&server, &owner, "events/export?format=jsonl").await;
    assert_eq!(lines::<Event>(&exported), listed);
    known_columns(&exported, &contract::exports::event_columns());
}

/// CSV has a column for each value of these items.
fn known_columns(file: &str, columns: &[String]) {
    for item in lines::<Value>(file) {
        has_columns("", &item, columns);
    }
}

fn has_columns(path: &str, value: &Value, columns: &[String]) {
    if columns.iter().any(|column| column == path) {
        return;
    }
    let parts = value.as_object();
    let parts = parts.unwrap_or_else(|| panic!("there is no column for {path}"));
    for (name, part) in parts {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        has_columns(&path, part, columns);
    }
}

async fn csv_is_defused_and_quoted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = create(&owner, "ada").await;
    let home = Address {
        street: "1 Main Street\nFlat 2".to_owned(),
        ..Address::default()
    };
    let update = UpdateUser {
        first_name: Change::Set("=HYPERLINK(\"http://x\")".to_owned()),
        last_name: Change::Set("O\"Hara, Ada".to_owned()),
        work_phone: Change::Set("+44 20 7946 0018".to_owned()),
        home_address: Change::Set(Patch::between(&Address::default(), &home)),
        ..UpdateUser::default()
    };
    owner
        .update_user(user.id, user.version, &update)
        .await
        .unwrap();
    let columns = "username,firstName,lastName,workPhone,homeAddress.street,password.status";
    let path = format!("users/export?columns={columns}");
    let head = format!("{columns}\r\n");
    let row = "ada,\"'=HYPERLINK(\"\"http://x\"\")\",\"O\"\"Hara, Ada\",'+44 20 7946 0018,\
               \"1 Main Street\nFlat 2\",pending\r\n";
    assert_eq!(file(&server, &owner, &path).await, format!("{head}{row}"));

    let answer = ask(
        &server,
        Method::GET,
        &owner.token().unwrap(),
        &format!("{path}&bom=true&filter=state:suspended"),
    )
    .await;
    let headers = answer.headers().clone();
    assert_eq!(
        headers["content-type"],
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let today = server.clock_now().to_string();
    let today = today.split('T').next().unwrap();
    assert_eq!(
        headers["content-disposition"],
        format!("attachment; filename=\"users-example-ltd-{today}.csv\"").as_str()
    );
    // Nobody is suspended.
    let empty = answer.bytes().await.unwrap();
    assert_eq!(empty, [b"\xef\xbb\xbf", head.as_bytes()].concat());
}

async fn filters_and_columns_are_those_of_the_request(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for name in ["ada", "ben", "carl"] {
        create(&owner, name).await;
    }
    let path = "users/export?columns=email&filter=username:ada,carl";
    let found = file(&server, &owner, path).await;
    assert_eq!(found, "email\r\nada@example.com\r\ncarl@example.com\r\n");
    let path = "users/export?format=jsonl&columns=password.status,username&search=be";
    let found = file(&server, &owner, path).await;
    let expected = json!({ "username": "ben", "password": { "status": "pending" } });
    assert_eq!(lines::<Value>(&found), [expected]);

    let token = owner.token().unwrap();
    for (path, kind, names) in [
        (
            "users/export?columns=email,hash",
            "invalid-query",
            "\"hash\"",
        ),
        ("users/export?columns=email,email", "invalid-query", "once"),
        (
            "users/export?filter=color:red",
            "invalid-query",
            "passwordStatus",
        ),
        ("users/export?format=xml", "malformed-request", "format"),
        ("users/export?limit=5", "malformed-request", "limit"),
        ("events/export?search=x", "invalid-query", "searched"),
    ] {
        let (status, problem) = refused(&server, &token, path).await;
        assert_eq!(status, 400, "{path}: {problem}");
        let expected = format!("urn:latchkey:problem:{kind}");
        assert_eq!(problem["type"], expected.as_str(), "{path}");
        assert!(
            problem.to_string().replace('\\', "").contains(names),
            "{problem}"
        );
    }
}

async fn an_organization_exports_only_its_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    create(&owner, "ada").await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    let users = file(&server, &other, "users/export?columns=email").await;
    assert_eq!(users, "email\r\n");
    let administrators = file(&server, &other, "administrators/export?columns=email").await;
    assert_eq!(administrators, "email\r\nother@example.org\r\n");
    let events = file(&server, &other, "events/export").await;
    assert!(!events.contains("@example.com"), "{events}");
}

async fn each_export_is_recorded(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    create(&owner, "ada").await;
    let path = "users/export?format=jsonl&columns=email&filter=state:staged,active";
    file(&server, &owner, path).await;
    file(&server, &owner, "administrators/export").await;
    file(&server, &owner, "events/export?filter=outcome:failure").await;
    // `HEAD` returns the headers only, and is recorded like `GET`.
    let token = owner.token().unwrap();
    let head = ask(&server, Method::HEAD, &token, "users/export").await;
    assert_eq!(head.status(), 200);
    assert!(head.headers().contains_key("content-disposition"));
    assert!(head.bytes().await.unwrap().is_empty());
    let query = ListQuery {
        filter: Some("action:users.exported,administrators.exported,events.exported".to_owned()),
        ..ListQuery::default()
    };
    let events = owner.events(&query).await.unwrap().items;
    let recorded = events.iter().map(|event| {
        assert_eq!(event.actor.email.as_deref(), Some("owner@example.com"));
        (event.action.as_str(), json!(event.detail))
    });
    let expected = [
        ("users.exported", json!({ "items": "1", "format": "csv" })),
        (
            "events.exported",
            json!({ "items": "0", "format": "csv", "filter": "outcome:failure" }),
        ),
        (
            "administrators.exported",
            json!({ "items": "1", "format": "csv" }),
        ),
        (
            "users.exported",
            json!({
                "items": "1",
                "format": "jsonl",
                "columns": "email",
                "filter": "state:staged,active",
            }),
        ),
    ];
    assert_eq!(recorded.collect::<Vec<_>>(), expected);
}

async fn a_key_needs_the_scope_of_the_list(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApiKey {
        name: "Report".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&new).await.unwrap().key;
    let answer = ask(&server, Method::GET, &key, "users/export").await;
    assert_eq!(answer.status(), 200);
    drop(answer);
    for path in ["events/export", "administrators/export"] {
        assert_eq!(refused(&server, &key, path).await.0, 403, "{path}");
    }
    // Who is in a group is only for keys that may read groups.
    let group = crate::groups::group(&owner, "Engineering").await;
    let path = format!("users/export?filter=group:{}", group.id);
    assert_eq!(refused(&server, &key, &path).await.0, 403);
    let members = file(&server, &owner, &format!("{path}&columns=email")).await;
    assert_eq!(members, "email\r\n");
}
