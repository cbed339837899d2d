//! Devices whose tokens are bound to a key (RFC 8628 with RFC 9449).

use contract::applications::OidcSettings;
use harness::{Backend, DpopKey, on_both_databases};
use serde_json::{Value, json};

use super::Setting;
use super::device_grant::{Device, for_devices};
use super::dpop::proof;

on_both_databases!(
    the_tokens_of_a_device_are_bound_to_its_key,
    a_device_may_have_to_prove_its_key,
);

/// Asks for the tokens, with a proof of `key`.
async fn poll(here: &Setting, device: &Device, key: &DpopKey) -> (u16, Value) {
    let proof = proof(here, key);
    device.poll_with(&here.rp, &[("DPoP", &proof)]).await
}

/// Exchanges a refresh token, with a proof of `key` if there is one.
async fn refresh(here: &Setting, tokens: &Value, key: Option<&DpopKey>) -> (u16, Value) {
    let proof = key.map(|key| proof(here, key));
    let headers: Vec<_> = proof.iter().map(|proof| ("DPoP", &**proof)).collect();
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    here.rp.post_with("/oidc/token", &form, &headers).await
}

async fn the_tokens_of_a_device_are_bound_to_its_key(backend: Backend) {
    let here = Setting::with(backend, for_devices()).await;
    let key = DpopKey::generate();
    let device = Device::begin(&here.rp).await;
    let (status, waiting) = poll(&here, &device, &key).await;
    let pending = json!("authorization_pending");
    assert_eq!((status, &waiting["error"]), (400, &pending));
    device.approve(&here.ada).await.unwrap();
    let (status, tokens) = poll(&here, &device, &key).await;
    assert_eq!(
        (status, &tokens["token_type"]),
        (200, &json!("DPoP")),
        "{tokens}"
    );
    // Without the key the refresh token is of no use.
    let (status, refused) = refresh(&here, &tokens, None).await;
    assert_eq!(status, 400, "{refused}");
    let (status, renewed) = refresh(&here, &tokens, Some(&key)).await;
    assert_eq!(
        (status, &renewed["token_type"]),
        (200, &json!("DPoP")),
        "{renewed}"
    );
}

async fn a_device_may_have_to_prove_its_key(backend: Backend) {
    let settings = OidcSettings {
        dpop_required: true,
        ..for_devices()
    };
    let here = Setting::with(backend, settings).await;
    let device = Device::begin(&here.rp).await;
    device.approve(&here.ada).await.unwrap();
    // That a request without a proof is refused uses nothing up.
    assert_eq!(device.error(&here.rp).await, "invalid_dpop_proof");
    let (status, tokens) = poll(&here, &device, &DpopKey::generate()).await;
    assert_eq!(
        (status, &tokens["token_type"]),
        (200, &json!("DPoP")),
        "{tokens}"
    );
}
