//! A user signs in on a device without a browser.

use std::time::Duration;

use contract::applications::{OidcSettings, UpdateApplication};
use contract::change::Change;
use harness::{AuthenticatorApp, RelyingParty, TestServer, USER_PASSWORD};
use rules::access::WantedFactor;
use rules::application::OpenTo;
use serde_json::Value;

use crate::accessibility::Report;
use crate::continued::{NOT_CONFIRMED, contact};
use crate::drive::Browser;
use crate::{ADA, ada_signed_in, server};

/// The key Enter.
const ENTER: &str = "\u{e007}";

/// A device that waits for a person.
struct Device {
    code: String,
    user_code: String,
}

impl Device {
    async fn begin(rp: &RelyingParty) -> Self {
        let form = [("scope", "openid email")];
        let (status, answer) = rp.post("/oidc/device", &form).await;
        assert_eq!(status, 200, "{answer}");
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        Self {
            code: text("device_code"),
            user_code: text("user_code"),
        }
    }

    /// What the device gets when it asks.
    async fn asks(&self, rp: &RelyingParty) -> (u16, Value) {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.code.as_str()),
        ];
        rp.post("/oidc/token", &form).await
    }

    async fn gets(&self, rp: &RelyingParty, error: &str) {
        assert_eq!(self.asks(rp).await.1["error"], error);
    }
}

/// An application for everyone that devices can use.
async fn grafana(server: &TestServer, owner: &client::Client) -> RelyingParty {
    let settings = OidcSettings {
        device_grant: true,
        ..OidcSettings::default()
    };
    RelyingParty::new(server, owner, settings).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_in_the_address_is_confirmed_first() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let grafana = grafana(&server, &owner).await;
    let device = Device::begin(&grafana).await;
    let browser = Browser::open(&server.origin).await;
    let address = format!("/device?user_code={}", device.user_code);
    browser.go(&address).await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Sign in on another device").await;
    browser.at(&address).await;
    browser.has_value("Code", &device.user_code).await;
    browser
        .see("Continue only if your device shows the same code.")
        .await;
    browser.button("Continue").await;
    browser
        .heading("Sign in to Grafana on another device?")
        .await;
    browser
        .see("Continue only if you started this sign-in on your own device")
        .await;
    browser.see(&device.user_code).await;
    browser.see("Your email address").await;
    browser
        .focused("Sign in to Grafana on another device?")
        .await;
    device.gets(&grafana, "authorization_pending").await;
    let mut report = Report::new();
    report.now(&browser, "a device to confirm").await;
    browser.button("Sign in on the device").await;
    browser.heading("The device is signed in").await;
    report.now(&browser, "a device that is signed in").await;
    report.assert_empty();
    let (status, tokens) = device.asks(&grafana).await;
    assert_eq!(status, 200, "{tokens}");
    browser.go("/security").await;
    browser.heading("Applications you are signed in to").await;
    browser.find("button", "Sign out of Grafana", false).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_code_is_corrected_and_a_device_refused() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let grafana = grafana(&server, &owner).await;
    let device = Device::begin(&grafana).await;
    let help = contact(&owner).await;
    let browser = ada_signed_in(&server).await;
    browser.go("/device").await;
    browser.button("Continue").await;
    browser.see("Enter the code that the device shows").await;
    browser.fill("Code", "BBBB-BBBB").await;
    browser.button("Continue").await;
    browser.see("No device is waiting with this code").await;
    let mut report = Report::new();
    report.now(&browser, "a wrong code of a device").await;
    // As people type it, and with the keyboard alone.
    let typed = device.user_code.replace('-', " ").to_lowercase();
    browser.fill("Code", &typed).await;
    browser.keys(ENTER).await;
    browser
        .heading("Sign in to Grafana on another device?")
        .await;
    browser.see(&device.user_code).await;
    browser.button("Don't sign in").await;
    browser.heading("The device was not signed in").await;
    browser.find("link", help, false).await;
    report.now(&browser, "a device that was refused").await;
    device.gets(&grafana, "access_denied").await;

    // Lost between the question and the answer.
    let device = Device::begin(&grafana).await;
    let address = format!("/device?user_code={}", device.user_code);
    browser.go(&address).await;
    browser.button("Continue").await;
    browser
        .heading("Sign in to Grafana on another device?")
        .await;
    let assigned = UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        ..UpdateApplication::default()
    };
    let version = owner.application(grafana.id).await.unwrap().version;
    let changed = owner.update_application(grafana.id, version, &assigned);
    changed.await.unwrap();
    browser.button("Sign in on the device").await;
    browser.heading("You are not signed in to Grafana").await;
    browser.see("Ask your administrator for access").await;
    browser.find("link", help, false).await;
    report.now(&browser, "a device that may not").await;
    server.clock.advance(Duration::from_secs(11 * 60));
    browser.button("Try again").await;
    browser.button("Sign in on the device").await;
    browser.heading("This code can no longer be used").await;
    report.now(&browser, "an expired code of a device").await;
    report.assert_empty();

    // What is in the address is no text of this page.
    browser.go("/device?user_code=call+555+0100").await;
    browser.has_value("Code", "").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_factor_that_the_application_wants_is_given_first() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let grafana = grafana(&server, &owner).await;
    let policy = UpdateApplication {
        factor: Some(WantedFactor::Any),
        fresh_minutes: Change::Set(0),
        ..UpdateApplication::default()
    };
    let version = owner.application(grafana.id).await.unwrap().version;
    let changed = owner.update_application(grafana.id, version, &policy);
    changed.await.unwrap();
    let portal = server
        .sign_in(client::Portal::User, ADA, USER_PASSWORD)
        .await;
    let app = AuthenticatorApp::add(&server, &portal).await;
    // Its first sign-in gives the factor, which is good for that only.
    let browser = Browser::open(&server.origin).await;
    let device = Device::begin(&grafana).await;
    browser
        .go(&format!("/device?user_code={}", device.user_code))
        .await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser
        .enter_code("Code from your authenticator app", &app.code(&server))
        .await;
    browser.heading("Sign in on another device").await;
    browser.button("Continue").await;
    browser.button("Sign in on the device").await;
    browser.heading("Confirm it's you").await;
    browser.see("Grafana asks for MFA before it opens.").await;
    browser.button("Close").await;
    browser.heading("You are not signed in to Grafana").await;
    browser.see(NOT_CONFIRMED).await;
    let mut report = Report::new();
    report.now(&browser, "a device, not confirmed").await;
    report.assert_empty();
    browser.button("Try again").await;
    browser.button("Sign in on the device").await;
    browser.heading("Confirm it's you").await;
    server.next_code();
    browser
        .enter_code("Code from your authenticator app", &app.code(&server))
        .await;
    browser.heading("The device is signed in").await;
    assert_eq!(device.asks(&grafana).await.0, 200);
    browser.finish().await;
}
