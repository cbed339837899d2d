//! A token of one kind is refused where another kind is required (attack classes 11 and 12).

use std::time::Duration;

use harness::{Backend, RelyingParty, field, on_both_databases, web};
use rules::lifetimes::ACCESS_TOKEN;
use serde_json::json;

use super::Setting;

on_both_databases!(
    each_token_opens_its_own_door_only,
    an_application_learns_nothing_about_the_tokens_of_others,
    a_revoked_token_is_revoked_with_its_family,
    no_token_is_for_the_api_of_another_server,
    an_access_token_is_refused_after_its_time,
);

async fn each_token_opens_its_own_door_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let (access, id, refresh) = (
        text("access_token"),
        text("id_token"),
        text("refresh_token"),
    );
    let portal = here.ada.portal.token().unwrap();
    let secret = here.rp.secret.clone().unwrap();
    let origin = &here.server.origin;
    let status = async |path: &str, token: &str| {
        let request = here.ada.http.get(format!("{origin}{path}"));
        request
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    for token in [&id, &refresh, &portal, &secret] {
        assert_eq!(status("/oidc/userinfo", token).await, 401, "{token}");
        let asked = here.rp.introspect(&json!(token)).await;
        assert_eq!(asked["active"], json!(token == &refresh), "{token}");
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token.as_str()),
        ];
        if token != &refresh {
            assert_eq!(here.rp.post("/oidc/token", &form).await.0, 400, "{token}");
        }
    }
    for token in [&access, &id, &refresh, &secret] {
        assert_eq!(status("/api/v1/me", token).await, 401, "{token}");
        assert_eq!(status("/api/v1/users", token).await, 401, "{token}");
    }
    for token in [&access, &id, &secret] {
        assert_eq!(here.rp.redeem(token).await.0, 400, "{token}");
    }
    assert_eq!(status("/oidc/userinfo", &access).await, 200);
    // A token in the address ends up in logs.
    let url = format!("{origin}/oidc/userinfo?access_token={access}");
    assert_eq!(here.ada.http.get(url).send().await.unwrap().status(), 401);
    // The cookie with which applications recognize a session is no session.
    let answer = here
        .ada
        .http
        .get(format!("{origin}/api/v1/me"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
}

async fn an_application_learns_nothing_about_the_tokens_of_others(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    for name in ["access_token", "refresh_token"] {
        assert_eq!(
            other.introspect(&tokens[name]).await,
            json!({"active": false})
        );
        let form = [("token", tokens[name].as_str().unwrap())];
        assert_eq!(other.post("/oidc/revoke", &form).await.0, 200);
        assert_eq!(here.rp.introspect(&tokens[name]).await["active"], true);
    }
    assert_eq!(other.refresh(&tokens).await.1["error"], "invalid_grant");
    assert_eq!(
        here.rp.introspect(&json!("x")).await,
        json!({"active": false})
    );
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
}

async fn a_revoked_token_is_revoked_with_its_family(backend: Backend) {
    let here = Setting::new(backend).await;
    for name in ["access_token", "refresh_token"] {
        let tokens = here.rp.tokens(&here.ada, &[]).await;
        let form = [("token", tokens[name].as_str().unwrap())];
        let (status, body) = here.rp.post("/oidc/revoke", &form).await;
        assert_eq!((status, body), (200, json!(null)));
        assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
        assert_eq!(here.rp.refresh(&tokens).await.0, 400);
        assert_eq!(here.rp.post("/oidc/revoke", &form).await.0, 200);
    }
}

async fn no_token_is_for_the_api_of_another_server(backend: Backend) {
    let here = Setting::new(backend).await;
    let api = ("resource", "https://api.example.com/");
    let address = here.rp.sent(&here.ada, &[api]).await;
    assert_eq!(field(&address, "error").as_deref(), Some("invalid_target"));
    // A language that the pages do not have is no error.
    let code = here.rp.code(&here.ada, &[("ui_locales", "de-AT")]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", harness::CALLBACK),
        ("code_verifier", harness::VERIFIER),
        api,
    ];
    let (status, refused) = here.rp.post("/oidc/token", &form).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_target")));
    // Nothing is used up.
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn an_access_token_is_refused_after_its_time(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let minute = Duration::from_secs(60);
    here.server.clock.advance(ACCESS_TOKEN - minute);
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    let asked = here.rp.introspect(&tokens["access_token"]).await;
    assert_eq!(asked["active"], true);
    here.server.clock.advance(minute);
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    let asked = here.rp.introspect(&tokens["access_token"]).await;
    assert_eq!(asked, json!({"active": false}));
    // What it was issued for goes on.
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
}
