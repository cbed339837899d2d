//! Requests that applications push (RFC 9126): each works once, for a minute, for its own application.

use std::time::Duration;

use contract::applications::OidcSettings;
use harness::{
    Backend, RelyingParty, Surfer, VERIFIER, challenge, encoded, field, location,
    on_both_databases, web,
};
use reqwest::Response;
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::json;

use super::{Setting, asked};

on_both_databases!(
    a_pushed_request_works_once,
    it_is_for_its_own_application,
    it_expires,
    what_is_in_the_address_is_ignored,
    a_person_can_sign_in_with_one,
    a_public_application_pushes_too,
    what_is_pushed_is_checked,
);

/// Pushes a request, and returns its name.
async fn push(rp: &RelyingParty, changes: &[(&str, &str)]) -> String {
    let challenge = challenge(VERIFIER);
    let (status, answer) = rp.post("/oidc/par", &form(rp, changes, &challenge)).await;
    assert_eq!(
        (status, &answer["expires_in"]),
        (201, &json!(60)),
        "{answer}"
    );
    answer["request_uri"].as_str().unwrap().to_owned()
}

/// The fields of a request without the client, which authenticates itself.
fn form<'a>(
    rp: &'a RelyingParty,
    changes: &[(&'a str, &'a str)],
    challenge: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let mut form = rp.request(changes, challenge);
    form.retain(|(name, _)| *name != "client_id");
    form
}

/// Brings the name of a request.
async fn bring(surfer: &Surfer, client_id: &str, name: &str, more: &[(&str, &str)]) -> Response {
    let mut fields = vec![("client_id", client_id), ("request_uri", name)];
    fields.extend(more);
    surfer
        .get(&format!("/oidc/authorize?{}", encoded(&fields)))
        .await
}

async fn a_pushed_request_works_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let name = push(&here.rp, &[]).await;
    let address = location(&bring(&here.ada, &here.rp.client_id, &name, &[]).await);
    assert_eq!(field(&address, "state").as_deref(), Some("st&te"));
    let code = field(&address, "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.0, 200);
    let again = bring(&here.ada, &here.rp.client_id, &name, &[]).await;
    assert!(again.status().is_client_error());
    assert!(again.headers().get("location").is_none());
}

async fn it_is_for_its_own_application(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let name = push(&here.rp, &[]).await;
    let stolen = bring(&here.ada, &other.client_id, &name, &[]).await;
    assert!(stolen.status().is_client_error());
    // The wrong application has not used it up.
    let address = location(&bring(&here.ada, &here.rp.client_id, &name, &[]).await);
    assert!(field(&address, "code").is_some());
}

async fn it_expires(backend: Backend) {
    let here = Setting::new(backend).await;
    let name = push(&here.rp, &[]).await;
    here.server.clock.advance(Duration::from_secs(61));
    let late = bring(&here.ada, &here.rp.client_id, &name, &[]).await;
    assert!(late.status().is_client_error());
    assert!(late.headers().get("location").is_none());
}

async fn what_is_in_the_address_is_ignored(backend: Backend) {
    let here = Setting::new(backend).await;
    let name = push(&here.rp, &[]).await;
    let more = [
        ("redirect_uri", "https://evil.example/callback"),
        ("state", "other"),
        ("code_challenge", "x"),
    ];
    let address = location(&bring(&here.ada, &here.rp.client_id, &name, &more).await);
    assert_eq!(field(&address, "state").as_deref(), Some("st&te"));
    assert!(!address.contains("evil.example"), "{address}");
    let code = field(&address, "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn a_person_can_sign_in_with_one(backend: Backend) {
    let here = Setting::new(backend).await;
    let stranger = Surfer::new(&here.server);
    let name = push(&here.rp, &[]).await;
    let answer = bring(&stranger, &here.rp.client_id, &name, &[]).await;
    assert!(!asked(&answer).is_empty());
}

async fn a_public_application_pushes_too(backend: Backend) {
    let settings = OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        ..web()
    };
    let here = Setting::with(backend, settings).await;
    let name = push(&here.rp, &[]).await;
    let address = location(&bring(&here.ada, &here.rp.client_id, &name, &[]).await);
    let code = field(&address, "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn what_is_pushed_is_checked(backend: Backend) {
    let here = Setting::new(backend).await;
    let challenge = challenge(VERIFIER);
    for (name, value) in [
        ("redirect_uri", "https://evil.example/callback"),
        ("request_uri", "urn:ietf:params:oauth:request_uri:x"),
        ("response_type", "token"),
        ("scope", "profile"),
    ] {
        let form = form(&here.rp, &[(name, value)], &challenge);
        let (status, answer) = here.rp.post("/oidc/par", &form).await;
        assert_eq!(status, 400, "{name}: {answer}");
    }
    let mut stranger = here.rp.clone();
    stranger.secret = Some("wrong".to_owned());
    let form = form(&here.rp, &[], &challenge);
    let (status, answer) = stranger.post("/oidc/par", &form).await;
    assert_eq!((status, &answer["error"]), (401, &json!("invalid_client")));
}
