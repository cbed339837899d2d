//! The keys that sign tokens for applications.

use std::time::Duration;

use contract::applications::{OidcSettings, UpdateApplication};
use entity::oidc_key;
use harness::{Backend, RelyingParty, Surfer, TestServer, on_both_databases, web};
use identity::oidc_keys::{self, PUBLISHED_BEFORE_USE, ROTATE_EVERY};
use rules::lifetimes::ID_TOKEN;
use rules::openid::TokenAlgorithm;
use sea_orm::EntityTrait;
use serde_json::Value;

use super::{ADA, Setting};
use crate::applications::change;

on_both_databases!(
    a_rotation_brings_the_next_keys_forward,
    keys_are_replaced_when_they_are_due,
    revoked_keys_verify_nothing,
    an_unusual_key_is_published_while_it_is_used,
);

/// The published keys: their identifiers and types.
async fn published(server: &TestServer) -> Vec<(String, String)> {
    let url = format!("{}/oidc/jwks", server.origin);
    let set: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    let text = |key: &Value, name: &str| key[name].as_str().unwrap().to_owned();
    let keys = set["keys"].as_array().unwrap().iter();
    keys.map(|key| (text(key, "kid"), text(key, "kty")))
        .collect()
}

/// The key that signed a token.
fn signed_by(token: &Value) -> String {
    let head = token.as_str().unwrap().split('.').next().unwrap();
    let head: Value = serde_json::from_slice(&harness::decode(&head.into())).unwrap();
    head["kid"].as_str().unwrap().to_owned()
}

async fn a_rotation_brings_the_next_keys_forward(backend: Backend) {
    let here = Setting::new(backend).await;
    let context = &here.server.running.context;
    let before = published(&here.server).await;
    assert_eq!(before.len(), 2);
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let first = signed_by(&tokens["id_token"]);

    oidc_keys::rotate(context, false).await.unwrap();
    let both = published(&here.server).await;
    assert_eq!(both.len(), 4);
    assert!(before.iter().all(|key| both.contains(key)));
    let (_, tokens) = here.rp.refresh(&tokens).await;
    assert_eq!(signed_by(&tokens["id_token"]), first, "published first");

    here.server.clock.advance(PUBLISHED_BEFORE_USE);
    let (_, tokens) = here.rp.refresh(&tokens).await;
    let next = signed_by(&tokens["id_token"]);
    assert_ne!(next, first);
    here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(published(&here.server).await, both);
}

async fn keys_are_replaced_when_they_are_due(backend: Backend) {
    let here = Setting::new(backend).await;
    let (context, clock) = (&here.server.running.context, &here.server.clock);
    let hour = Duration::from_secs(60 * 60);
    let signer = async || {
        let ada = Surfer::signed_in(&here.server, ADA).await;
        let tokens = here.rp.tokens(&ada, &[]).await;
        here.rp.verified(&tokens["id_token"]).await;
        signed_by(&tokens["id_token"])
    };
    let before = published(&here.server).await;
    let first = signer().await;
    let rows = oidc_key::Entity::find().all(context.database().read());
    let oldest = rows.await.unwrap().iter().map(|key| key.signs_from).min();
    let due = oldest.unwrap().plus(ROTATE_EVERY);
    clock.advance(context.now().until(due) - hour);
    oidc_keys::keep(context).await.unwrap();
    assert_eq!(published(&here.server).await, before);

    // Published a day before they sign, so that applications know them by then.
    clock.advance(hour * 2);
    oidc_keys::keep(context).await.unwrap();
    let both = published(&here.server).await;
    assert_eq!(both.len(), 4);
    assert!(before.iter().all(|key| both.contains(key)));
    clock.advance(PUBLISHED_BEFORE_USE - hour);
    oidc_keys::keep(context).await.unwrap();
    assert_eq!(signer().await, first);
    clock.advance(hour);
    let second = signer().await;
    assert_ne!(second, first);

    // The old ones stay for a day after the last token that they have signed.
    clock.advance(PUBLISHED_BEFORE_USE);
    assert_eq!(published(&here.server).await, both);
    clock.advance(ID_TOKEN);
    let after = published(&here.server).await;
    assert_eq!(after.len(), 2);
    assert!(!after.iter().any(|key| before.contains(key)));
    assert_eq!(signer().await, second);
}

async fn revoked_keys_verify_nothing(backend: Backend) {
    let here = Setting::new(backend).await;
    let context = &here.server.running.context;
    let before = published(&here.server).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);

    oidc_keys::rotate(context, true).await.unwrap();
    let after = published(&here.server).await;
    assert_eq!(after.len(), 2);
    assert!(!after.iter().any(|key| before.contains(key)));
    // Access tokens are invalid, and what was granted goes on with new ones.
    assert_eq!(here.rp.userinfo(&tokens).await.0, 401);
    let hint = tokens["id_token"].as_str().unwrap();
    let page = here
        .ada
        .get(&format!("/oidc/logout?id_token_hint={hint}"))
        .await;
    let page = page.text().await.unwrap();
    assert!(
        page.contains("Sign out?"),
        "a hint of a revoked key is none"
    );
    let (status, tokens) = here.rp.refresh(&tokens).await;
    assert_eq!(status, 200);
    here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
    // The job that runs each minute finds nothing to do.
    oidc_keys::keep(context).await.unwrap();
    assert_eq!(published(&here.server).await, after);
}

/// The types of the published keys, and the algorithms of ID tokens.
async fn offered(here: &Setting) -> (Vec<String>, Value) {
    oidc_keys::keep(&here.server.running.context).await.unwrap();
    let keys = published(&here.server).await;
    let discovery = here.ada.get("/.well-known/openid-configuration").await;
    let discovery: Value = discovery.json().await.unwrap();
    let algorithms = discovery["id_token_signing_alg_values_supported"].clone();
    (keys.into_iter().map(|(_, kind)| kind).collect(), algorithms)
}

async fn an_unusual_key_is_published_while_it_is_used(backend: Backend) {
    let here = Setting::new(backend).await;
    let usual = (
        vec!["RSA".to_owned(), "EC".to_owned()],
        serde_json::json!(["RS256", "ES256"]),
    );
    assert_eq!(offered(&here).await, usual);
    let settings = OidcSettings {
        algorithm: TokenAlgorithm::EdDsa,
        ..web()
    };
    let other = RelyingParty::named(&here.server, &here.owner, "Other", settings).await;
    let enable = async |enabled| {
        let update = UpdateApplication {
            enabled: Some(enabled),
            ..UpdateApplication::default()
        };
        change(&here.owner, other.id, update).await;
    };
    let first = signed_by(&other.tokens(&here.ada, &[]).await["id_token"]);
    let (kinds, algorithms) = offered(&here).await;
    assert_eq!(kinds, ["RSA", "EC", "OKP"]);
    assert_eq!(algorithms[2], "EdDSA");

    // Without it, no token is signed, and the last ones can still be verified.
    enable(false).await;
    let (kinds, algorithms) = offered(&here).await;
    assert_eq!((kinds.len(), algorithms), (3, usual.1.clone()));
    enable(true).await;
    let (kinds, _) = offered(&here).await;
    assert_eq!(kinds, ["RSA", "EC", "OKP", "OKP"]);
    let second = signed_by(&other.tokens(&here.ada, &[]).await["id_token"]);
    assert_ne!(second, first);

    enable(false).await;
    offered(&here).await;
    here.server.clock.advance(PUBLISHED_BEFORE_USE + ID_TOKEN);
    assert_eq!(offered(&here).await, usual);
    let owner = here.server.owner().await;
    let version = owner.application(other.id).await.unwrap().version;
    let update = UpdateApplication {
        enabled: Some(true),
        ..UpdateApplication::default()
    };
    let enabled = owner.update_application(other.id, version, &update);
    enabled.await.unwrap();
    here.ada.sign_in(ADA).await;
    let third = signed_by(&other.tokens(&here.ada, &[]).await["id_token"]);
    assert!(third != second && third != first);
}
