//! Pages of registered origins read the responses of the token endpoint and its relatives, and no others do
//! (attack class 35).

use contract::applications::OidcSettings;
use harness::{Backend, RelyingParty, on_both_databases, web};
use reqwest::Method;
use reqwest::header::HeaderMap;
use rules::openid::{ClientAuthentication, ClientKind};

use super::Setting;

on_both_databases!(only_registered_origins_of_public_applications_read_responses);

const ORIGIN: &str = "https://app.example.com";
/// The endpoints that programs in the browser call.
const FOR_PAGES: [&str; 5] = [
    "/oidc/token",
    "/oidc/userinfo",
    "/oidc/revoke",
    "/oidc/par",
    "/oidc/device",
];

fn browser(origin: &str) -> OidcSettings {
    OidcSettings {
        kind: ClientKind::Browser,
        auth: ClientAuthentication::Public,
        origins: vec![origin.to_owned()],
        ..web()
    }
}

/// What a page of these origins is told about an endpoint, before it sends a request and after.
async fn told(here: &Setting, path: &str, origins: &[&str]) -> [HeaderMap; 2] {
    let mut told = [HeaderMap::new(), HeaderMap::new()];
    for (method, headers) in [Method::OPTIONS, Method::POST].into_iter().zip(&mut told) {
        let url = format!("{}{path}", here.server.origin);
        let mut request = here.ada.http.request(method, url);
        for origin in origins {
            request = request.header("Origin", *origin);
        }
        let request = request.header("Access-Control-Request-Method", "POST");
        *headers = request.send().await.unwrap().headers().clone();
    }
    told
}

/// Whether a page of this origin may read the responses of all endpoints for pages. They agree.
async fn may_read(here: &Setting, origin: &str) -> bool {
    let mut all = Vec::new();
    for path in FOR_PAGES {
        for headers in told(here, path, &[origin]).await {
            assert!(headers.get("access-control-allow-credentials").is_none());
            // What is cached for one origin is not for another.
            let vary = headers.get_all("vary").iter();
            let vary: Vec<_> = vary.map(|value| value.to_str().unwrap()).collect();
            let vary = vary.join(",").to_lowercase();
            assert!(vary.contains("origin"), "{path}: {vary}");
            let allowed = headers.get("access-control-allow-origin");
            assert!(allowed.is_none_or(|allowed| allowed == origin), "{path}");
            all.push(allowed.is_some());
        }
    }
    assert!(all.iter().all(|one| *one == all[0]), "{origin}: {all:?}");
    all[0]
}

async fn only_registered_origins_of_public_applications_read_responses(backend: Backend) {
    let here = Setting::with(backend, browser(ORIGIN)).await;
    assert!(may_read(&here, ORIGIN).await);
    for other in [
        "null",
        "*",
        "http://app.example.com",
        "https://APP.example.com",
        "https://app.example.com/",
        "https://app.example.com:443",
        "https://app.example.com:8443",
        "https://app.example.com.evil.example",
        "https://evilapp.example.com",
        "https://app.example.com@evil.example",
        "https://app.example.com, https://evil.example",
        "https://evil.example, https://app.example.com",
        "https://sub.app.example.com",
        // The address of a page is not its origin.
        harness::CALLBACK,
        // Not even our own pages.
        &*here.server.origin,
    ] {
        assert!(!may_read(&here, other).await, "{other}");
    }
    let [asked, answered] = told(&here, "/oidc/token", &[ORIGIN]).await;
    let headers = asked["access-control-allow-headers"].to_str().unwrap();
    assert!(headers.contains("dpop"), "{headers}");
    assert_eq!(
        answered["access-control-expose-headers"],
        "www-authenticate"
    );
    let both = told(&here, "/oidc/token", &[ORIGIN, "https://evil.example"]).await;
    for headers in both {
        assert!(headers.get("access-control-allow-origin").is_none());
    }
    // What browsers send with cookies, or applications with a secret, no page of another site may read.
    for path in [
        "/oidc/introspect",
        "/oidc/authorize",
        "/oidc/logout",
        "/oidc/logout/confirm",
        "/oidc/continue",
        "/api/v1/me",
        "/api/v1/session/refresh",
        "/api/v1/sign-in",
    ] {
        for headers in told(&here, path, &[ORIGIN]).await {
            assert!(
                headers.get("access-control-allow-origin").is_none(),
                "{path}"
            );
        }
    }
    // Whatever is public is so for everyone.
    for path in ["/oidc/jwks", "/.well-known/openid-configuration"] {
        let answer = here.ada.get(path).await;
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        assert!(
            answer
                .headers()
                .get("access-control-allow-credentials")
                .is_none()
        );
    }

    // An origin that is not registered anymore, with the setting or with its application.
    let second = "https://second.example.com";
    let other = browser(second);
    let other = RelyingParty::named(&here.server, &here.owner, "Other", other).await;
    assert!(may_read(&here, second).await);
    here.change(|settings| settings.origins.clear()).await;
    assert!(!may_read(&here, ORIGIN).await);
    here.owner.delete_application(other.id, 1).await.unwrap();
    assert!(!may_read(&here, second).await);
}
