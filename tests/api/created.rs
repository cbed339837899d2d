//! Where a created resource is: the `Location` of every response with status 201.

use harness::{Backend, TestServer, on_both_databases};
use reqwest::Method;
use serde_json::Value;

use crate::authorization::{NOBODY, routes};
use crate::examples::{Things, id};

on_both_databases!(everything_that_is_created_has_a_location);

/// They replace a secret of something that exists, and the secret has no path.
const REPLACED: [&str; 2] = [
    "POST /api/v1/hosts/{id}/key",
    "POST /api/v1/radius-clients/{id}/secret",
];

/// Creates one of everything, and uses the path in `Location` to read and to delete it, if that is
/// possible.
async fn everything_that_is_created_has_a_location(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let things = Things::new(&server, &owner).await;
    let routes = routes(&server).await;
    let creates = routes
        .iter()
        .filter(|route| route.answers["201"].is_object());
    let (mut created, mut used) = (0, 0);
    for route in creates {
        let answer = things.request(route).send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = answer.text().await.unwrap();
        assert_eq!(status, 201, "{}: {text}", route.name);
        let is_documented = route.answers["201"]["headers"]["Location"].is_object();
        let is_replaced = REPLACED.contains(&route.name.as_str());
        assert_ne!(is_documented, is_replaced, "{}", route.name);
        let Some(location) = headers.get("location") else {
            assert!(is_replaced, "{} sends no Location", route.name);
            continue;
        };
        let location = location.to_str().unwrap();
        let content: Value = serde_json::from_str(&text).unwrap();
        // An application from a template is one like the others.
        let (list, place) = if route.path.contains("/application-templates/") {
            let applications = "/api/v1/applications";
            (applications.to_owned(), applications)
        } else {
            (things.path(route).unwrap(), route.path.as_str())
        };
        let made = id(&content).unwrap();
        assert_eq!(location, format!("{list}/{made}"), "{}", route.name);
        created += 1;

        let one = format!("{place}/{NOBODY}");
        for method in [Method::GET, Method::DELETE] {
            if !routes
                .iter()
                .any(|it| it.path == one && it.method == method)
            {
                continue;
            }
            let request = things.send(&method, location).header("If-Match", "*");
            let status = request.send().await.unwrap().status();
            assert!(status.is_success(), "{method} {location}: {status}");
            used += 1;
        }
    }
    assert!(created >= 20 && used >= 30, "{created} {used}");
}
