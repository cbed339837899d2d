//! Applications are told that sessions have ended (attack classes 22 and 23).

use std::net::TcpListener;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use client::Portal;
use contract::applications::{OidcSettings, UpdateApplication};
use contract::users::LockUser;
use entity::logout_notice;
use harness::{
    Backend, RelyingParty, SOON, TestDatabase, TestServer, logout_endpoint, on_both_databases,
    until, web,
};
use rules::lifetimes::USER_SESSION_IDLE;
use rules::openid::TokenAlgorithm;
use rules::resource::AfterLoss;
use rules::time::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::Setting;

on_both_databases!(
    every_end_is_told,
    a_session_that_expires_is_told,
    a_deleted_application_is_told,
    what_was_not_accepted_is_told_again,
    no_notice_goes_to_an_internal_address,
    a_slow_application_does_not_delay_the_others,
);

/// A server that sends notices to these networks, and an application that gets them at this address.
pub async fn setting(backend: Backend, address: &str, networks: &[&str]) -> Setting {
    let networks: Vec<_> = networks.iter().map(|one| one.parse().unwrap()).collect();
    let database = TestDatabase::new(backend).await;
    let server = TestServer::start_on(database, |config| {
        config.server.logout_notice_networks = networks;
    });
    let settings = OidcSettings {
        backchannel_logout_uri: Some(address.to_owned()),
        ..web()
    };
    Setting::on(server.await, settings).await
}

/// The claims of the next logout token.
pub async fn told(here: &Setting, bodies: &Receiver<String>) -> Value {
    let body = until(SOON, "a notice", async || bodies.try_recv().ok()).await;
    let token = body.strip_prefix("logout_token=").unwrap().to_owned();
    here.rp.verified(&token.into()).await
}

async fn notices(here: &Setting) -> Vec<logout_notice::Model> {
    let read = here.server.running.context.database().read();
    logout_notice::Entity::find().all(read).await.unwrap()
}

async fn every_end_is_told(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let here = setting(backend, &address, &["127.0.0.0/8"]).await;
    let remove = UpdateApplication {
        on_lock: Some(AfterLoss::Remove),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, here.rp.id, remove).await;
    for end in [
        "sign out",
        "session",
        "suspension",
        "wrong passwords",
        "lock",
        "disabled",
        "deletion",
    ] {
        let tokens = here.rp.tokens(&here.ada, &[]).await;
        let claims = here.rp.verified(&tokens["id_token"]).await;
        match end {
            "sign out" => here.ada.portal.sign_out().await.unwrap(),
            "session" => drop(here.owner.end_user_sessions(here.user).await.unwrap()),
            "suspension" => {
                here.owner.suspend_user(here.user).await.unwrap();
                here.owner.activate_user(here.user).await.unwrap();
            }
            "wrong passwords" => {
                let portal = Portal::User;
                here.server.guess_until_locked(portal, super::ADA).await;
                here.owner.unlock_user(here.user).await.unwrap();
            }
            "lock" => {
                let lock = LockUser::default();
                here.owner.lock_user(here.user, &lock).await.unwrap();
                here.owner.unlock_user(here.user).await.unwrap();
            }
            "disabled" => {
                for enabled in [false, true] {
                    let change = UpdateApplication {
                        enabled: Some(enabled),
                        ..UpdateApplication::default()
                    };
                    crate::applications::change(&here.owner, here.rp.id, change).await;
                }
            }
            _ => here.owner.delete_user(here.user).await.unwrap(),
        }
        let logout = told(&here, &bodies).await;
        assert_eq!(logout["sid"], claims["sid"], "{end}");
        assert_eq!(
            (&logout["sub"], &logout["aud"]),
            (&claims["sub"], &claims["aud"])
        );
        assert_eq!(logout["iss"], here.server.origin);
        let event = "http://schemas.openid.net/event/backchannel-logout";
        assert!(logout["events"][event].is_object());
        assert!(logout["jti"].is_string() && logout["iat"].is_i64());
        assert_eq!(logout.get("nonce"), None);
        // A logout token is no ID token.
        let token = tokens["id_token"].as_str().unwrap();
        assert_ne!(logout["jti"], *token);
        if !matches!(end, "deletion" | "disabled" | "wrong passwords") {
            here.ada.sign_in(super::ADA).await;
        }
    }
}

async fn a_session_that_expires_is_told(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let here = setting(backend, &address, &["127.0.0.0/8"]).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let context = &here.server.running.context;
    let (ever, never) = (Timestamp::from_unix_millis(0), CancellationToken::new());
    let end_expired = async || {
        let ended = identity::sessions::end_expired(context, ever, &never);
        ended.await.unwrap()
    };
    assert_eq!(end_expired().await, 0);
    here.server.clock.advance(USER_SESSION_IDLE);
    assert_eq!(end_expired().await, 1);
    let logout = told(&here, &bodies).await;
    assert_eq!(logout["sid"], claims["sid"]);
    assert_eq!(end_expired().await, 0);
    // As after a sign-out.
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
}

async fn a_deleted_application_is_told(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["503 Service Unavailable", "200 OK"]);
    let here = setting(backend, &address, &["127.0.0.0/8"]).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let version = here.owner.application(here.rp.id).await.unwrap().version;
    let deleted = here.owner.delete_application(here.rp.id, version);
    deleted.await.unwrap();
    let first = told(&here, &bodies).await;
    assert_eq!(
        (&first["sid"], &first["sub"], &first["aud"]),
        (&claims["sid"], &claims["sub"], &claims["aud"])
    );
    // It is retried as long as others.
    attempted(&here).await;
    here.server.clock.advance(Duration::from_secs(10));
    assert_eq!(told(&here, &bodies).await["jti"], first["jti"]);
}

/// Waits until a failed attempt is written down, which happens before the next one is due. Returns the first
/// notice.
async fn attempted(here: &Setting) -> logout_notice::Model {
    until(SOON, "a failed attempt", async || {
        let notice = notices(here).await.swap_remove(0);
        notice.last_error.is_some().then_some(notice)
    })
    .await
}

async fn what_was_not_accepted_is_told_again(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["503 Service Unavailable", "200 OK"]);
    let here = setting(backend, &address, &["127.0.0.0/8"]).await;
    here.rp.tokens(&here.ada, &[]).await;
    here.ada.portal.sign_out().await.unwrap();
    let first = told(&here, &bodies).await;
    attempted(&here).await;
    assert_eq!(notices(&here).await[0].delivered_at, None);
    here.server.clock.advance(Duration::from_secs(10));
    let second = told(&here, &bodies).await;
    assert_eq!(first["jti"], second["jti"]);
}

async fn no_notice_goes_to_an_internal_address(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let here = setting(backend, &address, &[]).await;
    here.rp.tokens(&here.ada, &[]).await;
    here.ada.portal.sign_out().await.unwrap();
    let notice = attempted(&here).await;
    let error = notice.last_error.unwrap();
    assert!(error.contains("not public"), "{error}");
    assert_eq!(notice.next_attempt_at, None);
    assert!(bodies.try_recv().is_err());
}

/// Writes this number of notices for an application, as if so many sessions had ended.
async fn write_notices(here: &Setting, rp: &RelyingParty, number: usize) {
    let context = &here.server.running.context;
    let organization = here.owner.organization().await.unwrap().id;
    let rows = (0..number).map(|_| logout_notice::ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(organization.0),
        application_id: Set(rp.id.0),
        application_session_id: Set(context.new_id()),
        subject: Set("ada".to_owned()),
        address: Set("https://app.example.com/logout".to_owned()),
        algorithm: Set(TokenAlgorithm::Rs256),
        attempts: Set(0),
        created_at: Set(context.now()),
        next_attempt_at: Set(Some(context.now())),
        ..Default::default()
    });
    logout_notice::Entity::insert_many(rows)
        .exec_without_returning(context.database().write())
        .await
        .unwrap();
}

async fn a_slow_application_does_not_delay_the_others(backend: Backend) {
    // It is connected to, and never answers.
    let slow = TcpListener::bind("127.0.0.1:0").unwrap();
    slow.set_nonblocking(true).unwrap();
    let slow_address = format!("http://{}/logout", slow.local_addr().unwrap());
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let here = setting(backend, &address, &["127.0.0.0/8"]).await;
    let settings = OidcSettings {
        backchannel_logout_uri: Some(slow_address),
        ..web()
    };
    let hanging = RelyingParty::named(&here.server, &here.owner, "Slow", settings).await;
    here.rp.tokens(&here.ada, &[]).await;
    write_notices(&here, &hanging, 40).await;
    here.server.clock.advance(Duration::from_secs(1));
    here.ada.portal.sign_out().await.unwrap();
    // Later than all of the others, and before any of them has given up.
    told(&here, &bodies).await;
    let waiting: Vec<_> = std::iter::from_fn(|| slow.accept().ok()).collect();
    assert!(waiting.len() <= 2, "{}", waiting.len());
}
