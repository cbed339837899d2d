//! What the server never supports is refused with the error that the protocol has for it (attack classes 7, 8
//! and 10).

use aws_lc_rs::hmac;
use harness::{Backend, CALLBACK, USER_PASSWORD, VERIFIER, encode, field, on_both_databases};
use serde_json::{Value, json};

use super::{ADA, Setting};

on_both_databases!(
    no_other_flow_is_offered,
    no_other_grant_is_exchanged,
    a_secret_signs_no_assertion,
    no_weaker_setting_can_be_chosen,
);

async fn no_other_flow_is_offered(backend: Backend) {
    let here = Setting::new(backend).await;
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("response_type", "id_token", "unsupported_response_type"),
        (
            "response_type",
            "id_token token",
            "unsupported_response_type",
        ),
        (
            "response_type",
            "code id_token",
            "unsupported_response_type",
        ),
        (
            "response_type",
            "code id_token token",
            "unsupported_response_type",
        ),
        ("response_type", "none", "unsupported_response_type"),
        ("response_mode", "fragment", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
    ] {
        let sent = here.rp.sent(&here.ada, &[(name, value)]).await;
        // In the query, also where the flow would have used the fragment.
        assert!(sent.starts_with(&format!("{CALLBACK}?error=")), "{sent}");
        assert_eq!(field(&sent, "error").as_deref(), Some(error), "{value}");
        assert!(!sent.contains('#') && !sent.contains("token="), "{sent}");
    }
}

async fn no_other_grant_is_exchanged(backend: Backend) {
    let here = Setting::new(backend).await;
    for grant in [
        "password",
        "implicit",
        "client_credentials",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:ietf:params:oauth:grant-type:saml2-bearer",
        "urn:ietf:params:oauth:grant-type:token-exchange",
    ] {
        let form = [
            ("grant_type", grant),
            ("username", ADA),
            ("password", USER_PASSWORD),
            ("scope", "openid"),
        ];
        let (status, refused) = here.rp.post("/oidc/token", &form).await;
        let error = json!("unsupported_grant_type");
        assert_eq!((status, &refused["error"]), (400, &error), "{grant}");
    }
}

/// An assertion that is signed with the secret (`client_secret_jwt`).
fn signed_with_secret(here: &Setting, secret: &str) -> String {
    let now = here.server.running.context.now().unix_seconds();
    let claims = json!({
        "iss": here.rp.client_id, "sub": here.rp.client_id, "aud": here.server.origin,
        "jti": "1", "iat": now, "exp": now + 60,
    });
    let part = |value: &Value| encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(&json!({"alg": "HS256"})), part(&claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", encode(signature.as_ref()))
}

async fn a_secret_signs_no_assertion(backend: Backend) {
    let here = Setting::new(backend).await;
    let secret = here.rp.secret.as_deref().unwrap();
    let assertion = signed_with_secret(&here, secret);
    let code = here.rp.code(&here.ada, &[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", &*assertion),
    ];
    let mut without_secret = here.rp.clone();
    without_secret.secret = None;
    let (status, refused) = without_secret.post("/oidc/token", &form).await;
    assert_eq!((status, &refused["error"]), (401, &json!("invalid_client")));
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn no_weaker_setting_can_be_chosen(backend: Backend) {
    let here = Setting::new(backend).await;
    let before = here.owner.application(here.rp.id).await.unwrap();
    let url = format!("{}/api/v1/applications/{}", here.server.origin, here.rp.id);
    for (settings, expected) in [
        (json!({"algorithm": "HS256"}), 400),
        (json!({"algorithm": "none"}), 400),
        (json!({"auth": "client_secret_jwt"}), 400),
        (json!({"pkce": "plain"}), 400),
        (
            json!({"redirectUris": ["https://*.example.com/callback"]}),
            422,
        ),
    ] {
        let change = harness::plain_http()
            .patch(&url)
            .bearer_auth(here.owner.token().unwrap())
            .header("If-Match", "*")
            .json(&json!({ "oidc": settings }));
        let status = change.send().await.unwrap().status();
        assert_eq!(status, expected, "{settings}");
    }
    let after = here.owner.application(here.rp.id).await.unwrap();
    assert_eq!(after, before);
}
