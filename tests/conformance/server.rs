//! The code flow: requests, responses, ID tokens, and how an application authenticates.

use harness::{CALLBACK, VERIFIER, challenge, decode, encode, field, location, posted, verify};
use rules::openid::TokenAlgorithm;
use serde_json::{Value, json};

use crate::setting::{NONCE, STATE, Setting, code_in, redeem, refused, refused_on_a_page};

/// The header of a token.
fn header(token: &Value) -> Value {
    let (header, _) = token.as_str().unwrap().split_once('.').unwrap();
    serde_json::from_slice(&decode(&header.into())).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_server() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    assert_eq!(document["issuer"], here.server.origin);
    let address = here.sent(&[]).await;
    assert_eq!(
        field(&address, "iss").as_deref(),
        Some(&*here.server.origin)
    );
    let code = code_in(&address);
    // As many characters as 128 random bits have in base64url.
    assert!(code.len() >= 22, "{code}");

    let token_endpoint = document["token_endpoint"].as_str().unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", CALLBACK),
    ];
    let request = posted(harness::plain_http().post(token_endpoint), &form);
    let request = request.basic_auth(&here.rp.client_id, here.rp.secret.as_deref());
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let tokens: Value = answer.json().await.unwrap();
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(tokens["expires_in"].as_u64().unwrap() > 0);
    assert_eq!(tokens["scope"], "openid");

    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(claims["iss"], document["issuer"]);
    assert_eq!(claims["aud"], here.rp.client_id);
    assert_eq!(claims["nonce"], NONCE);
    let subject = claims["sub"].as_str().unwrap();
    assert!((1..=255).contains(&subject.len()) && subject.is_ascii());
    let now = here.server.running.context.now().unix_seconds();
    let issued = claims["iat"].as_i64().unwrap();
    assert!((0..60).contains(&(now - issued)), "{claims}");
    assert!(claims["exp"].as_i64().unwrap() > now);
    assert!(claims["auth_time"].as_i64().unwrap() <= issued);
    let access_token = tokens["access_token"].as_str().unwrap();
    let hash = decode(&challenge(access_token).into());
    assert_eq!(claims["at_hash"], encode(&hash[..16]));

    let (status, person) = here.rp.userinfo(&tokens).await;
    assert_eq!((status, person), (200, json!({"sub": subject})));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_response_type_missing() {
    let here = Setting::new().await;
    let address = here.sent(&[("response_type", "")]).await;
    refused(&address, "invalid_request");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_idtoken_signature() {
    let here = Setting::new().await;
    let tokens = here.tokens(&[]).await;
    let header = header(&tokens["id_token"]);
    // The default, because the application has registered no algorithm.
    assert_eq!(header["alg"], "RS256");
    let document = here.discovery().await;
    let address = document["jwks_uri"].as_str().unwrap();
    let keys: Value = reqwest::get(address).await.unwrap().json().await.unwrap();
    let all = keys["keys"].as_array().unwrap();
    let named = all.iter().filter(|key| key["kid"] == header["kid"]);
    assert_eq!(named.count(), 1);
    let claims = verify(&keys, tokens["id_token"].as_str().unwrap());
    assert_eq!(claims["sub"], here.user.to_string());
}

/// Nobody could know who issued an unsigned ID token, so the server issues none. The plan skips the module
/// for a provider that does not list the algorithm.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_idtoken_unsigned() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    let listed = document["id_token_signing_alg_values_supported"].as_array();
    assert!(listed.unwrap().iter().all(|one| one != "none"));
    // Nor can it be registered.
    assert_eq!(TokenAlgorithm::parse("none"), None);
    let tokens = here.tokens(&[]).await;
    assert_ne!(header(&tokens["id_token"])["alg"], "none");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_request_without_nonce_succeeds_for_code_flow() {
    let here = Setting::new().await;
    let claims = here.claims(&[("nonce", "")]).await;
    assert_eq!(claims.get("nonce"), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_request_with_unknown_parameter_succeeds() {
    let here = Setting::new().await;
    let claims = here.claims(&[("extra", "foobar")]).await;
    assert_eq!(claims["nonce"], NONCE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_registered_redirect_uri() {
    let here = Setting::new().await;
    for other in [
        format!("{CALLBACK}/other"),
        format!("{CALLBACK}?other=1"),
        "https://other.example.com/callback".to_owned(),
    ] {
        let answer = here.ada.get(&here.path(&[("redirect_uri", &other)])).await;
        refused_on_a_page(&answer);
        let page = answer.text().await.unwrap();
        assert!(page.contains("not registered"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_post_request_succeeds() {
    let here = Setting::new().await;
    let changes = [
        ("scope", "openid"),
        ("code_challenge", ""),
        ("code_challenge_method", ""),
    ];
    let form = here.rp.request(&changes, "");
    let origin = "https://app.example.com";
    let answer = here.ada.post("/oidc/authorize", origin, &form).await;
    // A browser sends no cookies with a form of another site, so the request is sent again by query.
    let again = location(&answer);
    let code = code_in(&location(&here.ada.get(&again).await));
    redeem(&here.rp, &code).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_server_client_secret_post() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    let methods = &document["token_endpoint_auth_methods_supported"];
    let methods = methods.as_array().unwrap();
    assert!(methods.contains(&json!("client_secret_post")));
    let code = here.code(&[]).await;
    let token_endpoint = document["token_endpoint"].as_str().unwrap();
    for (secret, status) in [
        ("not the secret", 401),
        (here.rp.secret.as_deref().unwrap(), 200),
    ] {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", CALLBACK),
            ("client_id", &*here.rp.client_id),
            ("client_secret", secret),
        ];
        let request = posted(harness::plain_http().post(token_endpoint), &form);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status);
        if status == 200 {
            let tokens: Value = answer.json().await.unwrap();
            let claims = here.rp.verified(&tokens["id_token"]).await;
            assert_eq!(claims["aud"], here.rp.client_id);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_request_with_valid_pkce_succeeds() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    assert_eq!(
        document["code_challenge_methods_supported"],
        json!(["S256"])
    );
    let challenge = challenge(VERIFIER);
    let changes = [
        ("code_challenge", &*challenge),
        ("code_challenge_method", "S256"),
    ];
    let address = here.sent(&changes).await;
    assert_eq!(field(&address, "state").as_deref(), Some(STATE));
    let (status, tokens) = here.rp.redeem(&code_in(&address)).await;
    assert_eq!(status, 200, "{tokens}");
}
