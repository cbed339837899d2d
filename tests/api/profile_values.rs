//! Values of a profile that have more rules than a length, and values that must be unique.

use client::Client;
use contract::page::ListQuery;
use harness::{Backend, TestServer, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(
    what_is_no_language_or_time_zone_is_refused,
    everything_that_is_taken_is_named_at_once,
    addresses_and_names_that_cannot_be_used_are_refused,
    an_international_domain_is_one_address,
    names_are_in_the_order_of_a_dictionary,
);

async fn create(server: &TestServer, owner: &Client, body: &Value) -> (u16, Value) {
    let answer = harness::plain_http()
        .post(format!("{}/api/v1/users", server.origin))
        .bearer_auth(owner.token().unwrap())
        .json(body)
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn fields(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors
        .map(|error| error["field"].as_str().unwrap())
        .collect()
}

async fn what_is_no_language_or_time_zone_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let body = json!({
        "email": "ada@example.com", "username": "ada",
        "timeZone": "Mars/X", "language": "zzzz_nonsense!",
    });
    let (status, problem) = create(&server, &owner, &body).await;
    assert_eq!(
        (status, fields(&problem)),
        (422, vec!["language", "timeZone"])
    );
    let body = json!({
        "email": "ada@example.com", "username": "ada",
        "timeZone": "America/Argentina/Buenos_Aires", "language": "es-419",
    });
    assert_eq!(create(&server, &owner, &body).await.0, 201);
}

async fn everything_that_is_taken_is_named_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = json!({"email": "ada@example.com", "username": "ada", "employeeNumber": "E-17"});
    let (status, ada) = create(&server, &owner, &ada).await;
    assert_eq!(status, 201);
    for (body, taken) in [
        (
            json!({"email": "ADA@example.com", "username": "Ada", "employeeNumber": "e-17"}),
            vec!["email", "username", "employeeNumber"],
        ),
        (
            json!({"email": "bob@example.com", "username": "bob", "employeeNumber": "E-17 "}),
            vec!["employeeNumber"],
        ),
    ] {
        let (status, problem) = create(&server, &owner, &body).await;
        assert_eq!((status, fields(&problem)), (409, taken), "{problem}");
    }
    let bob = json!({"email": "bob@example.com", "username": "bob", "employeeNumber": "E-18"});
    let (_, bob) = create(&server, &owner, &bob).await;
    let patch = |id: &Value, body: Value| {
        harness::plain_http()
            .patch(format!(
                "{}/api/v1/users/{}",
                server.origin,
                id.as_str().unwrap()
            ))
            .bearer_auth(owner.token().unwrap())
            .header("If-Match", "*")
            .json(&body)
            .send()
    };
    let both = json!({"username": "ada", "employeeNumber": "e-17"});
    let answer = patch(&bob["id"], both).await.unwrap();
    assert_eq!(answer.status(), 409);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(fields(&problem), ["username", "employeeNumber"]);
    // Free again once the other user gives it up. Nobody clashes with themselves.
    let own = patch(
        &ada["id"],
        json!({"employeeNumber": "E17", "username": "ADA"}),
    )
    .await;
    assert_eq!(own.unwrap().status(), 200);
    let free = patch(&bob["id"], json!({"employeeNumber": "e-17"})).await;
    assert_eq!(free.unwrap().status(), 200);
    // Another organization has its own numbers.
    server.organization("Other Ltd", "other@example.org").await;
    let password = harness::ADMINISTRATOR_PASSWORD;
    let other = server
        .sign_in(client::Portal::Admin, "other@example.org", password)
        .await;
    let theirs = json!({"email": "cy@example.org", "username": "ada", "employeeNumber": "e-17"});
    assert_eq!(create(&server, &other, &theirs).await.0, 201);
}

async fn addresses_and_names_that_cannot_be_used_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for email in [
        "user@1.2.3.4",
        "user@example.123",
        "mäx@example.com",
        "a@exаmple.com",
    ] {
        let body = json!({"email": email, "username": "ada"});
        let (status, problem) = create(&server, &owner, &body).await;
        assert_eq!((status, fields(&problem)), (422, vec!["email"]), "{email}");
    }
    for name in [
        "\u{3164}".to_owned(),
        "\u{2800}".to_owned(),
        format!("Z{}", "\u{335}".repeat(90)),
    ] {
        let body = json!({"email": "a@example.com", "username": "ada", "displayName": name});
        let (status, problem) = create(&server, &owner, &body).await;
        assert_eq!(
            (status, fields(&problem)),
            (422, vec!["displayName"]),
            "{name:?}"
        );
    }
}

async fn an_international_domain_is_one_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let typed = json!({"email": "max@Müller.de", "username": "max", "state": "active"});
    let (status, user) = create(&server, &owner, &typed).await;
    assert_eq!((status, &user["email"]), (201, &json!("max@Müller.de")));
    let ascii = json!({"email": "max@xn--mller-kva.de", "username": "other"});
    let (status, problem) = create(&server, &owner, &ascii).await;
    assert_eq!((status, fields(&problem)), (409, vec!["email"]));
    server.token_mailed_to("max@xn--mller-kva.de").await;
}

async fn names_are_in_the_order_of_a_dictionary(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sorted = [
        "Adam",
        "Ångström",
        "bello",
        "Émile",
        "Etta",
        "Łucja",
        "Özlem",
        "Zoe",
        "Νίκος",
        "Яна",
        "田中",
    ];
    for (number, name) in sorted.iter().enumerate().rev() {
        let body = json!({
            "email": format!("u{number}@example.com"), "username": format!("u{number}"),
            "displayName": name,
        });
        assert_eq!(create(&server, &owner, &body).await.0, 201);
    }
    for (sort, reversed) in [("name", false), ("-name", true)] {
        let mut names = Vec::new();
        let mut query = ListQuery {
            limit: Some(2),
            sort: Some(sort.to_owned()),
            ..ListQuery::default()
        };
        loop {
            let page = owner.users(&query).await.unwrap();
            names.extend(page.items.into_iter().map(|user| user.name));
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                break;
            }
        }
        if reversed {
            names.reverse();
        }
        assert_eq!(names, sorted);
    }
}
