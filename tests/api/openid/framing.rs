//! No page of another site shows one of ours in a frame or reads it (attack classes 19 and 35).

use contract::applications::{SamlSettings, UpdateApplication};
use harness::saml::ServiceProvider;
use harness::{Backend, Surfer, on_both_databases};
use reqwest::Response;
use rules::application::OpenTo;

use super::{Setting, asked};

on_both_databases!(no_page_is_framed_or_read_by_another_site);

/// What every response says to browsers.
fn check(what: &str, response: &Response) {
    let headers = response.headers();
    let policies: Vec<_> = headers.get_all("content-security-policy").iter().collect();
    assert_eq!(policies.len(), 1, "{what}");
    let policy = policies[0].to_str().unwrap();
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    let scripts = policy
        .split(';')
        .find_map(|part| part.trim().strip_prefix("script-src "));
    for source in scripts.into_iter().flat_map(|sources| sources.split(' ')) {
        // No inline script, no other site, and no `eval`.
        assert!(
            ["'self'", "'wasm-unsafe-eval'"].contains(&source),
            "{what}: {policy}"
        );
    }
    assert!(!policy.contains("unsafe-inline"), "{what}: {policy}");
    assert_eq!(headers["x-content-type-options"], "nosniff", "{what}");
    for name in [
        "access-control-allow-origin",
        "access-control-allow-credentials",
    ] {
        assert!(headers.get(name).is_none(), "{what}");
    }
}

async fn no_page_is_framed_or_read_by_another_site(backend: Backend) {
    let here = Setting::new(backend).await;
    let settings = SamlSettings {
        idp_initiated: true,
        ..harness::saml::settings()
    };
    let sp = ServiceProvider::new(&here.server, &here.owner, settings).await;
    let posted = here.rp.authorize_path(&[("response_mode", "form_post")]);
    let waiting = asked(
        &here
            .ada
            .get(&here.rp.authorize_path(&[("prompt", "consent")]))
            .await,
    );
    let (stranger, ada) = (Surfer::new(&here.server), &here.ada);
    let authorize = here.rp.authorize_path(&[]);
    let hostile = here
        .rp
        .authorize_path(&[("redirect_uri", "https://evil.example/")]);
    let request = sp.path(&sp.request());
    for (surfer, path, status) in [
        (ada, posted, 200_u16),
        (ada, authorize.clone(), 303),
        (ada, hostile, 400),
        (ada, "/oidc/authorize".to_owned(), 400),
        (ada, "/oidc/continue?request=x".to_owned(), 400),
        (ada, format!("/oidc/continue?request={waiting}"), 303),
        (ada, "/oidc/logout".to_owned(), 200),
        (ada, "/oidc/logout?state=1&state=2".to_owned(), 400),
        (ada, format!("/open/{}", here.rp.id), 303),
        (ada, "/open/x".to_owned(), 400),
        (ada, request.clone(), 200),
        (ada, sp.sso("SAMLRequest=x"), 400),
        (ada, sp.slo("SAMLRequest=x"), 400),
        (ada, format!("/saml/{}/launch", sp.id), 200),
        (ada, format!("/saml/{}/metadata", sp.id), 200),
        (&stranger, authorize, 303),
        (&stranger, request, 303),
        (&stranger, "/oidc/logout".to_owned(), 200),
    ] {
        // Browsers say where a request comes from, whatever it is for.
        let request = surfer.http.get(format!("{}{path}", here.server.origin));
        let answer = request.header("Origin", "https://evil.example").send();
        let answer = answer.await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        check(&path, &answer);
    }
    // Neither are the portals, and pages about what does not exist.
    for path in [
        "/",
        "/continue?request=x",
        "/admin/",
        "/security",
        "/nothing",
        "/oidc/nothing",
    ] {
        check(path, &ada.get(path).await);
    }
    // An error that is posted to the application is on such a page too.
    let only = UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, here.rp.id, only).await;
    let silent = [("response_mode", "form_post"), ("prompt", "none")];
    let refused = ada.get(&here.rp.authorize_path(&silent)).await;
    assert_eq!(refused.status(), 200);
    check("an error by form_post", &refused);
    let page = refused.text().await.unwrap();
    assert!(page.contains("value=\"access_denied\""), "{page}");
    let passive = sp.request().with("IsPassive", "true");
    let refused = stranger.get(&sp.path(&passive)).await;
    assert_eq!(refused.status(), 200);
    check("an error by HTTP-POST", &refused);
}
