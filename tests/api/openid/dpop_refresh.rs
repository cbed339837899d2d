//! Refresh tokens of grants that are bound to a key (RFC 9449, 5).

use contract::applications::OidcSettings;
use harness::{Backend, DpopKey, on_both_databases, web};
use rules::lifetimes::LOST_TOKEN_RESPONSE;
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::{Value, json};

use super::Setting;
use super::dpop::{bound, proof};

on_both_databases!(
    those_of_public_applications_are_bound,
    an_application_with_a_secret_may_change_its_key,
    a_grant_can_be_bound_later,
);

fn public() -> OidcSettings {
    OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        ..web()
    }
}

/// Refreshes with a proof of this key, if there is one.
async fn refresh(here: &Setting, tokens: &Value, key: Option<&DpopKey>) -> (u16, Value) {
    let token = tokens["refresh_token"].as_str().unwrap();
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let proof = key.map(|key| proof(here, key));
    let headers: Vec<_> = proof.iter().map(|proof| ("DPoP", proof.as_str())).collect();
    here.rp.post_with("/oidc/token", &form, &headers).await
}

async fn those_of_public_applications_are_bound(backend: Backend) {
    let here = Setting::with(backend, public()).await;
    let (key, thief) = (DpopKey::generate(), DpopKey::generate());
    let tokens = bound(&here, &key).await;
    let (_, answer) = refresh(&here, &tokens, None).await;
    assert_eq!(answer["error"], "invalid_dpop_proof");
    let (_, answer) = refresh(&here, &tokens, Some(&thief)).await;
    assert_eq!(answer["error"], "invalid_grant");
    // That has not used it up.
    let (status, next) = refresh(&here, &tokens, Some(&key)).await;
    assert_eq!((status, &next["token_type"]), (200, &json!("DPoP")));
    let (_, answer) = refresh(&here, &next, Some(&thief)).await;
    assert_eq!(answer["error"], "invalid_grant");
    assert_eq!(refresh(&here, &next, Some(&key)).await.0, 200);
}

async fn an_application_with_a_secret_may_change_its_key(backend: Backend) {
    let here = Setting::new(backend).await;
    let (key, next_key) = (DpopKey::generate(), DpopKey::generate());
    let tokens = bound(&here, &key).await;
    // Its tokens stay bound to some key.
    let (_, answer) = refresh(&here, &tokens, None).await;
    assert_eq!(answer["error"], "invalid_dpop_proof");
    let (status, next) = refresh(&here, &tokens, Some(&next_key)).await;
    assert_eq!((status, &next["token_type"]), (200, &json!("DPoP")));
    let about = here.rp.introspect(&next["access_token"]).await;
    assert_eq!(about["cnf"]["jkt"], next_key.thumbprint());
}

async fn a_grant_can_be_bound_later(backend: Backend) {
    let here = Setting::with(backend, public()).await;
    let (key, thief) = (DpopKey::generate(), DpopKey::generate());
    let plain = here.rp.tokens(&here.ada, &[]).await;
    let (status, next) = refresh(&here, &plain, Some(&key)).await;
    assert_eq!((status, &next["token_type"]), (200, &json!("DPoP")));
    assert_eq!(refresh(&here, &next, None).await.0, 400);
    assert_eq!(refresh(&here, &next, Some(&thief)).await.0, 400);
    let (status, last) = refresh(&here, &next, Some(&key)).await;
    assert_eq!(status, 200);
    // A copy that is used later is noticed, although it comes without the key.
    here.server.clock.advance(LOST_TOKEN_RESPONSE);
    let (_, answer) = refresh(&here, &plain, None).await;
    assert_eq!(answer["error"], "invalid_grant");
    assert_eq!(refresh(&here, &last, Some(&key)).await.0, 400);
}
