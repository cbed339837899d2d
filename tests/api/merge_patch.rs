//! `PATCH` bodies are JSON merge patches (RFC 7396), down to the parts of an address and of a policy.

use client::Client;
use harness::{Backend, TestServer, on_both_databases};
use serde_json::{Value, json};

on_both_databases!(
    a_part_of_an_address_changes_alone,
    a_part_of_a_policy_changes_alone,
    null_is_refused_where_there_is_always_a_value,
    the_document_says_where_null_is_taken,
    what_is_read_is_written_under_the_same_name,
);

/// Patches a resource with its current version.
async fn patch(server: &TestServer, by: &Client, path: &str, body: &Value) -> (u16, Value) {
    let answer = harness::plain_http()
        .patch(format!("{}/api/v1{path}", server.origin))
        .bearer_auth(by.token().unwrap())
        .header("If-Match", "*")
        .header("Content-Type", "application/merge-patch+json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn a_part_of_an_address_changes_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    let work = json!({ "street": "1 Main St", "locality": "Paris", "country": "Spain" });
    for (sent, expected) in [
        (work.clone(), Some(work)),
        (
            json!({ "country": "France" }),
            Some(json!({ "street": "1 Main St", "locality": "Paris", "country": "France" })),
        ),
        (
            json!({ "street": null, "region": "Île-de-France" }),
            Some(json!({ "locality": "Paris", "region": "Île-de-France", "country": "France" })),
        ),
        (
            json!({ "locality": null, "region": null, "country": null }),
            None,
        ),
    ] {
        let body = json!({ "workAddress": sent });
        let (status, user) = patch(&server, &owner, &path, &body).await;
        assert_eq!(status, 200, "{user}");
        assert_eq!(user.get("workAddress"), expected.as_ref());
    }
}

async fn a_part_of_a_policy_changes_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut expected = owner.organization().await.unwrap().settings;
    for (sent, refused) in [
        (json!({ "passwordPolicy": { "minLength": 15 } }), None),
        (json!({ "passwordPolicy": { "requireNumber": true } }), None),
        (json!({ "mfaPolicy": { "enrollmentDays": 3 } }), None),
        (json!({ "agingPolicy": { "reminderDays": [5] } }), None),
        (
            json!({ "mfaPolicy": { "enrollmentDays": 0 } }),
            Some("mfaPolicy.enrollmentDays"),
        ),
        (
            json!({ "mfaPolicy": { "users": null } }),
            Some("mfaPolicy.users"),
        ),
    ] {
        let (status, answer) = patch(&server, &owner, "/organization", &sent).await;
        match refused {
            None => assert_eq!(status, 200, "{answer}"),
            Some(field) => {
                assert_eq!(
                    (status, &answer["errors"][0]["field"]),
                    (422, &json!(field))
                );
            }
        }
    }
    expected.password_policy.min_length = 15;
    expected.password_policy.require_number = true;
    expected.mfa_policy.enrollment_days = 3;
    expected.aging_policy.reminder_days = vec![5];
    assert_eq!(owner.organization().await.unwrap().settings, expected);
}

async fn null_is_refused_where_there_is_always_a_value(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    let path = path.as_str();
    for (path, body, field) in [
        (path, json!({ "username": null }), "username"),
        (path, json!({ "password": null }), "password"),
        (
            path,
            json!({ "password": { "neverExpires": null } }),
            "password.neverExpires",
        ),
        ("/organization", json!({ "name": null }), "name"),
        (
            "/organization",
            json!({ "usersMayEditProfile": null }),
            "usersMayEditProfile",
        ),
        (
            "/organization",
            json!({ "lockoutPolicy": null }),
            "lockoutPolicy",
        ),
    ] {
        let (status, problem) = patch(&server, &owner, path, &body).await;
        assert_eq!(status, 422, "{body}: {problem}");
        assert_eq!(problem["type"], "urn:latchkey:problem:invalid-fields");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    assert_eq!(owner.user(user.id).await.unwrap(), user);
}

/// The member of a body at `path`, and whether the schema allows `null` there; then its own members.
fn members(document: &Value, schema: &Value, path: &str, found: &mut Vec<(String, bool)>) {
    let schema = match schema["$ref"].as_str() {
        Some(place) => document.pointer(place.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let ways = schema["oneOf"].as_array().into_iter().flatten();
    for way in ways.filter(|way| way["type"] != "null") {
        members(document, way, path, found);
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (name, property) in properties {
        let path = format!("{path}/{name}");
        let mut ways = property["oneOf"].as_array().into_iter().flatten();
        let mut kinds = property["type"].as_array().into_iter().flatten();
        let may_be_null = kinds.any(|kind| kind == "null") || ways.any(|way| way["type"] == "null");
        found.push((path.clone(), may_be_null));
        members(document, property, &path, found);
    }
}

async fn the_document_says_where_null_is_taken(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, "ada@example.com").await;
    let other = server.administrator(&owner, "max@example.com", rules::role::Role::Manager);
    let other = other.await.administrator_me().await.unwrap();
    let document = harness::openapi(&server).await;
    for (route, path, at_least) in [
        ("/users/{id}", format!("/users/{}", user.id), 25),
        ("/organization", "/organization".to_owned(), 30),
        (
            "/administrators/{id}",
            format!("/administrators/{}", other.id),
            2,
        ),
    ] {
        let operation = &document["paths"][format!("/api/v1{route}")]["patch"];
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let mut found = Vec::new();
        members(&document, schema, "", &mut found);
        assert!(found.len() >= at_least, "{route}: {found:?}");
        for (member, may_be_null) in found {
            let member = member.trim_start_matches('/');
            let names = member.rsplit('/');
            let body = names.fold(Value::Null, |value, name| json!({ name: value }));
            let (status, answer) = patch(&server, &owner, &path, &body).await;
            let expected = if may_be_null { 200 } else { 422 };
            assert_eq!(status, expected, "{body} at {route}: {answer}");
            if !may_be_null {
                let field = member.replace('/', ".");
                assert_eq!(answer["errors"][0]["field"], field);
            }
        }
    }
}

async fn what_is_read_is_written_under_the_same_name(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    let body = json!({
        "password": { "neverExpires": true }, "mfa": { "requirementOverride": "required" },
    });
    let (_, user) = patch(&server, &owner, &path, &body).await;
    assert_eq!(user["password"]["neverExpires"], true);
    assert_eq!(user["mfa"]["requirementOverride"], "required");
    let body = json!({ "mfa": { "requirementOverride": null } });
    let (_, user) = patch(&server, &owner, &path, &body).await;
    assert_eq!(user["mfa"].get("requirementOverride"), None);
    assert_eq!(user["password"]["neverExpires"], true);

    let by = server
        .running
        .context
        .now()
        .plus(std::time::Duration::from_secs(86_400));
    let body = json!({ "complianceDeadline": { "by": by }, "contactEmail": "help@example.com" });
    let (status, organization) = patch(&server, &owner, "/organization", &body).await;
    assert_eq!(status, 200, "{organization}");
    assert_eq!(organization["complianceDeadline"]["by"], json!(by));
    let body = json!({ "complianceDeadline": null, "contactEmail": null });
    let (_, organization) = patch(&server, &owner, "/organization", &body).await;
    assert_eq!(organization.get("complianceDeadline"), None);
    assert_eq!(organization.get("contactEmail"), None);
}
