//! Clones of a passkey: two devices with the same key, which the signature counter gives away.

use client::Portal;
use contract::factors::FactorProof;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use harness::{
    AuthenticatorApp, Backend, SoftPasskey, TestServer, USER_PASSWORD, on_both_databases,
    problem_type,
};
use rules::mfa::MfaRequirement;

use super::passkeys::{add, alone, register, with_passkey};
use super::{ADA, after_password, events, lockout, refused, set_policy};

on_both_databases!(
    a_cloned_passkey_is_rejected_and_reported,
    the_first_use_exceeds_the_counter_of_the_registration,
    a_counter_not_above_that_of_a_parallel_sign_in_reveals_a_clone,
    only_one_of_two_parallel_clones_signs_in,
    a_cloned_passkey_does_not_replace_the_last_factor_that_works,
);

async fn a_cloned_passkey_is_rejected_and_reported(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, ada, mut key) = with_passkey(&server).await;
    key.counter = 10;
    alone(&server, &mut key).await.unwrap();
    key.counter = 5;
    let answer = alone(&server, &mut key).await.map(drop);
    assert_eq!(problem_type(answer), ProblemType::WrongPasskey);
    let (browser, _) = after_password(&server, ADA).await;
    let challenge = browser.begin_passkey_factor().await.unwrap();
    let proof = FactorProof::Passkey(key.get(&challenge));
    assert_eq!(refused(browser.submit_factor(proof).await), "copied");
    // Both copies are blocked, whichever counter is higher.
    key.counter = 11;
    let answer = alone(&server, &mut key).await.map(drop);
    assert_eq!(problem_type(answer), ProblemType::WrongPasskey);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "a passkey was rejected"), 1);
    assert_eq!(events(&server, "factor.copied", "").await, 1);
    let mine = ada.my_factors().await.unwrap();
    assert!(mine.factors[0].copied_at.is_some());
    // The account stays protected, and a new passkey can replace it.
    let (_, step) = after_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Factor);
    ada.remove_factor(mine.factors[0].id).await.unwrap();
    let mut new = add(&server, &ada).await;
    alone(&server, &mut new).await.unwrap();
}

async fn only_one_of_two_parallel_clones_signs_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, _, mut key) = with_passkey(&server).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let browser = server.anonymous(Portal::User);
        let challenge = browser.begin_passkey_sign_in().await.unwrap();
        key.counter = 1;
        let answer = key.get(&challenge);
        tries.spawn(async move { browser.submit_passkey(&answer).await.is_ok() });
    }
    let right = tries.join_all().await;
    assert_eq!(right.into_iter().filter(|right| *right).count(), 1);
}

/// What a passkey reports when it is registered and when it is used for the first time, and whether it is
/// accepted then. One that does not count always reports 0.
const COUNTERS: [(u32, u32, bool); 6] = [
    (0, 0, true),
    (0, 2, true),
    (5, 0, false),
    (5, 4, false),
    (5, 5, false),
    (5, 6, true),
];

async fn the_first_use_exceeds_the_counter_of_the_registration(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    lockout(&owner, |lockout| lockout.locks = false).await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    for (registered, reported, right) in COUNTERS {
        for is_alone in [true, false] {
            let mut key = SoftPasskey::new(&server.origin);
            key.counter = registered;
            register(&ada, &mut key).await;
            // The response increments it.
            key.counter = reported.saturating_sub(1);
            let accepted = if is_alone {
                alone(&server, &mut key).await.is_ok()
            } else {
                let (browser, _) = after_password(&server, ADA).await;
                let challenge = browser.begin_passkey_factor().await.unwrap();
                let proof = FactorProof::Passkey(key.get(&challenge));
                browser.submit_factor(proof).await.is_ok()
            };
            let case = format!("{reported} after {registered}, alone: {is_alone}");
            assert_eq!(accepted, right, "{case}");
            let mine = ada.my_factors().await.unwrap().factors;
            assert_eq!(mine[0].copied_at.is_none(), right, "{case}");
            ada.remove_factor(mine[0].id).await.unwrap();
        }
    }
}

/// Both challenges were made before either was answered.
async fn a_counter_not_above_that_of_a_parallel_sign_in_reveals_a_clone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, ada, mut key) = with_passkey(&server).await;
    for late in [0, 7, 8, 9] {
        let (first, _) = after_password(&server, ADA).await;
        let (second, _) = after_password(&server, ADA).await;
        let challenge = first.begin_passkey_factor().await.unwrap();
        let waiting = second.begin_passkey_factor().await.unwrap();
        key.counter = 7;
        let proof = FactorProof::Passkey(key.get(&challenge));
        first.submit_factor(proof).await.unwrap();
        key.counter = u32::saturating_sub(late, 1);
        let proof = FactorProof::Passkey(key.get(&waiting));
        let answer = second.submit_factor(proof).await;
        if late > 8 {
            answer.unwrap();
        } else {
            assert_eq!(refused(answer), "copied", "{late} after 8");
        }
        let mine = ada.my_factors().await.unwrap().factors;
        ada.remove_factor(mine[0].id).await.unwrap();
        key = add(&server, &ada).await;
    }
}

async fn a_cloned_passkey_does_not_replace_the_last_factor_that_works(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, ada, mut key) = with_passkey(&server).await;
    key.counter = 10;
    alone(&server, &mut key).await.unwrap();
    key.counter = 5;
    alone(&server, &mut key).await.unwrap_err();
    let app = AuthenticatorApp::add(&server, &ada).await.added.factor.id;
    for requirement in [MfaRequirement::Optional, MfaRequirement::Required] {
        set_policy(&owner, |policy| policy.users = requirement).await;
        let refused = ada.remove_factor(app).await;
        assert_eq!(problem_type(refused), ProblemType::Conflict);
    }
    let factors = ada.my_factors().await.unwrap().factors;
    let cloned = factors.iter().find(|factor| factor.copied_at.is_some());
    ada.remove_factor(cloned.unwrap().id).await.unwrap();
    set_policy(&owner, |policy| policy.users = MfaRequirement::Optional).await;
    ada.remove_factor(app).await.unwrap();
    assert_eq!(ada.my_factors().await.unwrap().factors, []);
}
