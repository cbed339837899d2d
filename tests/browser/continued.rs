//! A user signs in to an application that uses OpenID Connect.

use std::time::Duration;

use client::Client;
use contract::applications::{OidcSettings, UpdateApplication};
use contract::change::Change;
use contract::organization::UpdateOrganization;
use harness::{AuthenticatorApp, RelyingParty, TestServer};
use rules::access::WantedFactor;
use rules::application::OpenTo;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{ADA, ada_signed_in, server};

/// What a person reads who could not confirm who they are.
pub const NOT_CONFIRMED: &str =
    "You did not confirm your identity. Try again, or ask your administrator.";

/// The page of the application, which everybody can see.
const PAGE: &str = "Terms of service";

fn page(server: &TestServer) -> String {
    format!("{}/admin/terms", server.origin)
}

/// An application for everyone, whose codes arrive at [`PAGE`].
async fn grafana(server: &TestServer, owner: &Client, settings: OidcSettings) -> RelyingParty {
    let settings = OidcSettings {
        redirect_uris: vec![page(server)],
        ..settings
    };
    RelyingParty::new(server, owner, settings).await
}

/// Gives the organization a contact address, and returns it.
pub async fn contact(owner: &Client) -> &'static str {
    let address = "help@example.com";
    let contact = UpdateOrganization {
        contact_email: Change::Set(address.to_owned()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &contact).await.unwrap();
    address
}

/// Changes the application.
async fn change(owner: &Client, application: &RelyingParty, update: UpdateApplication) {
    let version = owner.application(application.id).await.unwrap().version;
    let changed = owner.update_application(application.id, version, &update);
    changed.await.unwrap();
}

/// Opens the application's sign-in with these fields of the request.
async fn go(
    browser: &Browser,
    server: &TestServer,
    application: &RelyingParty,
    more: &[(&str, &str)],
) {
    let page = page(server);
    let mut fields = vec![("redirect_uri", page.as_str())];
    fields.extend(more);
    browser.go(&application.authorize_path(&fields)).await;
}

/// Waits until the application has the response, and checks that it contains `part`.
async fn answered(browser: &Browser, part: &str) {
    browser.heading(PAGE).await;
    let address = browser.address().await;
    assert!(address.contains(part), "{address}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_leads_back_to_the_application() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let grafana = grafana(&server, &owner, OidcSettings::default()).await;
    let browser = Browser::open(&server.origin).await;
    go(&browser, &server, &grafana, &[("login_hint", ADA)]).await;
    browser.see("Sign in to continue to Grafana.").await;
    browser.has_value("Company email", ADA).await;
    browser
        .sign_in("Company email", ADA, harness::USER_PASSWORD)
        .await;
    answered(&browser, "code=").await;
    // From now on nobody is asked.
    go(&browser, &server, &grafana, &[]).await;
    answered(&browser, "code=").await;

    browser.go("/security").await;
    browser.heading("Applications you are signed in to").await;
    browser.button("Sign out of Grafana").await;
    browser
        .see("You are not signed in to any application.")
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_factor_is_set_up_and_given_on_the_way() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let grafana = grafana(&server, &owner, OidcSettings::default()).await;
    let policy = UpdateApplication {
        factor: Some(WantedFactor::Any),
        fresh_minutes: Change::Set(0),
        ..UpdateApplication::default()
    };
    change(&owner, &grafana, policy).await;
    let help = contact(&owner).await;
    let browser = ada_signed_in(&server).await;
    let mut report = Report::new();
    go(&browser, &server, &grafana, &[]).await;
    browser.heading("Grafana did not open").await;
    browser.find("link", help, false).await;
    report.now(&browser, "a factor to set up").await;
    browser.link("Set up a factor").await;
    browser.see("You have not set up MFA yet.").await;
    let portal = server
        .sign_in(client::Portal::User, ADA, harness::USER_PASSWORD)
        .await;
    let app = AuthenticatorApp::add(&server, &portal).await;
    browser.link("Continue to Grafana").await;

    browser.heading("Confirm it's you").await;
    browser.see("Grafana asks for MFA before it opens.").await;
    browser.button("Close").await;
    browser.heading("Grafana did not open").await;
    browser.see(NOT_CONFIRMED).await;
    browser.find("link", help, false).await;
    report.now(&browser, "an identity not confirmed").await;
    browser.button("Try again").await;
    browser
        .enter_code("Code from your authenticator app", "000000")
        .await;
    browser.see("The code is incorrect").await;
    browser.see("Try again, or ask your administrator.").await;
    report.now(&browser, "a wrong code").await;
    browser
        .enter_code("Code from your authenticator app", &app.code(&server))
        .await;
    answered(&browser, "code=").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_account_can_be_used() {
    const BOB: &str = "bob@example.com";
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, BOB).await;
    let grafana = grafana(&server, &owner, OidcSettings::default()).await;
    let browser = ada_signed_in(&server).await;
    let choose = ("prompt", "select_account");
    go(&browser, &server, &grafana, &[choose, ("login_hint", BOB)]).await;
    browser.heading("Continue as ada (ada@example.com)?").await;
    browser
        .see("Grafana suggests bob@example.com; you are signed in as ada@example.com.")
        .await;
    let mut report = Report::new();
    report.now(&browser, "a choice of accounts").await;
    report.assert_empty();
    browser.button("Use another account").await;
    browser.see("Sign in to continue to Grafana.").await;
    browser.has_value("Company email", BOB).await;
    browser
        .sign_in("Company email", BOB, harness::USER_PASSWORD)
        .await;
    answered(&browser, "code=").await;
    go(&browser, &server, &grafana, &[choose]).await;
    browser.heading("Continue as bob (bob@example.com)?").await;
    browser.button("Continue").await;
    answered(&browser, "code=").await;

    // With MFA, the password is a new sign-in too.
    let portal = server
        .sign_in(client::Portal::User, BOB, harness::USER_PASSWORD)
        .await;
    AuthenticatorApp::add(&server, &portal).await;
    go(&browser, &server, &grafana, &[("prompt", "login")]).await;
    browser.heading("Confirm it's you").await;
    browser
        .see("Grafana asks you to sign in again as bob@example.com.")
        .await;
    browser.find("button", "Use another account", false).await;
    browser.fill("Password", harness::USER_PASSWORD).await;
    browser.button("Confirm").await;
    answered(&browser, "code=").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_is_given_only_to_an_application_that_the_user_allows() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let settings = OidcSettings {
        consent: true,
        ..OidcSettings::default()
    };
    let grafana = grafana(&server, &owner, settings).await;
    let browser = ada_signed_in(&server).await;
    let fields = [("scope", "openid email")];
    go(&browser, &server, &grafana, &fields).await;
    browser.heading("Grafana wants to know who you are").await;
    browser.see("Your email address").await;
    browser.see_no("The groups you are in").await;
    let mut report = Report::new();
    report.now(&browser, "a question for consent").await;
    report.assert_empty();
    browser.button("Don't allow").await;
    answered(&browser, "error=access_denied").await;
    go(&browser, &server, &grafana, &fields).await;
    browser.button("Allow").await;
    answered(&browser, "code=").await;

    // What was allowed can be taken back, and then it is asked for again.
    browser.go("/security").await;
    browser.heading("What applications may do").await;
    browser.see("Your email address").await;
    browser.button("Withdraw the access of Grafana").await;
    browser.heading("Withdraw the access of Grafana?").await;
    browser.see("it has to ask you first").await;
    browser.button("Withdraw access").await;
    browser.see("No application has such access.").await;
    go(&browser, &server, &grafana, &fields).await;
    browser.heading("Grafana wants to know who you are").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_and_an_expired_request_are_explained() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let grafana = grafana(&server, &owner, OidcSettings::default()).await;
    let assigned = UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        ..UpdateApplication::default()
    };
    change(&owner, &grafana, assigned).await;
    let help = contact(&owner).await;
    let browser = ada_signed_in(&server).await;
    go(&browser, &server, &grafana, &[]).await;
    browser.heading("Grafana did not open").await;
    browser.see("Ask your administrator for access").await;
    browser.find("link", help, false).await;
    let mut report = Report::new();
    report.now(&browser, "a refusal").await;
    // Meanwhile, it has been given to everyone.
    let everyone = UpdateApplication {
        open_to: Some(OpenTo::Everyone),
        ..UpdateApplication::default()
    };
    change(&owner, &grafana, everyone).await;
    browser.button("Try again").await;
    answered(&browser, "code=").await;

    for over in [
        "/continue?request=unknown",
        "/continue?request=..",
        "/continue",
    ] {
        browser.go(over).await;
        browser.heading("This sign-in has ended").await;
    }
    report.now(&browser, "an expired request").await;
    browser.link("Go to Applications").await;
    browser.find("button", "Grafana", true).await;

    // Nothing may go back to an application whose address is not registered.
    let foreign = [("redirect_uri", "https://elsewhere.example.com/")];
    browser.go(&grafana.authorize_path(&foreign)).await;
    browser.heading("The application cannot sign you in").await;
    report.now(&browser, "an error page of the server").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_is_opened_again_whose_request_expired_meanwhile() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let settings = OidcSettings {
        initiate_login_uri: Some(page(&server)),
        ..OidcSettings::default()
    };
    let grafana = grafana(&server, &owner, settings).await;
    let browser = Browser::open(&server.origin).await;
    go(&browser, &server, &grafana, &[]).await;
    browser.see("Sign in to continue to Grafana.").await;
    server.clock.advance(Duration::from_secs(11 * 60));
    browser
        .sign_in("Company email", ADA, harness::USER_PASSWORD)
        .await;
    browser.heading("This sign-in has ended").await;
    browser.button("Open Grafana").await;
    answered(&browser, "iss=").await;
    browser.finish().await;
}
