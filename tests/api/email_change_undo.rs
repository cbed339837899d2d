//! Undoing a change of the company email: what it takes back, and who can prevent it.

use std::time::Duration;

use client::Portal;
use contract::links::LinkToken;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::mfa::FactorKind;
use rules::role::Role;
use rules::state::UserState;

use crate::company_email::{
    add_recovery_email, can_sign_in, change, events, program, reset, token, use_recovery_emails,
};
use crate::factors::{add_passkey, sign_in_with_passkey};

on_both_databases!(
    an_undo_removes_what_a_thief_added,
    an_undo_keeps_what_the_person_had,
    a_suspended_user_can_undo_and_stays_suspended,
    only_an_owner_voids_the_undo,
    who_has_the_previous_address_keeps_it_and_the_account_is_suspended,
);

const ADA: &str = "ada@example.com";
const NEW: &str = "ada@new.example.com";
const HOME: &str = "ada@home.example";
const STOLEN: &str = "a password of somebody else";

/// The link in the email to the previous address.
async fn undo_link(server: &TestServer, email: &str) -> LinkToken {
    let link = server.link_mailed_to(email, "your email address").await;
    LinkToken {
        token: token(&link),
    }
}

async fn an_undo_removes_what_a_thief_added(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    use_recovery_emails(&owner, true).await;
    let ada = server.active_user(&owner, ADA).await;
    change(&owner, ada.id, NEW).await;
    let undo = undo_link(&server, ADA).await;
    reset(&server, NEW, STOLEN).await;
    let thief = server.sign_in(Portal::User, NEW, STOLEN).await;
    add_recovery_email(&server, &thief, HOME, STOLEN).await;
    let mut passkey = add_passkey(&server, &thief).await;
    AuthenticatorApp::add(&server, &thief).await;
    let key = crate::ssh_keys::named("Mine", crate::ssh_keys::ED25519);
    thief.add_my_ssh_key(&key).await.unwrap();
    let wanted = contract::application_passwords::CreateApplicationPassword {
        name: "Mine".to_owned(),
        application_id: None,
    };
    thief.create_my_application_password(&wanted).await.unwrap();
    sign_in_with_passkey(&server, &mut passkey).await.unwrap();

    let anybody = server.anonymous(Portal::User);
    anybody.undo_email_change(&undo).await.unwrap();
    sign_in_with_passkey(&server, &mut passkey)
        .await
        .unwrap_err();
    let restored = owner.user(ada.id).await.unwrap();
    assert_eq!(restored.mfa.factors, []);
    assert_eq!(restored.mfa.recovery_codes_left, 0);
    assert_eq!(restored.recovery_email, None);
    assert_eq!(owner.user_ssh_keys(ada.id).await.unwrap().total, 0);
    let left = owner.user_application_passwords(ada.id).await.unwrap();
    assert_eq!(left.total, 0);
    // The reset asks Ada for nothing that only the thief has.
    reset(&server, ADA, "something else entirely").await;
    server
        .sign_in(Portal::User, ADA, "something else entirely")
        .await;
    assert_eq!(server.mails(HOME, "reset your password"), 0);
    let told = server.mails(&server.owner_email, "email change was undone");
    assert_eq!(told, 1);
}

async fn an_undo_keeps_what_the_person_had(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    use_recovery_emails(&owner, true).await;
    let ada = server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    add_recovery_email(&server, &portal, HOME, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &portal).await;
    change(&owner, ada.id, NEW).await;
    let undo = undo_link(&server, ADA).await;
    add_passkey(&server, &portal).await;
    portal.make_recovery_codes().await.unwrap();

    let anybody = server.anonymous(Portal::User);
    anybody.undo_email_change(&undo).await.unwrap();
    let restored = owner.user(ada.id).await.unwrap();
    let kinds: Vec<_> = restored.mfa.factors.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [FactorKind::Totp]);
    // The new codes may be a thief's, and they replaced the old ones.
    assert_eq!(restored.mfa.recovery_codes_left, 0);
    assert_eq!(restored.recovery_email.unwrap().email, HOME);
}

/// An attacker who changed the email may be able to suspend users too, and must not be able to wait until
/// the link has expired.
async fn a_suspended_user_can_undo_and_stays_suspended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    change(&owner, ada.id, NEW).await;
    let undo = undo_link(&server, ADA).await;
    owner.suspend_user(ada.id).await.unwrap();
    server.clock.advance(Duration::from_secs(6 * 24 * 60 * 60));
    let anybody = server.anonymous(Portal::User);
    anybody.undo_email_change(&undo).await.unwrap();
    let owner = server.owner().await;
    let restored = owner.user(ada.id).await.unwrap();
    assert_eq!(restored.email, ADA);
    assert_eq!(restored.state, UserState::Suspended);
    assert!(!can_sign_in(&server, ADA, USER_PASSWORD).await);
}

async fn only_an_owner_voids_the_undo(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let manager = server
        .administrator(&owner, "manager@example.com", Role::Manager)
        .await;
    let program = program(&server, &owner).await;
    let ada = server.active_user(&owner, ADA).await;
    let nothing = owner.void_user_email_undo(ada.id).await;
    assert_eq!(problem_type(nothing), ProblemType::Conflict);
    change(&owner, ada.id, NEW).await;
    let undo = undo_link(&server, ADA).await;
    for other in [&manager, &program] {
        let refused = other.void_user_email_undo(ada.id).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    owner.void_user_email_undo(ada.id).await.unwrap();
    let anybody = server.anonymous(Portal::User);
    let void = anybody.undo_email_change(&undo).await;
    assert_eq!(problem_type(void), ProblemType::LinkNotUsable);
    assert_eq!(owner.user(ada.id).await.unwrap().email, NEW);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "can no longer be undone"), 1);
    assert_eq!(server.mails(NEW, "can no longer be undone"), 0);
    assert_eq!(events(&owner, "user.email_undo_voided").await, 1);

    // The next change can be undone again.
    change(&owner, ada.id, "ada@third.example.com").await;
    let undo = undo_link(&server, NEW).await;
    anybody.undo_email_change(&undo).await.unwrap();
    assert_eq!(owner.user(ada.id).await.unwrap().email, NEW);
}

/// Giving the previous address to another user must not prevent the undo.
async fn who_has_the_previous_address_keeps_it_and_the_account_is_suspended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    change(&owner, ada.id, NEW).await;
    let undo = undo_link(&server, ADA).await;
    reset(&server, NEW, STOLEN).await;
    let thief = server.sign_in(Portal::User, NEW, STOLEN).await;
    let grace = server.pending_user(&owner, "grace@example.com").await;
    change(&owner, grace.id, ADA).await;

    let anybody = server.anonymous(Portal::User);
    let undone = anybody.undo_email_change(&undo).await.unwrap();
    assert!(!undone.restored);
    assert_eq!(undone.email, ADA);
    let again = anybody.undo_email_change(&undo).await;
    assert_eq!(problem_type(again), ProblemType::LinkNotUsable);
    assert_eq!(problem_type(thief.me().await), ProblemType::Unauthenticated);
    assert!(!can_sign_in(&server, NEW, STOLEN).await);
    assert_eq!(owner.user(grace.id).await.unwrap().email, ADA);
    let suspended = owner.user(ada.id).await.unwrap();
    assert_eq!(suspended.state, UserState::Suspended);
    assert_eq!(suspended.email, NEW);
    assert_eq!(events(&owner, "user.suspended").await, 1);
    server.mail_settled().await;
    let told = server.mails(&server.owner_email, "email change was undone");
    assert_eq!(told, 1);
    assert_eq!(server.mails(ADA, "suspended until an administrator"), 1);
    assert_eq!(server.mails(NEW, "suspended until an administrator"), 0);
    let query = ListQuery {
        filter: Some("action:user.suspended".to_owned()),
        ..ListQuery::default()
    };
    let event = owner.events(&query).await.unwrap().items.remove(0);
    assert_eq!(event.actor.id, None);
    assert_eq!(event.detail["reason"], "email_change_undone");

    // Once active again, the account has no password, and the thief's address gets no reset link.
    owner.activate_user(ada.id).await.unwrap();
    server.clock.advance(Duration::from_secs(60 * 60));
    anybody.request_password_reset(NEW).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "reset your password"), 1);
    assert!(!can_sign_in(&server, NEW, STOLEN).await);
    assert!(!can_sign_in(&server, NEW, USER_PASSWORD).await);
}
