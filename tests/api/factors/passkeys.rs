//! Passkeys, with a software authenticator that can send what no browser would.

use client::{Client, Error, Portal};
use contract::factors::{AddPasskey, FactorProof, PasskeyAnswer, Proof};
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use harness::{
    Backend, SoftPasskey, TestServer, USER_PASSWORD, decode, encode, on_both_databases,
    problem_type,
};
use rules::mfa::{FactorKind, MfaRequirement};
use serde_json::json;
use std::time::Duration;

use super::{ADA, after_password, refused, set_policy};

on_both_databases!(
    a_passkey_is_a_factor_and_a_whole_sign_in,
    every_part_of_a_registration_is_checked,
    every_part_of_an_assertion_is_checked,
    a_challenge_works_once_and_only_in_its_browser,
    a_synced_passkey_is_shown_as_such,
    a_removed_passkey_is_rejected,
    a_passkey_does_not_open_a_locked_or_suspended_account,
    a_passkey_only_session_ends_if_configured,
    a_passkey_signs_nobody_in_where_mfa_is_off,
);

/// What is wrong with a passkey, and the change that causes it.
type Tamper = (&'static str, fn(&mut SoftPasskey));

pub(crate) async fn add(server: &TestServer, client: &Client) -> SoftPasskey {
    let mut key = SoftPasskey::new(&server.origin);
    register(client, &mut key).await;
    key
}

/// Adds this passkey to the account.
pub(super) async fn register(client: &Client, key: &mut SoftPasskey) {
    let challenge = client.begin_passkey_enrollment().await.unwrap();
    let add = AddPasskey {
        ceremony_id: challenge.ceremony_id,
        credential: key.create(&challenge),
        name: "Laptop".to_owned(),
    };
    client.finish_passkey_enrollment(&add).await.unwrap();
}

pub(super) async fn with_passkey(server: &TestServer) -> (Client, Client, SoftPasskey) {
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let key = add(server, &ada).await;
    (owner, ada, key)
}

pub(crate) async fn alone(server: &TestServer, key: &mut SoftPasskey) -> Result<Client, Error> {
    let browser = server.anonymous(Portal::User);
    let challenge = browser.begin_passkey_sign_in().await.unwrap();
    let done = browser.submit_passkey(&key.get(&challenge)).await?;
    assert_eq!(done.next_step, NextStep::Complete);
    Ok(browser)
}

async fn a_passkey_is_a_factor_and_a_whole_sign_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, ada, mut key) = with_passkey(&server).await;
    let mine = ada.my_factors().await.unwrap();
    assert_eq!(mine.factors[0].kind, FactorKind::Passkey);
    assert_eq!(mine.factors[0].synced, Some(false));
    assert_eq!(mine.recovery_codes_left, 10);
    let (browser, step) = after_password(&server, ADA).await;
    assert_eq!(
        step.factors,
        [FactorKind::Passkey, FactorKind::RecoveryCode]
    );
    let challenge = browser.begin_passkey_factor().await.unwrap();
    let proof = FactorProof::Passkey(key.get(&challenge));
    let done = browser.submit_factor(proof).await.unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
    let browser = alone(&server, &mut key).await.unwrap();
    assert_eq!(browser.me().await.unwrap().email, ADA);
    // No other account can add the same passkey.
    server.active_user(&owner, "eve@example.com").await;
    let eve = server
        .sign_in(Portal::User, "eve@example.com", USER_PASSWORD)
        .await;
    let challenge = eve.begin_passkey_enrollment().await.unwrap();
    let again = AddPasskey {
        ceremony_id: challenge.ceremony_id,
        credential: key.create(&challenge),
        name: "Mine now".to_owned(),
    };
    assert_eq!(
        problem_type(eve.finish_passkey_enrollment(&again).await),
        ProblemType::Conflict
    );
    // It also confirms the identity.
    server.clock.advance(Duration::from_secs(300));
    key.user_handle = mine_handle(&ada).await;
    let challenge = ada.begin_passkey_proof().await.unwrap();
    let proof = FactorProof::Passkey(key.get(&challenge));
    ada.give_proof(&Proof::Factor(proof)).await.unwrap();
}

async fn mine_handle(client: &Client) -> Vec<u8> {
    client.me().await.unwrap().id.0.as_bytes().to_vec()
}

async fn a_synced_passkey_is_shown_as_such(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let mut key = SoftPasskey::new(&server.origin);
    key.synced = true;
    register(&ada, &mut key).await;
    for _ in 0..2 {
        let mine = ada.my_factors().await.unwrap();
        assert_eq!(mine.factors[0].synced, Some(true));
        alone(&server, &mut key).await.unwrap();
    }
    // One that says otherwise later is not the one that was registered.
    key.synced = false;
    alone(&server, &mut key).await.unwrap_err();
}

async fn every_part_of_a_registration_is_checked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let tampers: [Tamper; 5] = [
        ("not verified", |key| key.user_verified = false),
        ("not touched", |key| key.user_present = false),
        ("another origin", |key| {
            key.origin = "http://localhost.evil.example".to_owned()
        }),
        ("another port", |key| {
            key.origin = "http://localhost:1".to_owned()
        }),
        ("another party", |key| key.rp_id = "evil.example".to_owned()),
    ];
    for (name, tamper) in tampers {
        let challenge = ada.begin_passkey_enrollment().await.unwrap();
        let mut key = SoftPasskey::new(&server.origin);
        tamper(&mut key);
        let add = AddPasskey {
            ceremony_id: challenge.ceremony_id,
            credential: key.create(&challenge),
            name: "Laptop".to_owned(),
        };
        let answer = problem_type(ada.finish_passkey_enrollment(&add).await);
        assert_eq!(answer, ProblemType::InvalidFields, "{name}");
    }
    for garbage in [
        json!(null),
        json!({}),
        json!("x"),
        json!({"id": 1}),
        json!([]),
    ] {
        let challenge = ada.begin_passkey_enrollment().await.unwrap();
        let add = AddPasskey {
            ceremony_id: challenge.ceremony_id,
            credential: garbage.clone(),
            name: "Laptop".to_owned(),
        };
        let answer = problem_type(ada.finish_passkey_enrollment(&add).await);
        assert_eq!(answer, ProblemType::InvalidFields, "{garbage}");
    }
    assert_eq!(ada.my_factors().await.unwrap().factors, []);
}

async fn every_part_of_an_assertion_is_checked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, _, mut key) = with_passkey(&server).await;
    super::lockout(&owner, |lockout| lockout.locks = false).await;
    let right = (key.origin.clone(), key.id.clone(), key.user_handle.clone());
    let tampers: [Tamper; 7] = [
        ("not verified", |key| key.user_verified = false),
        ("not touched", |key| key.user_present = false),
        ("another origin", |key| {
            key.origin = "http://localhost.evil.example".to_owned()
        }),
        ("another scheme", |key| {
            key.origin = key.origin.replace("http", "https")
        }),
        ("another party", |key| key.rp_id = "evil.example".to_owned()),
        ("an enrollment", |key| key.ceremony = "webauthn.create"),
        ("another key", |key| key.id[0] ^= 1),
    ];
    for (name, tamper) in tampers {
        tamper(&mut key);
        let answer = alone(&server, &mut key).await;
        assert_eq!(
            problem_type(answer.map(drop)),
            ProblemType::WrongPasskey,
            "{name}"
        );
        let (browser, _) = after_password(&server, ADA).await;
        let challenge = browser.begin_passkey_factor().await.unwrap();
        let proof = FactorProof::Passkey(key.get(&challenge));
        assert_eq!(
            refused(browser.submit_factor(proof).await),
            "wrong",
            "{name}"
        );
        (key.origin, key.id, key.user_handle) = right.clone();
        (key.user_verified, key.user_present) = (true, true);
        (key.rp_id, key.ceremony) = ("localhost".to_owned(), "webauthn.get");
    }
    // The user handle of another account.
    key.user_handle[15] ^= 1;
    assert!(alone(&server, &mut key).await.is_err());
    key.user_handle = right.2;
    // One flipped bit in each part that is signed, and in the signature.
    for part in ["clientDataJSON", "authenticatorData", "signature"] {
        let browser = server.anonymous(Portal::User);
        let challenge = browser.begin_passkey_sign_in().await.unwrap();
        let mut answer = key.get(&challenge);
        let field = &mut answer.credential["response"][part];
        let mut bytes = decode(field);
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        *field = encode(&bytes).into();
        assert_eq!(
            problem_type(browser.submit_passkey(&answer).await),
            ProblemType::WrongPasskey,
            "{part}"
        );
    }
    alone(&server, &mut key).await.unwrap();
}

async fn a_challenge_works_once_and_only_in_its_browser(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, ada, mut key) = with_passkey(&server).await;
    let first = server.anonymous(Portal::User);
    let challenge = first.begin_passkey_sign_in().await.unwrap();
    let answer = key.get(&challenge);
    // Another browser cannot use the challenge, and that does not spoil it for its own browser.
    let other = server.anonymous(Portal::User);
    other.begin_passkey_sign_in().await.unwrap();
    assert_eq!(
        problem_type(other.submit_passkey(&answer).await),
        ProblemType::WrongPasskey
    );
    // The challenge is gone now: any response uses it up, right or wrong.
    assert_eq!(
        problem_type(first.submit_passkey(&answer).await),
        ProblemType::WrongPasskey
    );
    // Of 50 parallel requests, one succeeds.
    let challenge = first.begin_passkey_sign_in().await.unwrap();
    let answer = key.get(&challenge);
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (first, answer) = (first.clone(), answer.clone());
        tries.spawn(async move { first.submit_passkey(&answer).await.is_ok() });
    }
    let right = tries
        .join_all()
        .await
        .into_iter()
        .filter(|right| *right)
        .count();
    assert_eq!(right, 1);
    // A sign-in challenge does not work for step-up authentication in a session, or vice versa.
    let browser = server.anonymous(Portal::User);
    let of_sign_in = browser.begin_passkey_sign_in().await.unwrap();
    let proof = FactorProof::Passkey(key.get(&of_sign_in));
    let answer = ada.give_proof(&Proof::Factor(proof)).await;
    assert_eq!(refused(answer), "expired");
    let of_session = ada.begin_passkey_proof().await.unwrap();
    assert!(browser.submit_passkey(&key.get(&of_session)).await.is_err());
    // It expires after exactly ten minutes.
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    browser.submit_password(USER_PASSWORD).await.unwrap();
    let challenge = browser.begin_passkey_factor().await.unwrap();
    server.clock.advance(Duration::from_secs(600));
    let proof = FactorProof::Passkey(key.get(&challenge));
    let answer = browser.submit_factor(proof).await;
    assert_eq!(problem_type(answer), ProblemType::SignInExpired);
}

async fn a_removed_passkey_is_rejected(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, ada, mut key) = with_passkey(&server).await;
    let (browser, _) = after_password(&server, ADA).await;
    let challenge = browser.begin_passkey_factor().await.unwrap();
    let mut second = add(&server, &ada).await;
    let mine = ada.my_factors().await.unwrap();
    ada.remove_factor(mine.factors[0].id).await.unwrap();
    assert!(alone(&server, &mut key).await.is_err());
    let proof = FactorProof::Passkey(key.get(&challenge));
    assert_eq!(refused(browser.submit_factor(proof).await), "wrong");
    alone(&server, &mut second).await.unwrap();
}

async fn a_passkey_does_not_open_a_locked_or_suspended_account(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, ada, mut key) = with_passkey(&server).await;
    let id = ada.me().await.unwrap().id;
    // Wrong passwords do not lock out a passkey; another lock does.
    server.guess_until_locked(Portal::User, ADA).await;
    alone(&server, &mut key).await.unwrap();
    owner.unlock_user(id).await.unwrap();
    let (browser, _) = after_password(&server, ADA).await;
    for _ in 0..6 {
        let wrong = FactorProof::Totp("000000".to_owned());
        browser.submit_factor(wrong).await.unwrap_err();
    }
    let answer = alone(&server, &mut key).await.map(drop);
    assert_eq!(problem_type(answer), ProblemType::AccountLocked);
    owner.unlock_user(id).await.unwrap();
    owner.expire_user_password(id).await.unwrap();
    let browser = server.anonymous(Portal::User);
    let challenge = browser.begin_passkey_sign_in().await.unwrap();
    let step = browser.submit_passkey(&key.get(&challenge)).await.unwrap();
    assert_eq!(step.next_step, NextStep::ReplacePassword);
    assert_eq!(step.email, ADA);
    owner.suspend_user(id).await.unwrap();
    let answer = alone(&server, &mut key).await.map(drop);
    assert_eq!(problem_type(answer), ProblemType::AccountSuspended);
    // At the Admin Portal, the passkey belongs to no account.
    let admin = server.anonymous(Portal::Admin);
    let challenge = admin.begin_passkey_sign_in().await.unwrap();
    let answer: PasskeyAnswer = key.get(&challenge);
    assert_eq!(
        problem_type(admin.submit_passkey(&answer).await),
        ProblemType::WrongPasskey
    );
}

async fn a_passkey_only_session_ends_if_configured(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, _, mut key) = with_passkey(&server).await;
    set_policy(&owner, |policy| policy.passkey_reverify = true).await;
    let hours = |n: u64| Duration::from_secs(n * 3600);
    let ada = alone(&server, &mut key).await.unwrap();
    server.clock.advance(hours(11));
    ada.refresh().await.unwrap();
    server.clock.advance(hours(1));
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
}

async fn a_passkey_signs_nobody_in_where_mfa_is_off(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, _, mut key) = with_passkey(&server).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Off).await;
    let answer = alone(&server, &mut key).await.map(drop);
    assert_eq!(problem_type(answer), ProblemType::WrongPasskey);
    set_policy(&owner, |policy| policy.users = MfaRequirement::Optional).await;
    alone(&server, &mut key).await.unwrap();
}
