//! The recovery email: entered, verified by email and sign-in, used for resets, removed.

use std::sync::Arc;
use std::time::Duration;

use client::{Client, Portal};
use contract::links::{LinkToken, SetPasswordByLink};
use contract::organization::UpdateOrganization;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail, SetRecoveryEmail};
use entity::mail::Column as MailColumn;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;
use rules::mail::MailState;
use tokio::task::JoinSet;

use crate::sign_in_diagnosis::change_mails;

on_both_databases!(
    a_user_enters_and_verifies_one,
    an_administrator_enters_one_and_the_user_verifies_it,
    recovery_email_is_unavailable_until_enabled,
    a_verification_link_is_useless_to_strangers,
    a_reset_goes_to_both_addresses_and_requires_mfa_from_recovery,
    fifty_parallel_requests_verify_it_once,
    entering_one_requires_the_password_and_counts_guesses,
    verification_emails_are_rate_limited,
    one_that_was_not_delivered_is_sent_again_immediately,
);

pub const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
pub const HOME: &str = "ada@home.example";
const HOUR: Duration = Duration::from_secs(60 * 60);

async fn switch(owner: &Client, on: bool) {
    let version = owner.organization().await.unwrap().version;
    let change = UpdateOrganization {
        recovery_email_enabled: Some(on),
        ..UpdateOrganization::default()
    };
    owner.update_organization(version, &change).await.unwrap();
}

/// The request of a user.
pub fn enter(email: &str, password: &str) -> SetOwnRecoveryEmail {
    SetOwnRecoveryEmail {
        email: email.to_owned(),
        current_password: password.to_owned(),
    }
}

/// The link in the latest verification email to this address.
pub async fn verification(server: &TestServer, email: &str) -> LinkToken {
    server.mail_settled().await;
    let link = server.link_mailed_to(email, "verify your recovery").await;
    LinkToken {
        token: link.split_once('#').unwrap().1.to_owned(),
    }
}

/// Starts a server whose organization uses recovery emails. Returns it with its owner and Ada, both
/// signed in.
pub async fn ada(backend: Backend) -> (TestServer, Client, Client) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    switch(&owner, true).await;
    server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    (server, owner, portal)
}

async fn a_user_enters_and_verifies_one(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    let me = portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await
        .unwrap();
    let entered = me.recovery_email.unwrap();
    assert_eq!((entered.email.as_str(), entered.verified_at), (HOME, None));
    let token = verification(&server, HOME).await;
    let me = portal.verify_my_recovery_email(&token).await.unwrap();
    let verified = me.recovery_email.unwrap();
    assert!(verified.verified_at.is_some());
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "recovery email is verified"), 1);
    let again = portal.verify_my_recovery_email(&token).await;
    assert_eq!(problem_type(again), ProblemType::LinkNotUsable);

    let users = |filter: &str| ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    let found = owner.users(&users("recoveryEmail:verified")).await.unwrap();
    assert_eq!(found.items[0].recovery_email, Some(verified));
    let found = owner.users(&users("recoveryEmail:none,unverified")).await;
    assert!(found.unwrap().items.is_empty());

    // The same address again, the company email, and invalid input are refused.
    for bad in [HOME, ADA, "ADA@Example.com", "nonsense"] {
        let refused = portal
            .set_my_recovery_email(&enter(bad, USER_PASSWORD))
            .await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields, "{bad}");
    }
    // Another address has to be verified again.
    let other = enter("ada@elsewhere.example", USER_PASSWORD);
    let me = portal.set_my_recovery_email(&other).await.unwrap();
    assert_eq!(me.recovery_email.unwrap().verified_at, None);
    let remove = RemoveOwnRecoveryEmail {
        current_password: USER_PASSWORD.to_owned(),
    };
    let me = portal.remove_my_recovery_email(&remove).await.unwrap();
    assert_eq!(me.recovery_email, None);
    let nothing = portal.remove_my_recovery_email(&remove).await;
    assert_eq!(problem_type(nothing), ProblemType::Conflict);
    let void = verification(&server, "ada@elsewhere.example").await;
    let void = portal.verify_my_recovery_email(&void).await;
    assert_eq!(problem_type(void), ProblemType::LinkNotUsable);
}

async fn an_administrator_enters_one_and_the_user_verifies_it(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    let id = portal.me().await.unwrap().id;
    let home = |email: &str| SetRecoveryEmail {
        email: email.to_owned(),
    };
    let user = owner
        .set_user_recovery_email(id, &home("typo@home.example"))
        .await
        .unwrap();
    assert_eq!(user.recovery_email.unwrap().verified_at, None);
    let mistyped = verification(&server, "typo@home.example").await;
    owner
        .set_user_recovery_email(id, &home(HOME))
        .await
        .unwrap();
    let void = portal.verify_my_recovery_email(&mistyped).await;
    assert_eq!(problem_type(void), ProblemType::LinkNotUsable);
    let first = verification(&server, HOME).await;
    server.clock.advance(24 * HOUR);
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let expired = portal.verify_my_recovery_email(&first).await;
    assert_eq!(problem_type(expired), ProblemType::LinkNotUsable);
    let owner = server.owner().await;
    owner.resend_user_recovery_email(id).await.unwrap();
    let second = verification(&server, HOME).await;
    portal.verify_my_recovery_email(&second).await.unwrap();
    let done = owner.resend_user_recovery_email(id).await;
    assert_eq!(problem_type(done), ProblemType::Conflict);
    let user = owner.remove_user_recovery_email(id).await.unwrap();
    assert_eq!(user.recovery_email, None);
}

async fn recovery_email_is_unavailable_until_enabled(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await
        .unwrap();
    let token = verification(&server, HOME).await;
    switch(&owner, false).await;
    let me = portal.me().await.unwrap();
    assert!(!me.recovery_email_enabled);
    assert_eq!(me.recovery_email, None);
    let refused = portal.verify_my_recovery_email(&token).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let refused = portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let refused = portal.resend_my_recovery_email().await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let set = SetRecoveryEmail {
        email: HOME.to_owned(),
    };
    let refused = owner.set_user_recovery_email(me.id, &set).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    // The address is kept in case the feature is turned on again.
    switch(&owner, true).await;
    portal.verify_my_recovery_email(&token).await.unwrap();
    switch(&owner, false).await;
    portal.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "reset your password"), 1);
    assert_eq!(server.mails(HOME, "reset your password"), 0);
}

async fn a_verification_link_is_useless_to_strangers(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    server.active_user(&owner, BOB).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await
        .unwrap();
    let token = verification(&server, HOME).await;
    let others = bob.verify_my_recovery_email(&token).await;
    assert_eq!(problem_type(others), ProblemType::LinkNotUsable);
    let anonymous = server.anonymous(Portal::User);
    let nobody = anonymous.verify_my_recovery_email(&token).await;
    assert_eq!(problem_type(nobody), ProblemType::Unauthenticated);
    // It sets no password, with any purpose.
    for purpose in LinkPurpose::ALL {
        let set = SetPasswordByLink {
            purpose,
            token: token.token.clone(),
            new_password: "something else entirely".to_owned(),
            terms_accepted: true,
            factor: None,
        };
        let refused = anonymous.set_password_by_link(&set).await;
        assert_eq!(problem_type(refused), ProblemType::LinkNotUsable);
    }
    portal.verify_my_recovery_email(&token).await.unwrap();
}

async fn a_reset_goes_to_both_addresses_and_requires_mfa_from_recovery(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await
        .unwrap();
    let anonymous = server.anonymous(Portal::User);
    anonymous.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(HOME, "reset your password"), 0, "unverified");
    let token = verification(&server, HOME).await;
    portal.verify_my_recovery_email(&token).await.unwrap();

    anonymous.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    let link = server.link_mailed_to(HOME, "reset your password").await;
    assert!(
        link.contains("/reset-password-by-recovery-email#"),
        "{link}"
    );
    let token = link.split_once('#').unwrap().1;
    let reset = LinkPurpose::UserPasswordResetByRecoveryEmail;
    let refused = anonymous.inspect_link(reset, token).await;
    assert_eq!(problem_type(refused), ProblemType::FactorRequired);
    for (purpose, answer) in [
        (reset, ProblemType::FactorRequired),
        (LinkPurpose::UserPasswordReset, ProblemType::LinkNotUsable),
    ] {
        let set = SetPasswordByLink {
            purpose,
            token: token.to_owned(),
            new_password: "something else entirely".to_owned(),
            terms_accepted: false,
            factor: None,
        };
        let refused = anonymous.set_password_by_link(&set).await;
        assert_eq!(problem_type(refused), answer);
    }
    // After the feature was turned off, links to recovery emails do not work.
    switch(&owner, false).await;
    let refused = anonymous.inspect_link(reset, token).await;
    assert_eq!(problem_type(refused), ProblemType::LinkNotUsable);
    switch(&owner, true).await;
    let refused = anonymous.inspect_link(reset, token).await;
    assert_eq!(problem_type(refused), ProblemType::FactorRequired);
    // The link in the company mailbox works, and voids the other.
    let link = server.link_mailed_to(ADA, "reset your password").await;
    let set = SetPasswordByLink {
        purpose: LinkPurpose::UserPasswordReset,
        token: link.split_once('#').unwrap().1.to_owned(),
        new_password: "something else entirely".to_owned(),
        terms_accepted: false,
        factor: None,
    };
    anonymous.set_password_by_link(&set).await.unwrap();
    let refused = anonymous.inspect_link(reset, token).await;
    assert_eq!(problem_type(refused), ProblemType::LinkNotUsable);
}

async fn fifty_parallel_requests_verify_it_once(backend: Backend) {
    let (server, _owner, portal) = ada(backend).await;
    portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await
        .unwrap();
    let token = verification(&server, HOME).await;
    let (portal, token) = (Arc::new(portal), Arc::new(token));
    let mut all = JoinSet::new();
    for _ in 0..50 {
        let (portal, token) = (portal.clone(), token.clone());
        all.spawn(async move { portal.verify_my_recovery_email(&token).await.is_ok() });
    }
    let answers = all.join_all().await;
    assert_eq!(answers.into_iter().filter(|verified| *verified).count(), 1);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "recovery email is verified"), 1);
}

async fn entering_one_requires_the_password_and_counts_guesses(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    let id = portal.me().await.unwrap().id;
    // The attempts of the known browser, and then those that it shares with strangers.
    for _ in 0..12 {
        let refused = portal.set_my_recovery_email(&enter(HOME, "a guess")).await;
        let _ = refused.unwrap_err();
    }
    server.mail_settled().await;
    let locked = owner.user(id).await.unwrap();
    assert!(locked.password.lock.is_some());
    let over = portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await;
    let _ = over.unwrap_err();
    assert_eq!(owner.user(id).await.unwrap().recovery_email, None);
}

async fn verification_emails_are_rate_limited(backend: Backend) {
    let (server, owner, portal) = ada(backend).await;
    portal
        .set_my_recovery_email(&enter(HOME, USER_PASSWORD))
        .await
        .unwrap();
    let set = async |portal: &Client, email: &str| {
        let body = enter(email, USER_PASSWORD);
        portal.set_my_recovery_email(&body).await.map(drop)
    };
    // An address may belong to a stranger: one email of an account per day, however it is spelled.
    let again = portal.resend_my_recovery_email().await;
    assert_eq!(problem_type(again), ProblemType::TooManyRequests);
    server.active_user(&owner, BOB).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    // Nobody else uses it up, or learns that Ada entered the address.
    set(&bob, HOME).await.unwrap();
    for spelling in [HOME, "ADA@home.Example"] {
        let refused = set(&bob, spelling).await;
        assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
    }
    set(&bob, "bob@müller.example").await.unwrap();
    for spelling in [
        "bob@xn--mller-kva.example",
        "Bob@MÜLLER.example",
        "bob@mu\u{308}ller.example",
    ] {
        let refused = set(&bob, spelling).await;
        assert_eq!(
            problem_type(refused),
            ProblemType::TooManyRequests,
            "{spelling}"
        );
    }
    // An account cannot be used to write to any number of strangers.
    for number in 0..4 {
        let other = format!("somebody{number}@else.example");
        set(&portal, &other).await.unwrap();
    }
    let too_many = set(&portal, "somebody@else.example").await;
    assert_eq!(problem_type(too_many), ProblemType::TooManyRequests);
    server.clock.advance(24 * HOUR);
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    set(&portal, HOME).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(HOME, "verify your recovery email"), 3);
}

async fn one_that_was_not_delivered_is_sent_again_immediately(backend: Backend) {
    let (server, _, portal) = ada(backend).await;
    let entered = enter(HOME, USER_PASSWORD);
    portal.set_my_recovery_email(&entered).await.unwrap();
    server.mail_settled().await;
    change_mails(&server, HOME, MailColumn::State, MailState::Failed).await;
    portal.resend_my_recovery_email().await.unwrap();
    // Only the last one decides.
    server.mail_settled().await;
    let delivered = portal.resend_my_recovery_email().await;
    assert_eq!(problem_type(delivered), ProblemType::TooManyRequests);
    assert_eq!(server.mails(HOME, "verify your recovery email"), 2);
}
