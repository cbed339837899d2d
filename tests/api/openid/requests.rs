//! Parameters that occur twice, are too long, or mean nothing (attack classes 7, 26 and 27).

use harness::{
    Backend, CALLBACK, Surfer, TestDatabase, TestServer, VERIFIER, challenge, encoded, field,
    on_both_databases, web,
};
use latchkey::config::Quota;
use reqwest::StatusCode;

use super::{Setting, asked};

on_both_databases!(
    a_parameter_occurs_once,
    too_much_is_refused_and_the_unknown_ignored,
    a_silent_request_is_answered_without_a_page,
    ages_are_numbers,
    strangers_store_no_more_requests_than_they_may_sign_in,
);

async fn a_parameter_occurs_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let good = here.rp.authorize_path(&[]);
    let challenge = challenge(VERIFIER);
    for (name, value) in here.rp.request(&[], &challenge) {
        for twice in [
            encoded(&[(name, value)]),
            encoded(&[(name, "other")]),
            format!("%{:02x}{}={value}", name.as_bytes()[0], &name[1..]),
        ] {
            let answer = here.ada.get(&format!("{good}&{twice}")).await;
            let location = answer.headers().get("location");
            let code = location.and_then(|to| field(to.to_str().unwrap(), "code"));
            assert_eq!(code, None, "{twice}");
        }
    }
    let code = here.rp.code(&here.ada, &[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("code", &*code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    assert_eq!(
        here.rp.post("/oidc/token", &form).await.1["error"],
        "invalid_request"
    );
    assert_eq!(here.rp.post("/oidc/token?code=x", &form[..1]).await.0, 400);
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn too_much_is_refused_and_the_unknown_ignored(backend: Backend) {
    let here = Setting::new(backend).await;
    let long = "x".repeat(9 * 1024);
    let answer = here
        .ada
        .get(&here.rp.authorize_path(&[("state", &long)]))
        .await;
    assert!(answer.status().is_client_error());
    assert!(answer.headers().get("location").is_none());
    let huge = "x".repeat(40 * 1024);
    let answer = here
        .ada
        .post("/oidc/authorize", "null", &[("state", &huge)])
        .await;
    assert!(answer.status().is_client_error());
    let (status, _) = here.rp.post("/oidc/token", &[("code", &huge)]).await;
    assert!((400..500).contains(&status));
    let code = here
        .rp
        .code(&here.ada, &[("display", "page"), ("x", "y")])
        .await;
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    for raw in ["%", "%zz", "client_id=%ff", "client_id=%00"] {
        let answer = here.ada.get(&format!("/oidc/authorize?{raw}")).await;
        assert_eq!(answer.status(), 400, "{raw}");
    }
}

async fn a_silent_request_is_answered_without_a_page(backend: Backend) {
    let here = Setting::new(backend).await;
    let stranger = harness::Surfer::new(&here.server);
    let silent = ("prompt", "none");
    let address = here.rp.sent(&stranger, &[silent]).await;
    assert_eq!(field(&address, "error").as_deref(), Some("login_required"));
    assert!(field(&here.rp.sent(&here.ada, &[silent]).await, "code").is_some());
    let address = here.rp.sent(&here.ada, &[silent, ("max_age", "0")]).await;
    assert_eq!(field(&address, "error").as_deref(), Some("login_required"));
    let essential = r#"{"id_token":{"acr":{"essential":true,"value":"mfa"}}}"#;
    let address = here
        .rp
        .sent(&here.ada, &[silent, ("claims", essential)])
        .await;
    assert_eq!(
        field(&address, "error").as_deref(),
        Some("interaction_required")
    );
    here.change(|settings| settings.consent = true).await;
    let address = here.rp.sent(&here.ada, &[silent]).await;
    assert_eq!(
        field(&address, "error").as_deref(),
        Some("consent_required")
    );
    let address = here.rp.sent(&here.ada, &[("prompt", "none login")]).await;
    assert_eq!(field(&address, "error").as_deref(), Some("invalid_request"));
}

async fn ages_are_numbers(backend: Backend) {
    let here = Setting::new(backend).await;
    for wrong in ["-1", "1.5", "x", "+1", " 1"] {
        let address = here.rp.sent(&here.ada, &[("max_age", wrong)]).await;
        assert_eq!(
            field(&address, "error").as_deref(),
            Some("invalid_request"),
            "{wrong}"
        );
    }
    let huge = [("max_age", "99999999999999999999")];
    assert!(field(&here.rp.sent(&here.ada, &huge).await, "code").is_some());
    // 0 asks for a new sign-in; so does an unknown level that is essential.
    asked(
        &here
            .ada
            .get(&here.rp.authorize_path(&[("max_age", "0")]))
            .await,
    );
    let unknown = r#"{"id_token":{"acr":{"essential":true,"value":"urn:x"}}}"#;
    let address = here.rp.sent(&here.ada, &[("claims", unknown)]).await;
    let error = field(&address, "error");
    assert_eq!(error.as_deref(), Some("unmet_authentication_requirements"));
    assert!(
        field(
            &here.rp.sent(&here.ada, &[("acr_values", "urn:x")]).await,
            "code"
        )
        .is_some()
    );
}

async fn strangers_store_no_more_requests_than_they_may_sign_in(backend: Backend) {
    let database = TestDatabase::installed(backend).await;
    let few = |config: &mut latchkey::config::Config| {
        config.limits.sign_in = Quota {
            per_minute: 1,
            burst: 30,
        };
    };
    let here = Setting::on(TestServer::start_on(database, few).await, web()).await;
    let stranger = Surfer::new(&here.server);
    let path = here.rp.authorize_path(&[]);
    let mut stored = 0;
    let refused = loop {
        let answer = stranger.get(&path).await;
        if answer.status() != StatusCode::SEE_OTHER {
            break answer;
        }
        asked(&answer);
        stored += 1;
        assert!(stored <= 30);
    };
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.text().await.unwrap().contains("Wait a moment"));
    // A person who is signed in needs no row.
    let code = here.rp.code(&here.ada, &[]).await;
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}
