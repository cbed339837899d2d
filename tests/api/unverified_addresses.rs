//! Emails to an address that its user has not verified. It may be a stranger's, who would get what the user
//! wrote in the name of the organization.

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::change::Change;
use contract::links::LinkToken;
use contract::problem::ProblemType;
use contract::users::ProfileChanges;
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};

use crate::company_email::{add_recovery_email, change, program, token, use_recovery_emails};
use crate::factors::{add_passkey, sign_in_with_passkey};
use crate::ssh_keys::{ED25519, named};

on_both_databases!(
    the_name_of_a_user_goes_to_a_verified_address_only,
    the_name_of_a_credential_goes_to_a_verified_address_only,
    the_name_of_a_factor_goes_to_a_verified_address_only,
    a_recovery_email_is_named_at_a_verified_address_only,
);

const ADA: &str = "ada@example.com";
const NEW: &str = "ada@new.example.com";
const HOME: &str = "ada@home.example";
const SPAM: &str = "Win at www.evil.example";

/// Changes the user's own display name.
async fn call_herself(user: &Client, name: &str) {
    let changes = ProfileChanges {
        display_name: Change::Set(name.to_owned()),
        ..ProfileChanges::default()
    };
    let version = user.me().await.unwrap().version;
    user.update_my_profile(version, &changes).await.unwrap();
}

/// An owner, and Ada in her portal. She has given herself a name, and has not verified her new address: the
/// link is for this.
async fn unverified(server: &TestServer) -> (Client, Client, LinkToken) {
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    call_herself(&portal, SPAM).await;
    change(&program(server, &owner).await, ada.id, NEW).await;
    let link = server.link_mailed_to(NEW, "verify your email").await;
    let verify = LinkToken {
        token: token(&link),
    };
    (owner, portal, verify)
}

/// The number of emails to this address that contain this text.
fn with(server: &TestServer, email: &str, part: &str) -> usize {
    let mails = server.running.mailbox.as_ref().unwrap().list();
    mails
        .iter()
        .filter(|mail| mail.to.as_str() == email && mail.content.text.contains(part))
        .count()
}

async fn the_name_of_a_user_goes_to_a_verified_address_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    call_herself(&portal, SPAM).await;
    change(&owner, ada.id, NEW).await;
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, ""), 1);
    assert_eq!(with(&server, NEW, "evil"), 0);
    // Her own address greets her by the name that she chose.
    assert_eq!(with(&server, ADA, SPAM), 1);
}

async fn the_name_of_a_credential_goes_to_a_verified_address_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, portal, verify) = unverified(&server).await;
    let key = named(SPAM, ED25519);
    let added = portal.add_my_ssh_key(&key).await.unwrap();
    portal.remove_my_ssh_key(added.id).await.unwrap();
    let password = CreateApplicationPassword {
        name: SPAM.to_owned(),
        application_id: None,
    };
    let created = portal.create_my_application_password(&password).await;
    let created = created.unwrap().application_password;
    portal
        .revoke_my_application_password(created.id)
        .await
        .unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "SSH key"), 2);
    assert_eq!(server.mails(NEW, "application password"), 2);
    assert_eq!(with(&server, NEW, "evil"), 0);
    assert_eq!(with(&server, NEW, "IP address: "), 4);

    portal.verify_my_email(&verify).await.unwrap();
    portal.add_my_ssh_key(&key).await.unwrap();
    server.mail_settled().await;
    let shown = format!("SSH key: {SPAM}\n");
    assert_eq!(with(&server, NEW, &shown), 1);
    assert_eq!(with(&server, NEW, &format!("Changed by: {SPAM}\n")), 1);
}

async fn the_name_of_a_factor_goes_to_a_verified_address_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, portal, verify) = unverified(&server).await;
    let mut passkey = add_passkey(&server, &portal).await;
    let app = AuthenticatorApp::add(&server, &portal).await;
    portal.remove_factor(app.added.factor.id).await.unwrap();
    // Its counter goes back, as that of a clone.
    passkey.counter = 10;
    sign_in_with_passkey(&server, &mut passkey).await.unwrap();
    passkey.counter = 5;
    let refused = sign_in_with_passkey(&server, &mut passkey).await.map(drop);
    assert_eq!(problem_type(refused), ProblemType::WrongPasskey);
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "an MFA factor was added"), 2);
    assert_eq!(server.mails(NEW, "an MFA factor was removed"), 1);
    assert_eq!(server.mails(NEW, "a passkey was rejected"), 1);
    let mine = portal.my_factors().await.unwrap().factors;
    assert_eq!(mine.len(), 1);
    for written in [&*mine[0].name, &*app.added.factor.name, SPAM] {
        assert_eq!(with(&server, NEW, written), 0, "{written}");
    }

    portal.verify_my_email(&verify).await.unwrap();
    portal.remove_factor(mine[0].id).await.unwrap();
    server.mail_settled().await;
    let shown = format!("Factor: {}\n", mine[0].name);
    assert_eq!(with(&server, NEW, &shown), 1);
}

async fn a_recovery_email_is_named_at_a_verified_address_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, portal, verify) = unverified(&server).await;
    use_recovery_emails(&owner, true).await;
    add_recovery_email(&server, &portal, HOME, USER_PASSWORD).await;
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, "your recovery email is verified"), 1);
    assert_eq!(with(&server, NEW, HOME), 0);

    portal.verify_my_email(&verify).await.unwrap();
    let other = "ada@elsewhere.example";
    add_recovery_email(&server, &portal, other, USER_PASSWORD).await;
    server.mail_settled().await;
    assert_eq!(with(&server, NEW, other), 1);
}
