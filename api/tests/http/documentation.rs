use std::collections::HashSet;

use serde_json::Value;

use crate::support::Server;

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
        .collect()
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
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{name}");
        assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{name}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(
            responses.keys().any(|status| status.starts_with('2')),
            "{name}"
        );
        for (status, response) in responses {
            if status.starts_with('4') || status.starts_with('5') {
                let problem = &response["content"]["application/problem+json"];
                let schema = &problem["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{name} {status}");
            }
        }
        if operation["security"].is_array() {
            assert!(responses.contains_key("401"), "{name}");
        }
        if operation["requestBody"].is_object() {
            for status in ["400", "413", "415"] {
                assert!(responses.contains_key(status), "{name} {status}");
            }
        }
    }
}

#[tokio::test]
async fn every_schema_that_is_named_is_there() {
    let document = serde_json::to_value(latchkey::openapi::document()).unwrap();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for rest in text.split("#/components/schemas/").skip(1) {
        let name = rest.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn without_credentials_only_the_open_doors_answer() {
    let server = Server::start().await;
    let document: Value = server.get("/api/openapi.json").await.json().await.unwrap();
    let id = "01a20cab-4d9b-754b-a29a-a16c4de3b4fd";
    let mut open = Vec::new();
    for (name, operation) in operations(&document) {
        let (method, path) = name.split_once(' ').unwrap();
        let path = path.replace("{id}", id).replace("{session}", id);
        let method = method.to_uppercase().parse().unwrap();
        let request = server
            .request(method, &path)
            .header("Content-Type", "application/json");
        let status = request.body("{}").send().await.unwrap().status();
        if operation["security"].is_array() {
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
            "get /api/v1/admin/sign-in",
            "get /api/v1/server",
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
    let start = server.get("/api/docs/swagger-initializer.js").await;
    assert!(start.text().await.unwrap().contains("/api/openapi.json"));
    assert_eq!(server.get("/api/docs/none.js").await.status(), 404);
}
