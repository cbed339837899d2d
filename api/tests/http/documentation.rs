use std::collections::HashSet;

use contract::problem::ProblemType;
use rules::role::Permission;
use serde_json::Value;

use crate::support::Server;

/// All operations with their method and path.
pub fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
        .collect()
}

/// Whether an operation requires an API key or access token.
fn needs_token(operation: &Value) -> bool {
    let security = operation["security"].as_array().into_iter().flatten();
    let mut tokens = security.filter(|requirement| requirement.get("bearer").is_some());
    tokens.next().is_some()
}

#[tokio::test]
async fn every_operation_is_described_in_full() {
    let server = Server::start().await;
    let document: Value = server.get("/api/openapi.json").await.json().await.unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut ids = HashSet::new();
    let operations = operations(&document);
    assert!(operations.len() > 60, "{}", operations.len());
    for (name, operation) in operations {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id.to_owned()), "{id} is used twice");
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{name}");
        assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{name}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(
            responses.keys().any(|status| status.starts_with('2')),
            "{name}"
        );
        for (status, response) in responses {
            let status: u16 = status.parse().unwrap();
            if status >= 400 {
                let problem = &response["content"]["application/problem+json"];
                let schema = &problem["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{name} {status}");
                for code in problem["examples"].as_object().unwrap().keys() {
                    let kind = ProblemType::from_code(code);
                    assert_eq!(kind.status(), status, "{name} {code}");
                }
            }
        }
        assert!(responses.contains_key("429"), "{name}");
        if name.contains(" /api/v1/") {
            assert!(responses.contains_key("400"), "{name}");
        }
        assert!(operation["security"].is_array(), "{name}");
        if needs_token(operation) {
            assert!(responses.contains_key("401"), "{name}");
        }
        if operation["requestBody"].is_object() {
            for status in ["408", "413", "415"] {
                assert!(responses.contains_key(status), "{name} {status}");
            }
        }
    }
}

#[test]
fn a_create_says_who_gets_no_body() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let mut creates = Vec::new();
    for (name, operation) in operations(&document) {
        let created = &operation["responses"]["201"];
        let callers = &operation["x-access"]["callers"];
        let for_keys = callers.as_array().is_some_and(|them| them.len() > 1);
        if created["headers"]["ETag"].is_object() && for_keys {
            let description = created["description"].as_str().unwrap();
            assert!(
                description.contains("gets no body"),
                "{name}: {description}"
            );
            creates.push(name);
        }
    }
    assert!(
        creates.contains(&"post /api/v1/users".to_owned()),
        "{creates:?}"
    );
    assert!(
        creates.contains(&"post /api/v1/groups".to_owned()),
        "{creates:?}"
    );
}

#[tokio::test]
async fn every_part_that_is_named_is_there() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let text = document.to_string();
    assert!(text.contains("\"#/components/examples/"));
    for rest in text.split("\"#/components/").skip(1) {
        let name = rest.split('"').next().unwrap();
        let part = document.pointer(&format!("/components/{name}"));
        assert!(part.is_some(), "{name}");
    }
}

/// The codes of all problems that an operation can respond with.
fn problems(operation: &Value) -> HashSet<&str> {
    let responses = operation["responses"].as_object().unwrap();
    let examples = responses.values().filter_map(|response| {
        response["content"]["application/problem+json"]["examples"].as_object()
    });
    examples
        .flat_map(|examples| examples.keys().map(String::as_str))
        .collect()
}

#[tokio::test]
async fn problems_of_one_status_are_all_named() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let operations = operations(&document);
    for (id, codes) in [
        ("giveMyProof", &["account-locked", "factor-required"][..]),
        (
            "giveMyAdministratorProof",
            &["account-locked", "factor-required"],
        ),
        (
            "createApiKey",
            &["forbidden", "proof-required", "already-created"],
        ),
        (
            "setMyRecoveryEmail",
            &["forbidden", "proof-required", "account-locked"],
        ),
        ("beginMyTotpEnrollment", &["forbidden", "proof-required"]),
        (
            "finishMyPasskeyEnrollment",
            &["forbidden", "proof-required"],
        ),
        ("beginPasskeyFactor", &["conflict", "wrong-step"]),
        (
            "suspendAdministrator",
            &["conflict", "last-owner", "forbidden", "proof-required"],
        ),
        (
            "listEvents",
            &["malformed-request", "invalid-query", "invalid-cursor"],
        ),
        ("getKeys", &["too-many-requests"]),
    ] {
        let found = operations.iter().find(|(_, one)| one["operationId"] == id);
        let problems = problems(found.unwrap().1);
        for code in codes {
            assert!(
                problems.contains(code),
                "{id}: {code} is not in {problems:?}"
            );
        }
    }
}

#[tokio::test]
async fn only_what_a_key_may_call_says_so() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let mut for_keys = 0;
    for (name, operation) in operations(&document) {
        let access = &operation["x-access"];
        assert_eq!(access.is_object(), needs_token(operation), "{name}");
        let callers: Vec<_> = access["callers"].as_array().into_iter().flatten().collect();
        assert_ne!(callers.is_empty(), needs_token(operation), "{name}");
        let needed = access["permissions"].as_array().into_iter().flatten();
        let mut needed: Vec<_> = needed
            .map(|one| Permission::parse(one.as_str().unwrap()).unwrap())
            .collect();
        let description = operation["description"].as_str().unwrap_or_default();
        assert_eq!(
            description.contains("Requires `"),
            !needed.is_empty(),
            "{name}"
        );
        needed.retain(|one| Permission::SCOPES.contains(one));
        let by_keys = callers.iter().any(|caller| **caller == "api_key");
        assert_eq!(by_keys, !needed.is_empty(), "{name}");
        for_keys += usize::from(by_keys);
    }
    assert!(for_keys > 25, "{for_keys}");
}

#[tokio::test]
async fn without_credentials_only_the_open_doors_answer() {
    let server = Server::start().await;
    let document: Value = server.get("/api/openapi.json").await.json().await.unwrap();
    let id = "01a20cab-4d9b-754b-a29a-a16c4de3b4fd";
    let mut open = Vec::new();
    for (name, operation) in operations(&document) {
        let (method, path) = name.split_once(' ').unwrap();
        let path = ["{id}", "{session}", "{browser}", "{user}", "{group}"]
            .iter()
            .fold(path.to_owned(), |path, part| path.replace(part, id));
        let method = method.to_uppercase().parse().unwrap();
        let mut request = server.request(method, &path);
        if operation["requestBody"].is_object() {
            request = request
                .header("Content-Type", "application/json")
                .body("{}");
        }
        let status = request.send().await.unwrap().status();
        if needs_token(operation) {
            assert_eq!(status, 401, "{name}");
        } else {
            open.push(name);
        }
    }
    open.sort();
    assert_eq!(
        open,
        [
            "delete /api/v1/admin/session",
            "delete /api/v1/admin/sign-in",
            "delete /api/v1/session",
            "delete /api/v1/sign-in",
            "get /.well-known/jwks.json",
            "get /api/v1/admin/session",
            "get /api/v1/admin/sign-in",
            "get /api/v1/authorization-requests/{token}",
            "get /api/v1/server",
            "get /api/v1/session",
            "get /api/v1/sign-in",
            "post /api/v1/admin/password-reset",
            "post /api/v1/admin/session/refresh",
            "post /api/v1/admin/sign-in",
            "post /api/v1/admin/sign-in/factor",
            "post /api/v1/admin/sign-in/factor/passkey",
            "post /api/v1/admin/sign-in/passkey",
            "post /api/v1/admin/sign-in/passkey-challenge",
            "post /api/v1/admin/sign-in/password",
            "post /api/v1/admin/sign-in/replace-password",
            "post /api/v1/links/inspect",
            "post /api/v1/links/passkey",
            "post /api/v1/links/set-password",
            "post /api/v1/links/undo-email-change",
            "post /api/v1/password-reset",
            "post /api/v1/session/refresh",
            "post /api/v1/set-up",
            "post /api/v1/sign-in",
            "post /api/v1/sign-in/factor",
            "post /api/v1/sign-in/factor/passkey",
            "post /api/v1/sign-in/passkey",
            "post /api/v1/sign-in/passkey-challenge",
            "post /api/v1/sign-in/password",
            "post /api/v1/sign-in/replace-password",
            "post /api/v1/sign-in/terms",
            "post /api/v1/sign-up",
            "post /api/v1/sign-up/confirm",
            "post /api/v1/sign-up/inspect",
        ]
    );
}

#[tokio::test]
async fn the_pages_to_browse_have_no_inline_scripts() {
    let server = Server::start().await;
    let page = server.get("/api/docs/").await.text().await.unwrap();
    for script in page.split("<script").skip(1) {
        assert!(script.trim_start().starts_with("src="), "{script}");
    }
    assert!(page.contains("<title>Latchkey API</title>"), "{page}");
    let start = server.get("/api/docs/swagger-initializer.js").await;
    assert!(start.text().await.unwrap().contains("/api/openapi.json"));
    assert_eq!(server.get("/api/docs/none.js").await.status(), 404);
}

/// Swagger UI fills a parameter in with its example, which would hide a part of the list.
#[test]
fn no_query_is_filled_in_beforehand() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let mut seen = 0;
    for (name, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] != "query" {
                continue;
            }
            for place in [parameter, &parameter["schema"]] {
                assert!(place.get("example").is_none(), "{name}: {parameter}");
                assert!(place.get("examples").is_none(), "{name}: {parameter}");
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}
