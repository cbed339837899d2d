//! Changing the company email: the person is told, can undo it, and the new address proves itself
//! first.

use std::time::Duration;

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::bulk::{BulkAction, BulkRequest};
use contract::company_email::ChangeUserEmail;
use contract::ids::UserId;
use contract::links::{LinkToken, SetPasswordByLink};
use contract::organization::UpdateOrganization;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::recovery_email::SetOwnRecoveryEmail;
use contract::users::{CreateUser, SetTemporaryPassword, User};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;
use rules::role::Permission;

on_both_databases!(
    a_key_that_may_not_reset_passwords_gains_nothing_from_a_new_address,
    a_takeover_by_a_new_address_is_undone_from_the_old_one,
    a_changed_address_voids_the_links_of_the_old_one,
    a_user_who_is_not_activated_gets_a_new_activation,
    an_administrator_sends_no_reset_to_an_unverified_address,
    strangers_cause_few_emails_and_events_at_an_unverified_address,
);

const ADA: &str = "ada@example.com";
const NEW: &str = "ada@new.example.com";
const HOME: &str = "ada@home.example";
const STOLEN: &str = "a password of somebody else";

pub(crate) async fn change(by: &Client, id: UserId, email: &str) -> User {
    let version = by.user(id).await.unwrap().version;
    let body = ChangeUserEmail {
        email: email.to_owned(),
    };
    by.change_user_email(id, version, &body).await.unwrap()
}

pub(crate) fn token(link: &str) -> String {
    link.split_once('#').unwrap().1.to_owned()
}

/// Resets the password with the link in this mailbox.
pub(crate) async fn reset(server: &TestServer, email: &str, password: &str) {
    let anybody = server.anonymous(Portal::User);
    anybody.request_password_reset(email).await.unwrap();
    server.mail_settled().await;
    let link = server.link_mailed_to(email, "reset your password").await;
    let body = SetPasswordByLink {
        purpose: LinkPurpose::UserPasswordReset,
        token: token(&link),
        new_password: password.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    anybody.set_password_by_link(&body).await.unwrap();
}

/// Lets the organization use recovery emails.
pub(crate) async fn use_recovery_emails(owner: &Client, on: bool) {
    let version = owner.organization().await.unwrap().version;
    let change = UpdateOrganization {
        recovery_email_enabled: Some(on),
        ..UpdateOrganization::default()
    };
    owner.update_organization(version, &change).await.unwrap();
}

/// Enters a recovery email and verifies it.
pub(crate) async fn add_recovery_email(
    server: &TestServer,
    user: &Client,
    email: &str,
    password: &str,
) {
    let body = SetOwnRecoveryEmail {
        email: email.to_owned(),
        current_password: password.to_owned(),
    };
    user.set_my_recovery_email(&body).await.unwrap();
    let link = server.link_mailed_to(email, "verify your recovery").await;
    let verify = LinkToken {
        token: token(&link),
    };
    user.verify_my_recovery_email(&verify).await.unwrap();
}

pub(crate) async fn can_sign_in(server: &TestServer, email: &str, password: &str) -> bool {
    let anybody = server.anonymous(Portal::User);
    anybody.begin_sign_in(email).await.unwrap();
    anybody.submit_password(password).await.is_ok()
}

/// A program with an API key that may change users, but not reset their passwords.
pub(crate) async fn program(server: &TestServer, owner: &Client) -> Client {
    let key = CreateApiKey {
        name: "Directory".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 7,
    };
    let key = owner.create_api_key(&key).await.unwrap().key;
    Client::with_api_key(harness::http(), &server.origin, key)
}

/// The number of events with this action.
pub(crate) async fn events(owner: &Client, action: &str) -> u64 {
    let query = ListQuery {
        filter: Some(format!("action:{action}")),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().total
}

async fn a_key_that_may_not_reset_passwords_gains_nothing_from_a_new_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let program = program(&server, &owner).await;
    let changed = change(&program, ada.id, NEW).await;
    assert!(!changed.email_verified);
    let anybody = server.anonymous(Portal::User);
    anybody.request_password_reset(NEW).await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "reset your password"), 0);
    assert_eq!(server.mails(ADA, "your email address was changed"), 1);

    // The emailed link is not enough: it takes a session of the account.
    let verify = LinkToken {
        token: token(&server.link_mailed_to(NEW, "verify your email").await),
    };
    let refused = anybody.verify_my_email(&verify).await;
    assert_eq!(problem_type(refused), ProblemType::Unauthenticated);
    server.active_user(&owner, "bob@example.com").await;
    let bob = server
        .sign_in(Portal::User, "bob@example.com", USER_PASSWORD)
        .await;
    let refused = bob.verify_my_email(&verify).await;
    assert_eq!(problem_type(refused), ProblemType::LinkNotUsable);
    let hers = server.sign_in(Portal::User, NEW, USER_PASSWORD).await;
    hers.verify_my_email(&verify).await.unwrap();
    assert!(owner.user(ada.id).await.unwrap().email_verified);
    reset(&server, NEW, "something else entirely").await;

    // The event has both addresses.
    let query = ListQuery {
        filter: Some("action:user.email_changed".to_owned()),
        ..ListQuery::default()
    };
    let events = owner.events(&query).await.unwrap().items;
    assert_eq!(events[0].detail["before"], ADA);
    assert_eq!(events[0].detail["after"], NEW);
}

async fn a_takeover_by_a_new_address_is_undone_from_the_old_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    change(&owner, ada.id, NEW).await;
    let undo = LinkToken {
        token: token(&server.link_mailed_to(ADA, "your email address").await),
    };
    reset(&server, NEW, STOLEN).await;
    let thief = server.sign_in(Portal::User, NEW, STOLEN).await;
    // Another change keeps nobody from undoing the first.
    change(&owner, ada.id, "ada@third.example.com").await;
    let later = LinkToken {
        token: token(&server.link_mailed_to(NEW, "your email address").await),
    };

    let anybody = server.anonymous(Portal::User);
    let restored = anybody.undo_email_change(&undo).await.unwrap();
    assert_eq!(restored.email, ADA);
    let again = anybody.undo_email_change(&undo).await;
    assert_eq!(problem_type(again), ProblemType::LinkNotUsable);
    let later = anybody.undo_email_change(&later).await;
    assert_eq!(problem_type(later), ProblemType::LinkNotUsable);
    assert_eq!(problem_type(thief.me().await), ProblemType::Unauthenticated);
    assert_eq!(owner.user(ada.id).await.unwrap().email, ADA);
    for password in [STOLEN, USER_PASSWORD] {
        assert!(!can_sign_in(&server, ADA, password).await);
    }
    reset(&server, ADA, "something else entirely").await;
    assert!(can_sign_in(&server, ADA, "something else entirely").await);
}

async fn a_changed_address_voids_the_links_of_the_old_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let anybody = server.anonymous(Portal::User);
    anybody.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    let old = token(&server.link_mailed_to(ADA, "reset your password").await);
    change(&owner, ada.id, NEW).await;
    let void = anybody
        .inspect_link(LinkPurpose::UserPasswordReset, &old)
        .await;
    assert_eq!(problem_type(void), ProblemType::LinkNotUsable);
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "new sign-in address"), 1);
    // The password was not changed, so it works after the change was undone.
    let undo = LinkToken {
        token: token(&server.link_mailed_to(ADA, "your email address").await),
    };
    server.clock.advance(Duration::from_secs(6 * 24 * 60 * 60));
    anybody.undo_email_change(&undo).await.unwrap();
    assert!(can_sign_in(&server, ADA, USER_PASSWORD).await);
    assert!(!can_sign_in(&server, NEW, USER_PASSWORD).await);
}

async fn a_user_who_is_not_activated_gets_a_new_activation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.pending_user(&owner, ADA).await;
    let old = server.token_mailed_to(ADA).await;
    change(&owner, ada.id, NEW).await;
    let activation = LinkPurpose::UserActivation;
    let anybody = server.anonymous(Portal::User);
    let void = anybody.inspect_link(activation, &old).await;
    assert_eq!(problem_type(void), ProblemType::LinkNotUsable);
    let new = server.token_mailed_to(NEW).await;
    anybody.inspect_link(activation, &new).await.unwrap();
    server.mail_settled().await;
    // The user must learn of it, but nobody has shown that the old address is the user's.
    let told = |email: &str| server.mails(email, "email address of your account was changed");
    assert_eq!((told(ADA), told(NEW)), (1, 0));
    assert_eq!(server.token_mailed_to(ADA).await, old);

    // A suspension does not keep it quiet. Nothing was ever sent to a staged user.
    owner.suspend_user(ada.id).await.unwrap();
    change(&owner, ada.id, "ada@third.example.com").await;
    let staged = CreateUser {
        email: "bob@example.com".to_owned(),
        username: "bob".to_owned(),
        ..CreateUser::default()
    };
    let bob = owner.create_user(&staged, None).await.unwrap();
    change(&owner, bob.id, "bob@new.example.com").await;
    server.mail_settled().await;
    assert_eq!((told(NEW), told("bob@example.com")), (1, 0));
    assert_eq!(server.mails("ada@third.example.com", ""), 0);
}

async fn strangers_cause_few_emails_and_events_at_an_unverified_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    use_recovery_emails(&owner, true).await;
    let ada = server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    add_recovery_email(&server, &portal, HOME, USER_PASSWORD).await;
    change(&program(&server, &owner).await, ada.id, NEW).await;
    let anybody = server.anonymous(Portal::User);
    let ask = async || {
        for _ in 0..7 {
            anybody.request_password_reset(NEW).await.unwrap();
            server.mail_settled().await;
        }
    };
    ask().await;
    assert_eq!(server.mails(HOME, "reset your password"), 5);
    assert_eq!(events(&owner, "password.reset_requested").await, 5);
    // Where nothing is sent, the requests of a network are counted in one event.
    use_recovery_emails(&owner, false).await;
    server.clock.advance(Duration::from_secs(60 * 60));
    let owner = server.owner().await;
    ask().await;
    assert_eq!(events(&owner, "password.reset_requested").await, 6);
    assert_eq!(server.mails(HOME, "reset your password"), 5);
    assert_eq!(server.mails(NEW, "reset your password"), 0);
}

async fn an_administrator_sends_no_reset_to_an_unverified_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    change(&program(&server, &owner).await, ada.id, NEW).await;
    // The thief, as Ada, asks the help desk.
    let refused = owner.send_user_password_reset(ada.id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    let all = BulkRequest {
        action: BulkAction::SendPasswordReset,
        ids: vec![ada.id],
    };
    let results = owner.bulk_users(&all).await.unwrap().results;
    assert!(!results[0].done);
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "choose a new password"), 0);

    // The real one gets a temporary password in person, and verifies the address.
    let temporary = SetTemporaryPassword { password: None };
    let temporary = owner
        .set_temporary_password(ada.id, &temporary)
        .await
        .unwrap();
    let hers = server.anonymous(Portal::User);
    hers.begin_sign_in(NEW).await.unwrap();
    hers.submit_password(&temporary.password.unwrap())
        .await
        .unwrap();
    hers.replace_password("something else entirely")
        .await
        .unwrap();
    assert!(!owner.user(ada.id).await.unwrap().email_verified);
    let link = server.link_mailed_to(NEW, "verify your email").await;
    let verify = LinkToken {
        token: token(&link),
    };
    hers.verify_my_email(&verify).await.unwrap();
    assert!(owner.user(ada.id).await.unwrap().email_verified);
    owner.send_user_password_reset(ada.id).await.unwrap();
}
