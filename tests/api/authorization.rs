//! Permissions: every route of the OpenAPI document, called by every kind of caller. A new route
//! cannot be forgotten: this test fails until its permission is documented.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use latchkey::openapi::example::example;
use reqwest::Method;
use rules::role::{Permission, Role};
use serde_json::Value;

on_both_databases!(
    nothing_but_the_open_routes_answers_without_credentials,
    no_route_answers_another_kind_of_caller,
    each_role_may_do_what_its_permissions_say,
    an_api_key_may_do_what_its_scopes_say,
);

/// The routes that require no credentials, because they are used to get them.
const OPEN: [&str; 35] = [
    "GET /.well-known/jwks.json",
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
    "GET /api/v1/server",
    "GET /api/v1/authorization-requests/{token}",
    "POST /api/v1/sign-in",
    "GET /api/v1/sign-in",
    "DELETE /api/v1/sign-in",
    "POST /api/v1/sign-in/password",
    "POST /api/v1/sign-in/factor",
    "POST /api/v1/sign-in/factor/passkey",
    "POST /api/v1/sign-in/passkey",
    "POST /api/v1/sign-in/passkey-challenge",
    "POST /api/v1/sign-in/replace-password",
    "POST /api/v1/sign-in/terms",
    "POST /api/v1/session/refresh",
    "GET /api/v1/session",
    "DELETE /api/v1/session",
    "POST /api/v1/password-reset",
    "POST /api/v1/admin/sign-in",
    "GET /api/v1/admin/sign-in",
    "DELETE /api/v1/admin/sign-in",
    "POST /api/v1/admin/sign-in/password",
    "POST /api/v1/admin/sign-in/factor",
    "POST /api/v1/admin/sign-in/factor/passkey",
    "POST /api/v1/admin/sign-in/passkey",
    "POST /api/v1/admin/sign-in/passkey-challenge",
    "POST /api/v1/admin/sign-in/replace-password",
    "POST /api/v1/admin/session/refresh",
    "GET /api/v1/admin/session",
    "DELETE /api/v1/admin/session",
    "POST /api/v1/admin/password-reset",
    "POST /api/v1/set-up",
    "POST /api/v1/sign-up",
];
/// The same, but with the token of a link as the credential.
const BY_LINK: [&str; 6] = [
    "POST /api/v1/links/inspect",
    "POST /api/v1/links/passkey",
    "POST /api/v1/links/set-password",
    "POST /api/v1/links/undo-email-change",
    "POST /api/v1/sign-up/inspect",
    "POST /api/v1/sign-up/confirm",
];

/// The same, with the key of a host.
const BY_HOST: [&str; 1] = ["GET /api/v1/host/authorized-keys"];

/// The identifier in the paths of [`routes`], which nothing has.
pub const NOBODY: &str = "00000000-0000-0000-0000-000000000007";

/// The parameters in paths.
const PARTS: [&str; 13] = [
    "{id}",
    "{session}",
    "{browser}",
    "{user}",
    "{group}",
    "{secret}",
    "{certificate}",
    "{change}",
    "{key}",
    "{password}",
    "{token}",
    "{template}",
    "{kind}",
];

/// A route, with the permission that it needs if it is a management endpoint.
pub struct Route {
    pub name: String,
    pub method: Method,
    pub path: String,
    pub needs: Option<Permission>,
    /// Who may call it, as documented: `administrator`, `api_key`, `user` or `host`.
    pub callers: Vec<String>,
    /// An API key needs one of these scopes; empty if no key may call it.
    pub scopes: Vec<Permission>,
    /// The documented example of the body, if it takes one; the others refuse a body. A body that
    /// the server cannot read may be refused before the permission is checked, which would hide that
    /// nothing checks it.
    pub body: Option<Value>,
    /// The documented responses, by their status.
    pub answers: Value,
    /// Whether it takes an `Idempotency-Key`. Others refuse one.
    pub takes_key: bool,
    /// Whether it takes an `If-Match`.
    pub takes_version: bool,
    /// Whether it takes a body that is not JSON.
    pub takes_file: bool,
}

/// All routes, with identifiers that do not exist in their paths.
pub async fn routes(server: &TestServer) -> Vec<Route> {
    let document = harness::openapi(server).await;
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let description = operation["description"].as_str().unwrap_or_default();
            let needs = Permission::ALL
                .into_iter()
                .find(|one| description.contains(&format!("Requires `{}`", one.as_str())));
            routes.push(Route {
                name: format!("{} {path}", method.to_uppercase()),
                method: method.to_uppercase().parse().unwrap(),
                path: PARTS
                    .iter()
                    .fold(path.clone(), |path, part| path.replace(part, NOBODY)),
                needs,
                callers: callers(operation),
                scopes: scopes(operation),
                body: body(&document, operation),
                answers: operation["responses"].clone(),
                takes_key: parameters(operation).any(|name| name == "Idempotency-Key"),
                takes_version: parameters(operation).any(|name| name == "If-Match"),
                takes_file: operation["requestBody"]["content"]
                    .get("text/csv")
                    .is_some(),
            });
        }
    }
    assert!(routes.len() > 50, "{} routes", routes.len());
    routes
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters.map(|parameter| &parameter["name"])
}

/// The documented example of the body of an operation, if it takes JSON.
pub fn body(document: &Value, operation: &Value) -> Option<Value> {
    let media = operation["requestBody"]["content"].get("application/json")?;
    let own = media.get("example").cloned();
    let body = own.or_else(|| example(document, &media["schema"]));
    assert!(body.is_some(), "no example: {media}");
    body
}

/// Whether it requires no access token and no key.
fn is_open(route: &Route) -> bool {
    OPEN.contains(&route.name.as_str()) || BY_LINK.contains(&route.name.as_str())
}

fn callers(operation: &Value) -> Vec<String> {
    let callers = operation["x-access"]["callers"].as_array();
    let callers = callers.into_iter().flatten();
    callers
        .map(|caller| caller.as_str().unwrap().to_owned())
        .collect()
}

fn scopes(operation: &Value) -> Vec<Permission> {
    if !callers(operation).iter().any(|caller| caller == "api_key") {
        return Vec::new();
    }
    let needed = operation["x-access"]["permissions"]
        .as_array()
        .into_iter()
        .flatten();
    needed
        .map(|name| Permission::parse(name.as_str().unwrap()).unwrap())
        .filter(|one| Permission::SCOPES.contains(one))
        .collect()
}

async fn call(server: &TestServer, route: &Route, bearer: Option<&str>) -> (u16, Value) {
    let mut request = harness::plain_http()
        .request(
            route.method.clone(),
            format!("{}{}", server.origin, route.path),
        )
        .header("If-Match", "\"1\"");
    if let Some(body) = &route.body {
        request = request.json(body);
    }
    if let Some(bearer) = bearer {
        request = request.bearer_auth(bearer);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let media_type = answer.headers().get("content-type");
    // It does not end.
    if media_type.is_some_and(|media_type| media_type == "text/event-stream") {
        return (status, Value::Null);
    }
    (status, answer.json().await.unwrap_or(Value::Null))
}

async fn nothing_but_the_open_routes_answers_without_credentials(backend: Backend) {
    let server = TestServer::start(backend).await;
    for route in routes(&server).await {
        if is_open(&route) {
            continue;
        }
        for bearer in [None, Some("x"), Some("lk_x"), Some("")] {
            let (status, problem) = call(&server, &route, bearer).await;
            assert_eq!(status, 401, "{} {bearer:?}: {problem}", route.name);
            assert_eq!(problem["type"], "urn:latchkey:problem:unauthenticated");
        }
    }
}

async fn no_route_answers_another_kind_of_caller(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let host = crate::hosts::open_to_all("Build");
    let host = owner.create_host(&host).await.unwrap();
    let callers = [
        ("administrator", owner.token().unwrap()),
        ("user", ada.token().unwrap()),
        ("host", host.key),
    ];
    for route in routes(&server).await {
        if is_open(&route) {
            continue;
        }
        for (kind, bearer) in &callers {
            if route.callers.iter().any(|caller| caller == kind) {
                continue;
            }
            let (status, problem) = call(&server, &route, Some(bearer)).await;
            assert_eq!(status, 401, "{kind} at {}: {problem}", route.name);
        }
    }
}

async fn each_role_may_do_what_its_permissions_say(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let mut callers: Vec<(Option<Role>, Client)> =
        vec![(Some(Role::Owner), owner.clone()), (None, ada)];
    for role in [Role::Manager, Role::HelpDesk, Role::ReadOnly] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        callers.push((Some(role), server.administrator(&owner, &email, role).await));
    }
    let mut wrong = Vec::new();
    for route in routes(&server).await {
        let Some(needs) = route.needs else {
            assert!(
                is_open(&route)
                    || BY_HOST.contains(&route.name.as_str())
                    || route.name.contains("/me"),
                "{} names no permission",
                route.name
            );
            continue;
        };
        for (role, client) in &callers {
            let (status, problem) = call(&server, &route, client.token().as_deref()).await;
            let right = match role {
                None => status == 401,
                Some(role) if role.allows(needs) => !matches!(status, 401 | 403),
                Some(_) => status == 403,
            };
            if !right {
                let caller = role.map_or("a user".to_owned(), |role| format!("{role:?}"));
                wrong.push(format!("{caller} at {}: {status} {problem}", route.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn an_api_key_may_do_what_its_scopes_say(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for scope in Permission::SCOPES {
        let new = CreateApiKey {
            name: scope.as_str().to_owned(),
            scopes: vec![scope],
            expires_in_days: 1,
        };
        let key = owner.create_api_key(&new).await.unwrap();
        for route in routes(&server).await {
            if is_open(&route) {
                continue;
            }
            let (status, problem) = call(&server, &route, Some(&key.key)).await;
            // Where one of several scopes is enough, the example needs the first one.
            if route.scopes.contains(&scope) && route.needs == Some(scope) {
                assert!(
                    !matches!(status, 401 | 403),
                    "{} at {}: {problem}",
                    scope.as_str(),
                    route.name
                );
            } else {
                assert!(
                    matches!(status, 401 | 403),
                    "{} at {}: {status} {problem}",
                    scope.as_str(),
                    route.name
                );
            }
        }
        owner.revoke_api_key(key.api_key.id).await.unwrap();
        let all = routes(&server).await;
        let users = all
            .iter()
            .find(|route| route.name == "GET /api/v1/users")
            .unwrap();
        assert_eq!(
            call(&server, users, Some(&key.key)).await.0,
            401,
            "a revoked key"
        );
    }
    // A key cannot have scopes that its creator does not hold, or that are reserved for people.
    for scopes in [
        vec![Permission::ApiKeysWrite],
        vec![Permission::AdministratorsWrite],
        vec![],
    ] {
        let new = CreateApiKey {
            name: "too much".to_owned(),
            scopes,
            expires_in_days: 1,
        };
        assert!(owner.create_api_key(&new).await.is_err());
    }
}
