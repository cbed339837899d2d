//! Guesses at a network.

use client::Portal;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestDatabase, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use identity::crypto::Asker;

use super::{ADA, MINUTE, Setting, WRONG, ask, site};

on_both_databases!(
    guesses_count_with_those_at_the_portal,
    a_busy_server_neither_accepts_nor_counts,
);

async fn guesses_count_with_those_at_the_portal(backend: Backend) {
    let setting = Setting::new(backend, &site("Wi-Fi")).await;
    // A device that repeats an old password guesses once.
    for _ in 0..20 {
        assert_eq!(setting.ask("ada", WRONG).await.0, 401);
    }
    assert_eq!(setting.failed_attempts().await, 1);
    let stranger = setting.server.anonymous(Portal::User);
    stranger.begin_sign_in(ADA).await.unwrap();
    let wrong = stranger.submit_password(WRONG).await;
    assert_eq!(problem_type(wrong), ProblemType::WrongCredentials);
    assert_eq!(setting.failed_attempts().await, 2);
    // A right password is no attempt, and gives guessers no new ones.
    setting.connects(USER_PASSWORD).await;
    setting.connects(&setting.application_password).await;
    assert_eq!(setting.failed_attempts().await, 2);
    for number in 0..4 {
        setting.ask("ada", &format!("guess {number}")).await;
        setting.server.mail_settled().await;
    }
    let locked = setting.owner.user(setting.ada.id).await.unwrap();
    assert!(locked.password.lock.is_some(), "{locked:?}");
    setting.server.clock.advance(MINUTE);
    setting.refuses(USER_PASSWORD, "locked").await;
    setting
        .refuses(&setting.application_password, "locked")
        .await;
    setting.refuses(USER_PASSWORD, "incorrect").await;
    setting.owner.unlock_user(setting.ada.id).await.unwrap();
    // What was not verified during the lock is not remembered as wrong.
    setting.connects(USER_PASSWORD).await;
}

async fn a_busy_server_neither_accepts_nor_counts(backend: Backend) {
    let database = TestDatabase::new(backend).await;
    let server = TestServer::start_on(database, |config| {
        config.security.hashing.queue = 1;
    })
    .await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let network = owner.create_radius_client(&site("Wi-Fi")).await.unwrap();
    let place = server.running.context.hasher().place(Asker::default());
    let place = place.unwrap();
    for password in [USER_PASSWORD, WRONG] {
        let (status, _) = ask(&server, &network.secret, "ada", password).await;
        assert_eq!(status, 503);
    }
    drop(place);
    let (status, _) = ask(&server, &network.secret, "ada", USER_PASSWORD).await;
    assert_eq!(status, 200);
    let failed = ListQuery {
        filter: Some("action:network.failed".to_owned()),
        ..ListQuery::default()
    };
    server.mail_settled().await;
    assert_eq!(owner.events(&failed).await.unwrap().total, 0);
}
