//! The organization's own terms: an administrator publishes them, and a user accepts or declines them.

use client::{Client, Portal};
use contract::applications::OidcSettings;
use contract::terms::SetTerms;
use harness::{RelyingParty, USER_PASSWORD, web};

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::opened_applications::bookmark;
use crate::{ADA, LONG_NAME, ada_at_home, owner_signed_in, server};

/// Publishes this text as terms that users must accept.
pub async fn publish(owner: &Client, text: &str) {
    let version = owner.organization_terms().await.unwrap().version;
    let set = SetTerms {
        required: true,
        text: text.to_owned(),
    };
    owner.set_organization_terms(version, &set).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_publishes_terms_and_sees_who_has_accepted() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await.id;
    server.active_user(&owner, "bob@example.com").await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/terms").await;
    browser.see("Nothing has been published yet.").await;
    browser.button("Save changes").await;
    browser.see("Enter the text of the terms").await;
    browser.fill("Text", "Be kind.").await;
    browser.see("Saving publishes version 1.").await;
    browser
        .click_part("checkbox", "Users must accept the terms")
        .await;
    browser.button("Save changes").await;
    browser.see("Version 1, published by Olivia Owner").await;
    browser.see_no("Saving publishes").await;
    browser.fill("Text", "Be kind, and brief.").await;
    browser.see("Saving publishes version 2.").await;
    let mut report = Report::new();
    report.now(&browser, "another version of the terms").await;
    report.assert_empty();
    browser.fill("Text", "Be kind.").await;
    let stored = owner.organization_terms().await.unwrap();
    assert!(stored.required);
    assert_eq!(stored.current.unwrap().text, "Be kind.");

    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    portal.submit_password(USER_PASSWORD).await.unwrap();
    portal.accept_terms(1).await.unwrap();
    browser
        .link("Show users who have not accepted this version")
        .await;
    browser.heading("Users").await;
    browser.see("bob@example.com").await;
    browser.see_no(ADA).await;
    browser
        .go(&format!("/admin/users/{user}?tab=security"))
        .await;
    browser.heading("Accepted terms").await;
    browser.see("Version 1").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_declines_and_then_accepts_at_the_sign_in() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await.id;
    publish(&owner, &format!("Be kind.\n<b>Be brief.</b>\n{LONG_NAME}")).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Accept the terms").await;
    browser.see("Be kind.").await;
    // Markup has no effect.
    browser.see("<b>Be brief.</b>").await;
    let mut report = Report::new();
    report.now(&browser, "terms to accept").await;
    browser.button("Decline and sign out").await;
    browser.see("You have not accepted the terms").await;
    browser.go("/profile").await;
    browser.heading("Sign in").await;
    browser.go("/sign-in").await;
    assert_eq!(owner.user(user).await.unwrap().terms, None);

    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Accept the terms").await;
    browser.reload().await;
    browser.heading("Accept the terms").await;
    // Another version is published while this one is read.
    publish(&owner, "Be bold.").await;
    browser.button("Accept and continue").await;
    browser.see("Be bold.").await;
    browser.button("Accept and continue").await;
    browser.heading("Applications").await;
    let accepted = owner.user(user).await.unwrap().terms.unwrap();
    assert_eq!(accepted.version, 2);
    browser.go("/security").await;
    browser.heading("Terms of your organization").await;
    browser.see("You accepted version 2 on").await;
    browser.see("Be bold.").await;
    report.now(&browser, "terms that were accepted").await;
    report.assert_empty();
    browser.finish().await;
}

/// The page that the applications open, which everybody can see.
const PAGE: &str = "Terms of service";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_is_asked_on_the_way_to_an_application() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await.id;
    bookmark(&server, &owner, "Wiki").await;
    let page = format!("{}/admin/terms", server.origin);
    let settings = OidcSettings {
        redirect_uris: vec![page.clone()],
        ..web()
    };
    let grafana = RelyingParty::new(&server, &owner, settings).await;
    let path = grafana.authorize_path(&[("redirect_uri", page.as_str())]);
    let browser = ada_at_home(&server).await;
    publish(&owner, "Be kind.").await;
    // The portal itself does not ask.
    browser.reload().await;
    browser.heading("Applications").await;
    browser.click_part("button", "Wiki").await;
    browser
        .see("Your organization has published terms that you have not accepted yet.")
        .await;
    browser.link("Read the terms").await;
    browser.heading("Accept the terms").await;
    browser.see("Be kind.").await;
    browser.button("Accept and continue").await;
    browser.heading(PAGE).await;

    publish(&owner, "Be brief.").await;
    browser.go(&path).await;
    browser.heading("Accept the terms").await;
    browser.see("Be brief.").await;
    browser.button("Accept and continue").await;
    browser.heading(PAGE).await;
    let address = browser.address().await;
    assert!(address.contains("code="), "{address}");

    publish(&owner, "Be bold.").await;
    browser.go(&path).await;
    browser.see("Be bold.").await;
    browser.button("Decline and sign out").await;
    browser.find("field", "Company email", false).await;
    let accepted = owner.user(user).await.unwrap().terms.unwrap();
    assert_eq!(accepted.version, 2);
    browser.finish().await;
}
