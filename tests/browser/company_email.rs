//! A changed company email that is not verified: the portals say so, and send the email again.

use std::time::Duration;

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::applications::CreateApplication;
use contract::company_email::ChangeUserEmail;
use contract::ids::UserId;
use contract::links::LinkToken;
use harness::{TestServer, USER_PASSWORD};
use rules::role::Permission;

use crate::drive::Browser;
use crate::saml_applications::service_provider;
use crate::{ADA, owner_signed_in, server};

const NEW: &str = "ada@new.example.com";
const SUBJECT: &str = "verify your email";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Changes Ada's email as a program that may not send resets to the new one.
async fn changed(server: &TestServer, owner: &Client) -> UserId {
    let ada = server.active_user(owner, ADA).await;
    let key = CreateApiKey {
        name: "Directory".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&key).await.unwrap().key;
    let program = Client::with_api_key(harness::http(), &server.origin, key);
    let version = program.user(ada.id).await.unwrap().version;
    let body = ChangeUserEmail {
        email: NEW.to_owned(),
    };
    let change = program.change_user_email(ada.id, version, &body);
    change.await.unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, SUBJECT), 1);
    ada.id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_sends_the_verification_again() {
    let (server, owner) = server().await;
    changed(&server, &owner).await;
    server.clock.advance(DAY);
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.sign_in("Company email", NEW, USER_PASSWORD).await;
    browser
        .see("ada@new.example.com isn't verified yet, so it gets no password reset links.")
        .await;
    browser.button("Send the email again").await;
    browser.see("Sent again. Only the newest link works.").await;
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, SUBJECT), 2);
    browser.link("Security").await;
    browser.see("isn't verified yet").await;

    let link = server.link_mailed_to(NEW, SUBJECT).await;
    browser.go(&link).await;
    browser.heading("Verify your email").await;
    browser.button("Verify now").await;
    browser.heading("Your email is verified").await;
    browser.link("Go to Security").await;
    browser.heading("Security").await;
    browser.see_no("isn't verified yet").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_sends_the_verification_again() {
    let (server, owner) = server().await;
    let id = changed(&server, &owner).await;
    server.clock.advance(DAY);
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{id}")).await;
    browser.see("Not verified").await;
    browser.button("Send verification again").await;
    browser.see("Verification email sent").await;
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, SUBJECT), 2);
    browser.button("Send verification again").await;
    browser.see("You can send the next one in 24 hours.").await;

    let portal = server.sign_in(Portal::User, NEW, USER_PASSWORD).await;
    let link = server.link_mailed_to(NEW, SUBJECT).await;
    let verify = LinkToken {
        token: link.split_once('#').unwrap().1.to_owned(),
    };
    portal.verify_my_email(&verify).await.unwrap();
    browser.reload().await;
    browser.find("button", "Change email", false).await;
    browser.see_no("Send verification again").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_sees_that_an_application_does_not_open_until_it_is_verified() {
    let (server, owner) = server().await;
    let ada = changed(&server, &owner).await;
    let settings = service_provider("https://wiki.example.com");
    let new = CreateApplication::saml("Wiki", settings);
    let wiki = owner.create_application(&new, None).await.unwrap().id;
    owner.assign_application_to_user(wiki, ada).await.unwrap();
    server.clock.advance(DAY);
    let browser = owner_signed_in(&server).await;
    let check = format!("/admin/applications/{wiki}?tab=check&user={ada}");
    browser.go(&check).await;
    browser.see("No: ada may not open Wiki").await;
    browser.see("the user has not verified a new one").await;
    browser.button("Send verification again").await;
    browser.see("Verification email sent").await;
    server.mail_settled().await;
    assert_eq!(server.mails(NEW, SUBJECT), 2);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_says_that_the_previous_address_is_taken() {
    let (server, owner) = server().await;
    changed(&server, &owner).await;
    let link = server.link_mailed_to(ADA, "your email address").await;
    let grace = server.pending_user(&owner, "grace@example.com").await;
    let body = ChangeUserEmail {
        email: ADA.to_owned(),
    };
    let change = owner.change_user_email(grace.id, grace.version, &body);
    change.await.unwrap();
    let browser = Browser::open(&server.origin).await;
    browser.go(&link).await;
    browser.button("Undo the change").await;
    browser.heading("Your account is suspended").await;
    browser
        .see("ada@example.com now belongs to another account, so yours couldn't get it back.")
        .await;
    browser.finish().await;
}
