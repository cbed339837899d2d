//! A person is told when an administrator replaces or removes their verified recovery email.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::change::Change;
use contract::company_email::ChangeUserEmail;
use contract::ids::UserId;
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetRecoveryEmail};
use contract::users::ProfileChanges;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::role::Permission;

use crate::recovery_email::{ADA, HOME, ada, enter, verification};

on_both_databases!(
    a_replaced_one_is_told_at_both_addresses,
    a_removed_one_is_told_at_both_addresses,
    an_unverified_company_email_is_told_nothing,
    nothing_that_a_user_wrote_goes_to_an_unverified_one,
);

const OTHER: &str = "ada@elsewhere.example";
const REPLACED: &str = "your recovery email was replaced";
const REMOVED: &str = "your recovery email was removed";

/// As [`ada`], with a verified recovery email. Returns the user instead of the portal.
async fn verified(backend: Backend) -> (TestServer, Client, UserId) {
    let (server, owner, portal) = ada(backend).await;
    verify(&server, &portal, HOME).await;
    let id = portal.me().await.unwrap().id;
    (server, owner, id)
}

async fn verify(server: &TestServer, portal: &Client, email: &str) {
    let body = enter(email, USER_PASSWORD);
    portal.set_my_recovery_email(&body).await.unwrap();
    let token = verification(server, email).await;
    portal.verify_my_recovery_email(&token).await.unwrap();
}

async fn set(owner: &Client, id: UserId, email: &str) {
    let body = SetRecoveryEmail {
        email: email.to_owned(),
    };
    owner.set_user_recovery_email(id, &body).await.unwrap();
}

/// The number of emails about `subject` at the company email and at the previous recovery email.
async fn told(server: &TestServer, subject: &str) -> (usize, usize) {
    server.mail_settled().await;
    (server.mails(ADA, subject), server.mails(HOME, subject))
}

async fn a_replaced_one_is_told_at_both_addresses(backend: Backend) {
    let (server, owner, id) = verified(backend).await;
    set(&owner, id, OTHER).await;
    assert_eq!(told(&server, REPLACED).await, (1, 1));
    // The new address may belong to a stranger: it gets only the verification email.
    assert_eq!(server.mails(OTHER, ""), 1);
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let notice = mails
        .iter()
        .find(|mail| mail.content.subject.contains(REPLACED))
        .unwrap();
    for address in [HOME, OTHER] {
        assert!(
            notice.content.text.contains(address),
            "{}",
            notice.content.text
        );
    }
    // The new one was not verified, so nothing is lost with it.
    set(&owner, id, "ada@third.example").await;
    owner.remove_user_recovery_email(id).await.unwrap();
    assert_eq!(told(&server, REPLACED).await, (1, 1));
    assert_eq!(told(&server, REMOVED).await, (0, 0));
    assert_eq!(server.mails(OTHER, ""), 1);
}

async fn a_removed_one_is_told_at_both_addresses(backend: Backend) {
    let (server, owner, id) = verified(backend).await;
    owner.remove_user_recovery_email(id).await.unwrap();
    assert_eq!(told(&server, REMOVED).await, (1, 1));
    // What people do themselves, with their password, they know.
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    verify(&server, &portal, OTHER).await;
    let remove = RemoveOwnRecoveryEmail {
        current_password: USER_PASSWORD.to_owned(),
    };
    portal.remove_my_recovery_email(&remove).await.unwrap();
    assert_eq!(told(&server, REMOVED).await, (1, 1));
    assert_eq!(server.mails(OTHER, REMOVED), 0);
}

async fn an_unverified_company_email_is_told_nothing(backend: Backend) {
    let (server, owner, id) = verified(backend).await;
    let key = CreateApiKey {
        name: "Directory".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&key).await.unwrap().key;
    let program = Client::with_api_key(harness::http(), &server.origin, key);
    let version = program.user(id).await.unwrap().version;
    let change = ChangeUserEmail {
        email: OTHER.to_owned(),
    };
    let changed = program.change_user_email(id, version, &change).await;
    assert!(!changed.unwrap().email_verified);
    program.remove_user_recovery_email(id).await.unwrap();
    assert_eq!(told(&server, REMOVED).await, (0, 1));
    assert_eq!(server.mails(OTHER, REMOVED), 0);
}

/// The address may belong to a stranger, who would get the text in the name of the organization.
async fn nothing_that_a_user_wrote_goes_to_an_unverified_one(backend: Backend) {
    let (server, _, portal) = ada(backend).await;
    let spam = "Win at www.evil.example";
    let changes = ProfileChanges {
        display_name: Change::Set(spam.to_owned()),
        ..ProfileChanges::default()
    };
    let version = portal.me().await.unwrap().version;
    portal.update_my_profile(version, &changes).await.unwrap();
    verify(&server, &portal, HOME).await;
    server.mail_settled().await;
    let mails = server.running.mailbox.as_ref().unwrap().list();
    let sent = |email: &str| {
        let to = mails.iter().filter(|mail| mail.to.as_str() == email);
        to.map(|mail| mail.content.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(sent(HOME).len(), 1);
    assert!(sent(HOME).iter().all(|text| !text.contains("evil")));
    // The company email is verified.
    assert!(sent(ADA).iter().any(|text| text.contains(spam)));
}
