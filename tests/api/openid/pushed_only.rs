//! Applications that must push their requests, proofs in what is pushed, and how much a network may push.

use contract::applications::OidcSettings;
use harness::{
    Backend, DpopKey, TestDatabase, TestServer, VERIFIER, challenge, encoded, field, location,
    on_both_databases, web,
};
use latchkey::config::Quota;
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::{Value, json};

use super::Setting;
use super::dpop::{proof, redeem};

on_both_databases!(
    a_request_that_was_not_pushed_is_refused,
    a_proof_binds_what_is_pushed,
    strangers_push_no_more_than_they_may_sign_in,
);

/// Pushes a request with these headers.
async fn push(here: &Setting, changes: &[(&str, &str)], headers: &[(&str, &str)]) -> (u16, Value) {
    let challenge = challenge(VERIFIER);
    let mut form = here.rp.request(changes, &challenge);
    form.retain(|(name, _)| *name != "client_id");
    here.rp.post_with("/oidc/par", &form, headers).await
}

/// Where the browser is sent with the name of a pushed request.
async fn brought(here: &Setting, pushed: &Value) -> String {
    let name = pushed["request_uri"].as_str().unwrap();
    let fields = [("client_id", &*here.rp.client_id), ("request_uri", name)];
    let path = format!("/oidc/authorize?{}", encoded(&fields));
    location(&here.ada.get(&path).await)
}

async fn a_request_that_was_not_pushed_is_refused(backend: Backend) {
    let settings = OidcSettings {
        require_pushed: true,
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    // The application is told, at its own address.
    let address = here.rp.sent(&here.ada, &[]).await;
    assert!(address.starts_with(harness::CALLBACK), "{address}");
    assert_eq!(field(&address, "error").as_deref(), Some("invalid_request"));
    assert_eq!(field(&address, "state").as_deref(), Some("st&te"));
    assert_eq!(field(&address, "code"), None);
    // Nobody is sent to an address that is not registered.
    let changes = [("redirect_uri", "https://evil.example/callback")];
    let answer = here.ada.get(&here.rp.authorize_path(&changes)).await;
    assert!(answer.headers().get("location").is_none());
    let (status, pushed) = push(&here, &[], &[]).await;
    assert_eq!(status, 201, "{pushed}");
    let code = field(&brought(&here, &pushed).await, "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    here.change(|settings| settings.require_pushed = false)
        .await;
    here.rp.code(&here.ada, &[]).await;
}

async fn a_proof_binds_what_is_pushed(backend: Backend) {
    let here = Setting::new(backend).await;
    let (key, other) = (DpopKey::generate(), DpopKey::generate());
    let address = format!("{}/oidc/par", here.server.origin);
    let pushed_with = |key: &DpopKey| {
        let now = here.server.running.context.now();
        key.signed(&key.header(), &DpopKey::claims("POST", &address, now, &[]))
    };
    let sent = pushed_with(&key);
    let (status, pushed) = push(&here, &[], &[("DPoP", &sent)]).await;
    assert_eq!(status, 201, "{pushed}");
    let (status, answer) = push(&here, &[], &[("DPoP", &sent)]).await;
    assert_eq!(
        (status, &answer["error"]),
        (400, &json!("invalid_dpop_proof"))
    );
    let code = field(&brought(&here, &pushed).await, "code").unwrap();
    let (_, answer) = redeem(&here, &code, &[&proof(&here, &other)]).await;
    assert_eq!(answer["error"], "invalid_grant");
    assert_eq!(redeem(&here, &code, &[&proof(&here, &key)]).await.0, 200);
    // Both ways at once must name the same key.
    let thumbprint = key.thumbprint();
    let changes = [("dpop_jkt", &*thumbprint)];
    for (key, expected) in [(&other, 400), (&key, 201)] {
        let (status, answer) = push(&here, &changes, &[("DPoP", &pushed_with(key))]).await;
        assert_eq!(status, expected, "{answer}");
    }
    // A proof for another endpoint is none.
    let (status, _) = push(&here, &[], &[("DPoP", &proof(&here, &key))]).await;
    assert_eq!(status, 400);
}

async fn strangers_push_no_more_than_they_may_sign_in(backend: Backend) {
    let database = TestDatabase::installed(backend).await;
    let few = |config: &mut latchkey::config::Config| {
        config.limits.sign_in = Quota {
            per_minute: 1,
            burst: 30,
        };
    };
    let public = OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        ..web()
    };
    let here = Setting::on(TestServer::start_on(database, few).await, public).await;
    let mut pushed = 0;
    loop {
        let (status, answer) = push(&here, &[], &[]).await;
        if status == 429 {
            break;
        }
        assert_eq!(status, 201, "{answer}");
        pushed += 1;
        assert!(pushed <= 30);
    }
    // What is wrong is refused before, and does not count.
    let wrong = [("response_type", "token")];
    assert_eq!(push(&here, &wrong, &[]).await.0, 400);
    // A person who is signed in still signs in to the application.
    let code = here.rp.code(&here.ada, &[]).await;
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}
