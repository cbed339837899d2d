//! Every sign-in page asks for a passkey challenge as soon as it is open.

use std::time::Duration;

use client::Portal;
use contract::sign_in::NextStep;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};

use super::ADA;
use super::passkeys::with_passkey;

on_both_databases!(
    a_challenge_leaves_sign_ins_and_other_challenges_alone,
    a_page_that_stays_open_keeps_working,
);

async fn a_challenge_leaves_sign_ins_and_other_challenges_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, ada, mut key) = with_passkey(&server).await;
    let browser = server.anonymous(Portal::User);
    let in_one_tab = browser.begin_passkey_sign_in().await.unwrap();
    browser.begin_sign_in(ADA).await.unwrap();
    browser.begin_passkey_sign_in().await.unwrap();
    let resumed = browser.resume_sign_in().await.unwrap();
    assert_eq!(resumed.next_step, NextStep::Password);
    let step = browser.submit_password(USER_PASSWORD).await.unwrap();
    assert_eq!(step.next_step, NextStep::Factor);
    browser.begin_passkey_sign_in().await.unwrap();
    browser.submit_passkey(&key.get(&in_one_tab)).await.unwrap();
    assert_eq!(browser.me().await.unwrap().email, ADA);

    // A sign-in with a passkey that has a step left goes on.
    let id = ada.me().await.unwrap().id;
    owner.expire_user_password(id).await.unwrap();
    let browser = server.anonymous(Portal::User);
    let challenge = browser.begin_passkey_sign_in().await.unwrap();
    let step = browser.submit_passkey(&key.get(&challenge)).await.unwrap();
    assert_eq!(step.next_step, NextStep::ReplacePassword);
    browser.begin_passkey_sign_in().await.unwrap();
    let step = browser.replace_password("another long password").await;
    assert_eq!(step.unwrap().next_step, NextStep::Complete);
}

async fn a_page_that_stays_open_keeps_working(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let (_, _, mut key) = with_passkey(&server).await;
    // It asks again in the last second of its ten minutes, or when they are over.
    for seconds in [599, 600] {
        let browser = server.anonymous(Portal::User);
        browser.begin_passkey_sign_in().await.unwrap();
        server.clock.advance(Duration::from_secs(seconds));
        let again = browser.begin_passkey_sign_in().await.unwrap();
        server.clock.advance(Duration::from_secs(599));
        let done = browser.submit_passkey(&key.get(&again)).await.unwrap();
        assert_eq!(done.next_step, NextStep::Complete, "{seconds}");
        assert_eq!(browser.me().await.unwrap().email, ADA);
    }
}
