//! Settings are checked as they become, and requests by the settings of the moment (attack class 18).

use std::time::Duration;

use contract::applications::{CreateApplication, OidcSettings, UpdateApplication};
use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use entity::{application, oidc_client};
use harness::{
    Backend, CALLBACK, TestServer, VERIFIER, challenge, encoded, field, on_both_databases,
    problem_type, web,
};
use rules::access::WantedFactor;
use rules::openid::{ClientAuthentication, PkcePolicy};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::{Map, Value, json};

use super::{Setting, asked};
use crate::applications::live;

on_both_databases!(
    every_order_of_changes_ends_in_settings_that_fit_together,
    a_request_that_waits_follows_the_settings_of_the_moment,
    a_pushed_request_follows_the_settings_of_the_moment,
    a_code_without_a_challenge_ends_when_pkce_becomes_required,
    nothing_is_granted_by_settings_that_change_meanwhile,
);

const KINDS: [&str; 3] = ["web", "browser", "native"];
const AUTHS: [&str; 3] = ["basic_or_post", "private_key", "none"];
const PKCES: [&str; 2] = ["required", "if_sent"];
/// A public key, so that `private_key` can be chosen.
const KEYS: &str = r#"{"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "a",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

/// Kind, authentication and PKCE.
type Settings = [&'static str; 3];

/// The rule of the protocol, implemented a second time: browser apps have no secret, and applications
/// without one use PKCE.
fn fits([kind, auth, pkce]: Settings) -> bool {
    (kind != "browser" || auth == "none") && (auth != "none" || pkce == "required")
}

fn all() -> Vec<Settings> {
    let mut all = Vec::new();
    for kind in KINDS {
        for auth in AUTHS {
            all.extend(PKCES.map(|pkce| [kind, auth, pkce]));
        }
    }
    all
}

/// The members that turn `from` into `to`; the others are omitted.
fn changes(from: Settings, to: Settings) -> Map<String, Value> {
    let members = ["kind", "auth", "pkce"]
        .into_iter()
        .zip(from.iter().zip(to));
    let different = members.filter(|(_, (from, to))| **from != *to);
    different
        .map(|(name, (_, to))| (name.to_owned(), json!(to)))
        .collect()
}

/// Each step from settings that fit together to any others. As every step omits what it leaves alone, all
/// orders of changes are sequences of these.
async fn every_order_of_changes_ends_in_settings_that_fit_together(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let settings = OidcSettings {
        jwks: Some(KEYS.to_owned()),
        ..web()
    };
    let new = CreateApplication::oidc("Grafana", settings);
    let made = owner.create_application(&new, None).await.unwrap();
    let mut version = made.version;
    let mut now: Settings = ["web", "basic_or_post", "required"];
    let mut patch = async |members: Map<String, Value>| {
        let body = json!({"oidc": members});
        let update: UpdateApplication = serde_json::from_value(body).unwrap();
        let changed = owner.update_application(made.id, version, &update).await?;
        version = changed.version;
        Ok::<_, client::Error>(changed.oidc.unwrap())
    };
    let (mut accepted, mut refused) = (0, 0);
    for from in all().into_iter().filter(|one| fits(*one)) {
        for to in all().into_iter().filter(|to| *to != from) {
            if now != from {
                patch(changes(now, from)).await.unwrap();
                now = from;
            }
            match patch(changes(from, to)).await {
                Ok(after) => {
                    let after = [
                        after.kind.as_str(),
                        after.auth.as_str(),
                        after.pkce.as_str(),
                    ];
                    assert_eq!(after, to, "{from:?}");
                    assert!(fits(to), "{from:?} became {to:?}");
                    now = to;
                    accepted += 1;
                }
                Err(error) => {
                    assert!(!fits(to), "{from:?} did not become {to:?}: {error:?}");
                    refused += 1;
                }
            }
        }
        // Nothing of what was refused is there.
        let shown = owner.application(made.id).await.unwrap().oidc.unwrap();
        let shown = [
            shown.kind.as_str(),
            shown.auth.as_str(),
            shown.pkce.as_str(),
        ];
        assert_eq!(shown, now);
    }
    assert_eq!((accepted, refused), (110, 77));

    // Without its keys, an application cannot prove itself, whichever of the two is changed last.
    patch(changes(now, ["web", "private_key", "required"]))
        .await
        .unwrap();
    let none = Map::from_iter([("jwks".to_owned(), Value::Null)]);
    let without_keys = patch(none.clone()).await;
    assert_eq!(problem_type(without_keys), ProblemType::InvalidFields);
    let secret = Map::from_iter([("auth".to_owned(), json!("basic_or_post"))]);
    patch(secret).await.unwrap();
    patch(none).await.unwrap();
    let keys = Map::from_iter([("auth".to_owned(), json!("private_key"))]);
    assert_eq!(problem_type(patch(keys).await), ProblemType::InvalidFields);
}

async fn a_request_that_waits_follows_the_settings_of_the_moment(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| {
        settings.consent = true;
        settings.pkce = PkcePolicy::IfSent;
    })
    .await;
    let approve = ContinueAuthorization {
        answer: Some(RequestAnswer::Approve),
        ..ContinueAuthorization::default()
    };
    let waiting = async |changes: &[(&str, &str)]| {
        asked(&here.ada.get(&here.rp.authorize_path(changes)).await)
    };
    let continued = async |token: &str| {
        let path = format!("/oidc/continue?request={token}");
        let answer = here.ada.get(&path).await;
        assert!(answer.headers().get("location").is_none(), "{answer:?}");
        assert_eq!(answer.status(), 400);
    };
    let moved = waiting(&[]).await;
    let without_challenge = waiting(&[("code_challenge", ""), ("code_challenge_method", "")]).await;
    let unproved = waiting(&[]).await;

    // Ada approves before the settings change, and opens the address after that.
    for token in [&moved, &without_challenge] {
        let portal = &here.ada.portal;
        portal.continue_authorization(token, approve).await.unwrap();
    }
    here.change(|settings| settings.pkce = PkcePolicy::Required)
        .await;
    continued(&without_challenge).await;
    here.change(|settings| settings.redirect_uris = vec![format!("{CALLBACK}/new")])
        .await;
    continued(&moved).await;
    here.change(|settings| settings.redirect_uris = vec![CALLBACK.to_owned()])
        .await;

    // A policy that becomes stricter is the one that counts, also for what the portal has approved.
    let policy = |factor| UpdateApplication {
        factor: Some(factor),
        ..UpdateApplication::default()
    };
    let portal = &here.ada.portal;
    portal
        .continue_authorization(&unproved, approve)
        .await
        .unwrap();
    crate::applications::change(&here.owner, here.rp.id, policy(WantedFactor::Any)).await;
    let path = format!("/oidc/continue?request={unproved}");
    assert_eq!(asked(&here.ada.get(&path).await), unproved);
    let go_on = portal.continue_authorization(&unproved, approve).await;
    assert_eq!(problem_type(go_on), ProblemType::FactorRequired);
    crate::applications::change(&here.owner, here.rp.id, policy(WantedFactor::None)).await;
    let address = harness::location(&here.ada.get(&path).await);
    let code = field(&address, "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.0, 200);
}

async fn a_pushed_request_follows_the_settings_of_the_moment(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.pkce = PkcePolicy::IfSent)
        .await;
    let push = async |changes: &[(&str, &str)]| {
        let challenge = challenge(VERIFIER);
        let mut form = here.rp.request(changes, &challenge);
        form.retain(|(name, _)| *name != "client_id");
        let (status, answer) = here.rp.post("/oidc/par", &form).await;
        assert_eq!(status, 201, "{answer}");
        answer["request_uri"].as_str().unwrap().to_owned()
    };
    let bring = async |name: &str| {
        let query = encoded(&[("client_id", &*here.rp.client_id), ("request_uri", name)]);
        here.ada.get(&format!("/oidc/authorize?{query}")).await
    };
    let moved = push(&[]).await;
    let none = [("code_challenge", ""), ("code_challenge_method", "")];
    let (first, second) = (push(&none).await, push(&none).await);
    let code = field(&harness::location(&bring(&first).await), "code");
    assert!(code.is_some());
    here.change(|settings| {
        settings.pkce = PkcePolicy::Required;
        settings.redirect_uris = vec![format!("{CALLBACK}/new")];
    })
    .await;
    let refused = bring(&moved).await;
    assert_eq!(refused.status(), 400);
    assert!(refused.headers().get("location").is_none());
    here.change(|settings| settings.redirect_uris = vec![CALLBACK.to_owned()])
        .await;
    let refused = bring(&second).await;
    assert_eq!(refused.status(), 400);
    assert!(refused.headers().get("location").is_none());
}

async fn a_code_without_a_challenge_ends_when_pkce_becomes_required(backend: Backend) {
    let mut here = Setting::new(backend).await;
    here.change(|settings| settings.pkce = PkcePolicy::IfSent)
        .await;
    let none = [("code_challenge", ""), ("code_challenge_method", "")];
    let (first, second) = (
        here.rp.code(&here.ada, &none).await,
        here.rp.code(&here.ada, &none).await,
    );
    assert_eq!(here.rp.redeem_with(&first, CALLBACK, None).await.0, 200);
    here.change(|settings| {
        settings.auth = ClientAuthentication::Public;
        settings.pkce = PkcePolicy::Required;
    })
    .await;
    // Otherwise anyone who has seen the code could redeem it, without a secret and without a verifier.
    let secret = here.rp.secret.take();
    assert!(secret.is_some());
    let (status, answer) = here.rp.redeem_with(&second, CALLBACK, None).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_grant")));
    // What is asked for from now on has a challenge.
    here.rp.tokens(&here.ada, &[]).await;
}

/// Turns offline access off, in a transaction that is not committed yet.
async fn turning_offline_access_off(here: &Setting) -> DatabaseTransaction {
    let kept = here.server.running.context.database().begin().await;
    let kept = kept.unwrap();
    let version = application::Column::Version;
    application::Entity::update_many()
        .col_expr(version, Expr::col(version).add(1))
        .filter(application::Column::Id.eq(here.rp.id.0))
        .exec(&kept)
        .await
        .unwrap();
    oidc_client::Entity::update_many()
        .col_expr(oidc_client::Column::Offline, Expr::value(false))
        .filter(oidc_client::Column::ApplicationId.eq(here.rp.id.0))
        .exec(&kept)
        .await
        .unwrap();
    kept
}

async fn nothing_is_granted_by_settings_that_change_meanwhile(backend: Backend) {
    let here = Setting::new(backend).await;
    let path = here.rp.authorize_path(&[]);
    let kept = turning_offline_access_off(&here).await;
    // The request has read the settings, and waits for the application.
    let release = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        kept.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(here.ada.get(&path), release);
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().get("location").is_none());
    assert_eq!(live(&here.server, here.rp.id).await, 0);
    // The next one gets what the settings of the moment allow: access that ends with the session.
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    here.ada.portal.sign_out().await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
}
