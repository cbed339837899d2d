//! What the schemas of the API documentation say about the values that the server takes and returns.

use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(latchkey::openapi::document()).unwrap()
}

/// Calls `look` for a part of the document and all of its parts except examples.
fn walk(place: &str, part: &Value, look: &mut impl FnMut(&str, &Value)) {
    look(place, part);
    match part {
        Value::Object(members) => {
            for (name, member) in members {
                if !["example", "examples"].contains(&name.as_str()) {
                    walk(&format!("{place}/{name}"), member, look);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(place, item, look)),
        _ => {}
    }
}

/// The schemas that a part of the document refers to, and those that they refer to.
fn reachable(document: &Value, part: &Value, found: &mut Vec<String>) {
    let mut names = Vec::new();
    walk("", part, &mut |_, one| {
        let place = one["$ref"].as_str().unwrap_or_default();
        names.extend(
            place
                .strip_prefix("#/components/schemas/")
                .map(str::to_owned),
        );
    });
    for name in names {
        if !found.contains(&name) {
            found.push(name.clone());
            let schema = &document["components"]["schemas"][&name];
            reachable(document, schema, found);
        }
    }
}

/// The schemas of request bodies.
fn requested(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            reachable(document, &operation["requestBody"], &mut found);
        }
    }
    assert!(found.len() > 30, "{found:?}");
    found
}

/// Whether a schema is for values of this type.
fn is_a(schema: &Value, kind: &str) -> bool {
    let mut kinds = schema["type"].as_array().into_iter().flatten();
    schema["type"] == kind || kinds.any(|one| one == kind)
}

#[test]
fn every_text_of_a_request_has_a_limit() {
    let document = document();
    for name in requested(&document) {
        let schema = &document["components"]["schemas"][&name];
        walk(&name, schema, &mut |place, part| {
            let known = ["maxLength", "enum"]
                .iter()
                .any(|key| part.get(key).is_some());
            let has_form = part["format"] == "uuid" || part["format"] == "date-time";
            assert!(
                !is_a(part, "string") || known || has_form,
                "{place}: {part}"
            );
        });
    }
}

#[test]
fn a_response_omits_what_has_no_value() {
    let document = document();
    let requested = requested(&document);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas.iter().filter(|(name, _)| !requested.contains(name)) {
        walk(name, schema, &mut |place, part| {
            assert!(!is_a(part, "null"), "{place}: {part}");
        });
    }
    let removable = &schemas["UpdateUser"]["properties"]["jobTitle"];
    assert!(is_a(removable, "null"), "{removable}");
}

#[test]
fn a_request_offers_only_values_that_it_takes() {
    let document = document();
    let property = |schema: &str, name: &str| {
        let schema = &document["components"]["schemas"][schema];
        schema["properties"][name].to_string()
    };
    assert!(property("CreateUser", "state").contains("/InitialUserState\""));
    assert!(property("CreateApiKey", "scopes").contains("/Scope\""));
    let values = |name: &str| document["components"]["schemas"][name]["enum"].clone();
    assert_eq!(
        values("InitialUserState"),
        serde_json::json!(["staged", "active"])
    );
    assert!(!values("Scope").to_string().contains("api_keys:write"));
}

#[test]
fn a_list_has_room_for_every_value_that_it_may_contain() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let mut seen = 0;
    walk("", schemas, &mut |place, part| {
        let item = part["items"]["$ref"].as_str().unwrap_or_default();
        let item = item.trim_start_matches("#/components/schemas/");
        let (limit, values) = (&part["maxItems"], schemas[item]["enum"].as_array());
        if let (Some(limit), Some(values)) = (limit.as_u64(), values) {
            let values = values.len();
            assert!(limit >= values as u64, "{place} has {values} values");
            seen += 1;
        }
    });
    // Events of webhooks, and fields of the organization's profile policy.
    assert!(seen > 3, "{seen}");
}

#[test]
fn pages_refer_to_their_items_and_nothing_has_a_default() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let pages = schemas.iter().filter(|(name, _)| name.starts_with("Page_"));
    let mut seen = 0;
    for (name, page) in pages {
        let item = name.replace("Page_", "#/components/schemas/");
        assert_eq!(page["properties"]["items"]["items"]["$ref"], item, "{name}");
        seen += 1;
    }
    assert!(seen > 4, "{seen}");
    for (name, schema) in schemas {
        walk(name, schema, &mut |place, part| {
            let mut keys = ["type", "oneOf", "$ref"].iter();
            let is_schema = keys.any(|key| part.get(key).is_some());
            assert!(
                !is_schema || part.get("default").is_none(),
                "{place}: {part}"
            );
        });
    }
}

#[test]
fn settings_have_the_names_of_their_changes() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let settings = schemas["Settings"]["properties"].as_object().unwrap();
    let changes = schemas["UpdateOrganization"]["properties"].as_object();
    for name in settings.keys() {
        assert!(changes.unwrap().contains_key(name), "{name}");
    }
    let required = schemas["Settings"]["required"].as_array().unwrap();
    assert_eq!(required.len(), settings.len());
}

#[test]
fn what_cookies_bind_says_so() {
    let document = document();
    let schemes = document["components"]["securitySchemes"]
        .as_object()
        .unwrap();
    assert_eq!(schemes.len(), 8);
    for (path, cookie) in [
        ("/api/v1/session/refresh", "user_refresh_cookie"),
        ("/api/v1/admin/session/refresh", "admin_refresh_cookie"),
        ("/api/v1/sign-in/password", "user_sign_in_cookie"),
        ("/api/v1/admin/sign-in/passkey", "admin_passkey_cookie"),
    ] {
        let operation = &document["paths"][path]["post"];
        assert!(operation["security"][0].get(cookie).is_some(), "{path}");
        let parameters = operation["parameters"].as_array().unwrap();
        let origin = parameters
            .iter()
            .find(|one| one["name"] == "Origin")
            .unwrap();
        assert_eq!(origin["required"], true, "{path}");
        let response = &operation["responses"]["200"];
        assert!(response["headers"].get("Set-Cookie").is_some(), "{path}");
    }
    let name = schemes["admin_refresh_cookie"]["name"].as_str();
    assert_eq!(name, Some("__Host-latchkey-admin-refresh"));
}
