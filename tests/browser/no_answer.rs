//! If there is no response, the page shows an error, and retrying works.

use std::time::Duration;

use client::Portal;
use contract::organization::UpdateOrganization;
use contract::recovery_email::SetOwnRecoveryEmail;
use harness::USER_PASSWORD;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{ADA, ada_at_home, server};

const NO_CONNECTION: &str = "There is no connection to the server.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn factors_and_the_proof_for_them_are_asked_for_again() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.block(&["*/me/factors"]).await;
    browser.link("Security").await;
    browser.see(NO_CONNECTION).await;
    let mut report = Report::new();
    report.now(&browser, "factors that did not load").await;
    browser.block(&[]).await;
    browser.button("Try again").await;
    browser.see("You have not set up MFA yet.").await;

    server.clock.advance(Duration::from_secs(301));
    browser.block(&["*/me/proof"]).await;
    browser.button("Add an authenticator app").await;
    browser.heading("Confirm it's you").await;
    browser.see(NO_CONNECTION).await;
    report.now(&browser, "a proof that did not load").await;
    report.assert_empty();
    browser.block(&[]).await;
    browser.button("Try again").await;
    browser.fill("Password", USER_PASSWORD).await;
    browser.button("Confirm").await;
    browser.see("Or enter this setup key").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recovery_email_is_verified_at_the_second_try() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let change = UpdateOrganization {
        recovery_email_enabled: Some(true),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let home = SetOwnRecoveryEmail {
        email: "ada@home.example".to_owned(),
        current_password: USER_PASSWORD.to_owned(),
    };
    ada.set_my_recovery_email(&home).await.unwrap();
    let link = server
        .link_mailed_to(&home.email, "verify your recovery")
        .await;

    let browser = Browser::open(&server.origin).await;
    browser.go(&link).await;
    browser.heading("Verify your recovery email").await;
    browser.block(&["*/recovery-email/verify"]).await;
    browser.button("Verify now").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.see(NO_CONNECTION).await;
    browser.block(&[]).await;
    browser.button("Try again").await;
    browser.heading("Your recovery email is verified").await;
    browser.finish().await;
}
