//! The whole way from an application to its tokens.

use contract::applications::ClaimMapping;
use contract::continuing::ContinueAuthorization;
use harness::{
    Backend, CALLBACK, RelyingParty, Surfer, challenge, field, location, on_both_databases, web,
};
use rules::openid::{ClientAuthentication, ClientKind, GroupsSent, TokenAlgorithm};
use serde_json::{Value, json};

use super::{ADA, Setting, asked};
use crate::groups::{events, group};

on_both_databases!(
    a_signed_in_user_is_recognized_without_a_page,
    a_user_who_is_not_signed_in_signs_in_first,
    the_discovery_document_says_what_is_there,
    a_public_application_in_the_browser_uses_cors,
    claims_follow_scopes_settings_and_groups,
    other_algorithms_on_request_of_the_settings,
    an_application_can_post_its_request_and_its_response,
);

async fn a_signed_in_user_is_recognized_without_a_page(backend: Backend) {
    let here = Setting::new(backend).await;
    let address = here.rp.sent(&here.ada, &[]).await;
    assert!(
        address.starts_with(&format!("{CALLBACK}?code=")),
        "{address}"
    );
    assert_eq!(field(&address, "state").as_deref(), Some("st&te"));
    assert_eq!(
        field(&address, "iss").as_deref(),
        Some(&*here.server.origin)
    );
    let code = field(&address, "code").unwrap();
    let (status, tokens) = here.rp.redeem(&code).await;
    assert_eq!(status, 200, "{tokens}");
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(
        tokens["scope"],
        "openid profile email groups offline_access"
    );
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(claims["iss"], here.server.origin);
    assert_eq!(claims["aud"], here.rp.client_id);
    assert_eq!(claims["sub"], here.user.to_string());
    assert_eq!(claims["nonce"], "n-0S6_WzA2Mj");
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("pwd"), &json!(["pwd"]))
    );
    assert_eq!(claims["email"], ADA);
    assert_eq!(claims["email_verified"], true);
    let (status, person) = here.rp.userinfo(&tokens).await;
    assert_eq!((status, &person["sub"]), (200, &claims["sub"]));
    assert_eq!(person["preferred_username"], "ada");
    assert_eq!(person["groups"], json!([]));
    let active = here.rp.introspect(&tokens["access_token"]).await;
    assert_eq!(
        (&active["active"], &active["username"]),
        (&json!(true), &json!("ada"))
    );
    let (status, again) = here.rp.refresh(&tokens).await;
    assert_eq!(status, 200, "{again}");
    let renewed = here.rp.verified(&again["id_token"]).await;
    assert_eq!(
        (&renewed["sub"], &renewed["sid"]),
        (&claims["sub"], &claims["sid"])
    );
    assert_eq!(renewed.get("nonce"), None);
    assert_eq!(here.rp.userinfo(&again).await.0, 200);
    assert_eq!(events(&here.owner, "application.opened").await.len(), 1);
    let shown = here.owner.application(here.rp.id).await.unwrap();
    assert!(shown.last_opened_at.is_some() && shown.secrets[0].last_used_at.is_some());
}

async fn a_user_who_is_not_signed_in_signs_in_first(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let answer = surfer
        .get(&here.rp.authorize_path(&[("login_hint", ADA)]))
        .await;
    let token = asked(&answer);
    let shown = surfer.portal.authorization_request(&token).await.unwrap();
    assert_eq!(shown.application.name, "Grafana");
    assert_eq!(shown.login_hint.as_deref(), Some(ADA));
    assert!(!shown.sign_in_again);
    // Nobody goes on before signing in.
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&surfer.get(&path).await), token);
    surfer.sign_in(ADA).await;
    let go_on = surfer
        .portal
        .continue_authorization(&token, ContinueAuthorization::default());
    let address = go_on.await.unwrap().address;
    assert_eq!(address, path);
    let answer = location(&surfer.get(&address).await);
    let code = field(&answer, "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    // The request is answered.
    assert_eq!(surfer.get(&address).await.status(), 400);
    assert!(surfer.portal.authorization_request(&token).await.is_err());
}

async fn the_discovery_document_says_what_is_there(backend: Backend) {
    let here = Setting::new(backend).await;
    for path in ["openid-configuration", "oauth-authorization-server"] {
        let answer = here.ada.get(&format!("/.well-known/{path}")).await;
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        let document: Value = answer.json().await.unwrap();
        assert_eq!(document["issuer"], here.server.origin);
        for (name, value) in document.as_object().unwrap() {
            let Some(url) = value.as_str().filter(|_| name.ends_with("endpoint")) else {
                continue;
            };
            // A path that does not exist gives 404.
            let answer = here.ada.http.post(url).send().await.unwrap();
            assert_ne!(answer.status(), 404, "{url}");
        }
        let algorithms = &document["id_token_signing_alg_values_supported"];
        assert_eq!(*algorithms, json!(["RS256", "ES256"]));
    }
    let keys: Value = here.ada.get("/oidc/jwks").await.json().await.unwrap();
    let keys = keys["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    assert!(keys.iter().all(|key| key.get("d").is_none()));
}

async fn a_public_application_in_the_browser_uses_cors(backend: Backend) {
    let settings = harness::web();
    let origin = "https://app.example.com";
    let settings = contract::applications::OidcSettings {
        kind: ClientKind::Browser,
        auth: ClientAuthentication::Public,
        origins: vec![origin.to_owned()],
        ..settings
    };
    let here = Setting::with(backend, settings).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    for path in ["/oidc/token", "/oidc/userinfo", "/oidc/revoke"] {
        let url = format!("{}{path}", here.server.origin);
        for (from, allowed) in [(origin, true), ("https://evil.example", false)] {
            let ask = here.ada.http.request(reqwest::Method::OPTIONS, &url);
            let answer = ask.header("Origin", from).send().await.unwrap();
            let header = answer.headers().get("access-control-allow-origin");
            assert_eq!(
                header.is_some_and(|one| one == from),
                allowed,
                "{path} {from}"
            );
            let answer = here
                .ada
                .http
                .post(&url)
                .header("Origin", from)
                .send()
                .await
                .unwrap();
            let header = answer.headers().get("access-control-allow-origin");
            assert_eq!(header.is_some(), allowed, "{path} {from}");
            assert!(
                answer
                    .headers()
                    .get("access-control-allow-credentials")
                    .is_none()
            );
        }
    }
    // No page may read what a browser gets there.
    let answer = here.ada.http.get(format!(
        "{}{}",
        here.server.origin,
        here.rp.authorize_path(&[])
    ));
    let answer = answer.header("Origin", origin).send().await.unwrap();
    assert!(
        answer
            .headers()
            .get("access-control-allow-origin")
            .is_none()
    );
}

async fn claims_follow_scopes_settings_and_groups(backend: Backend) {
    let here = Setting::new(backend).await;
    for name in ["Engineering", "Sales"] {
        let id = group(&here.owner, name).await.id;
        here.owner.add_group_member(id, here.user).await.unwrap();
        if name == "Engineering" {
            let assigned = here.owner.assign_application_to_group(here.rp.id, id);
            assigned.await.unwrap();
        }
    }
    let groups = async || {
        let tokens = here.rp.tokens(&here.ada, &[]).await;
        let claims = here.rp.verified(&tokens["id_token"]).await;
        let person = here.rp.userinfo(&tokens).await.1;
        assert_eq!(claims["groups"], person["groups"]);
        person["groups"].clone()
    };
    assert_eq!(groups().await, json!(["Engineering"]));
    here.change(|settings| settings.groups_sent = GroupsSent::All)
        .await;
    assert_eq!(groups().await, json!(["Engineering", "Sales"]));
    here.change(|settings| settings.groups_sent = GroupsSent::None)
        .await;
    assert_eq!(groups().await, json!([]));
    let mapping = |claim: &str, field: Option<&str>, constant: Option<&str>| ClaimMapping {
        claim: claim.to_owned(),
        field: field.map(str::to_owned),
        constant: constant.map(str::to_owned),
    };
    here.change(|settings| {
        settings.claims = vec![
            mapping("login", Some("username"), None),
            mapping("department", Some("department"), None),
            mapping("tenant", None, Some("acme")),
        ];
        settings.claims_in_id_token = false;
    })
    .await;
    let tokens = here.rp.tokens(&here.ada, &[("scope", "openid")]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!((claims.get("login"), claims.get("email")), (None, None));
    let person = here.rp.userinfo(&tokens).await.1;
    let expected = json!({"sub": here.user, "login": "ada", "tenant": "acme"});
    assert_eq!(person, expected);
}

async fn other_algorithms_on_request_of_the_settings(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.algorithm = TokenAlgorithm::Es256)
        .await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(
        here.rp.verified(&tokens["id_token"]).await["aud"],
        here.rp.client_id
    );
    // Published as soon as an application uses it.
    let settings = contract::applications::OidcSettings {
        algorithm: TokenAlgorithm::EdDsa,
        ..web()
    };
    let other = RelyingParty::named(&here.server, &here.owner, "Other", settings).await;
    let tokens = other.tokens(&here.ada, &[]).await;
    assert!(tokens["id_token"].is_string());
    let keys: Value = here.ada.get("/oidc/jwks").await.json().await.unwrap();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 3);
}

async fn an_application_can_post_its_request_and_its_response(backend: Backend) {
    let here = Setting::new(backend).await;
    let challenge = challenge(harness::VERIFIER);
    let state = "\"><script>alert(1)</script>";
    let changes = [("response_mode", "form_post"), ("state", state)];
    let form = here.rp.request(&changes, &challenge);
    let answer = here
        .ada
        .post("/oidc/authorize", "https://app.example.com", &form)
        .await;
    // The browser sends it again with its cookies, which it does not send with such a form. No cookie
    // is set, so requests that wait in other tabs are not disturbed.
    let address = location(&answer);
    assert!(address.starts_with("/oidc/authorize?"), "{address}");
    assert!(answer.headers().get("set-cookie").is_none());
    let page = here.ada.get(&address).await;
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"));
    let page = page.text().await.unwrap();
    assert!(!page.contains("<script>alert"), "{page}");
    let (_, rest) = page.split_once("name=\"code\" value=\"").unwrap();
    let (code, _) = rest.split_once('"').unwrap();
    assert_eq!(here.rp.redeem(code).await.0, 200);
    let script = here.ada.get("/oidc/form-post.js").await;
    assert_eq!(
        script.headers()["content-type"],
        "text/javascript; charset=utf-8"
    );
}
