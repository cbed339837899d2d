//! MFA as people use it: on a phone, with a passkey, and as an administrator who requires it.

use contract::page::ListQuery;
use harness::{USER_PASSWORD, code_at};
use rules::mfa::MfaRequirement;
use serde_json::{Value, json};

use crate::drive::Browser;
use crate::{ADA, ada_signed_in, owner_signed_in, server};

/// The field for the code at a sign-in and at an identity check.
const CODE: &str = "Code from your authenticator app";

/// Adds an authenticator app on the open page. Returns its secret.
pub async fn add_app(server: &harness::TestServer, browser: &Browser) -> String {
    browser.button("Add an authenticator app").await;
    let secret = browser.setup_key().await;
    browser.enter_code("Code", "000000").await;
    browser.see("The code is incorrect").await;
    let code = code_at(&secret, server.clock_now());
    browser.enter_code("Code", &code).await;
    browser.see("Save them now, away from this device").await;
    server.next_code();
    secret
}

async fn sign_out(browser: &Browser) {
    browser.click_part("button", "Account of").await;
    browser.click("menuitem", "Sign out").await;
    browser.see("You are signed out.").await;
}

/// The recovery codes on the page.
async fn codes(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.codes li')].map(li => li.innerText)";
    let codes = browser.script(script, vec![]).await;
    let codes = codes.as_array().unwrap().iter();
    codes
        .map(|code| code.as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authenticator_app_is_added_and_asked_for_on_a_phone() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    browser.look(360, 740, "light").await;
    browser.go("/security").await;
    browser.see("You have not set up MFA yet.").await;
    let secret = add_app(&server, &browser).await;
    let codes = codes(&browser).await;
    assert_eq!(codes.len(), 10);
    browser.button("I have saved them").await;
    browser.see("10 recovery codes are left.").await;

    sign_out(&browser).await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Verify it's you").await;
    let focused = "return document.activeElement.autocomplete";
    browser
        .until("the code field has focus", async || {
            (browser.script(focused, vec![]).await == "one-time-code").then_some(())
        })
        .await;
    // The page resumes at the same step.
    browser.reload().await;
    browser.heading("Verify it's you").await;
    browser.button("Sign in").await;
    browser.see("Enter the six digits that the app shows").await;
    browser.enter_code(CODE, "000000").await;
    browser.see("The code is incorrect").await;
    // The code that was refused is not sent again.
    browser.button("Sign in").await;
    browser.see("The code is incorrect").await;
    let refused = ListQuery {
        filter: Some("action:sign_in.factor_failed".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(owner.events(&refused).await.unwrap().total, 1);
    let code = code_at(&secret, server.clock_now());
    browser.enter_code(CODE, &code).await;
    browser.heading("Applications").await;

    sign_out(&browser).await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.button("Use a recovery code instead").await;
    browser
        .fill("Recovery code", &codes[0].to_uppercase())
        .await;
    browser.button("Sign in").await;
    browser.heading("Applications").await;
    browser.go("/security").await;
    browser.see("9 recovery codes are left.").await;
    // Minutes later a change requires confirming the identity again.
    server.clock.advance(std::time::Duration::from_secs(301));
    browser.button("Remove “My phone”").await;
    browser.button("Remove").await;
    browser.heading("Confirm it's you").await;
    let code = code_at(&secret, server.clock_now());
    browser.enter_code(CODE, &code).await;
    browser.see("You have not set up MFA yet.").await;
    browser.finish().await;
}

/// Adds a virtual authenticator to the browser. Returns its id.
async fn authenticator(browser: &Browser, verifies: bool, resident: bool) -> Value {
    browser.devtools("WebAuthn.enable", &json!({})).await;
    let options = json!({"options": {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": resident,
        "hasUserVerification": verifies,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": true,
    }});
    let added = browser
        .devtools("WebAuthn.addVirtualAuthenticator", &options)
        .await;
    added["authenticatorId"].clone()
}

async fn add_passkey(browser: &Browser) {
    browser.button("Add a passkey").await;
    browser.fill("Name", "This laptop").await;
    browser.button("Continue").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_signs_in_by_itself_until_it_is_copied() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    let id = authenticator(&browser, true, true).await;
    browser.go("/security").await;
    add_passkey(&browser).await;
    browser.see("Save them now, away from this device").await;
    let codes = codes(&browser).await;
    browser.button("I have saved them").await;
    browser.see("This laptop").await;

    // Often enough that the counter of a clone stays behind.
    for _ in 0..3 {
        sign_in_again_with_passkey(&browser, &id).await;
        browser.heading("Applications").await;
    }
    // The key of a clone that was made before the passkey was used again.
    let held = json!({"authenticatorId": id});
    let known = browser.devtools("WebAuthn.getCredentials", &held).await;
    let mut copy = known["credentials"][0].clone();
    copy["signCount"] = json!(0);
    let gone = json!({"authenticatorId": id, "credentialId": copy["credentialId"]});
    browser.devtools("WebAuthn.removeCredential", &gone).await;
    let copied = json!({"authenticatorId": id, "credential": copy});
    browser.devtools("WebAuthn.addCredential", &copied).await;
    sign_in_again_with_passkey(&browser, &id).await;
    browser.see("This passkey is not registered here").await;
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "a passkey was rejected"), 1);
    // Its owner can still sign in, and learns what to do.
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.button("Use a recovery code instead").await;
    browser.fill("Recovery code", &codes[0]).await;
    browser.button("Sign in").await;
    browser.heading("Applications").await;
    browser.go("/security").await;
    browser
        .see("Rejected: this passkey may have been cloned.")
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_that_was_removed_signs_nobody_in() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    let id = authenticator(&browser, true, true).await;
    browser.go("/security").await;
    add_passkey(&browser).await;
    browser.button("I have saved them").await;
    browser.button("Remove “This laptop”").await;
    browser.button("Remove").await;
    browser.see("You have not set up MFA yet.").await;
    // The device still has it.
    sign_in_again_with_passkey(&browser, &id).await;
    browser.see("This passkey is not registered here").await;
    browser.finish().await;
}

/// Sets whether the authenticator confirms user presence automatically.
async fn touched(browser: &Browser, id: &Value, enabled: bool) {
    let touch = json!({"authenticatorId": id, "enabled": enabled});
    browser
        .devtools("WebAuthn.setAutomaticPresenceSimulation", &touch)
        .await;
}

/// Signs out, and in again with a passkey. The authenticator is not touched until the sign-in page
/// is visible, because the browser offers passkeys in the email field automatically.
async fn sign_in_again_with_passkey(browser: &Browser, id: &Value) {
    touched(browser, id, false).await;
    sign_out(browser).await;
    touched(browser, id, true).await;
    let name = "Sign in with a passkey";
    if let Some(button) = browser.seek("button", name, false).await {
        // It may already be gone with the page.
        let _ = button.click().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_checks_nobody_is_refused() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    authenticator(&browser, false, false).await;
    browser.go("/security").await;
    add_passkey(&browser).await;
    browser.see("Canceled. Try again or use another way.").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_keeps_nothing_is_a_second_factor() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    authenticator(&browser, true, false).await;
    browser.go("/security").await;
    add_passkey(&browser).await;
    browser.button("I have saved them").await;
    sign_out(&browser).await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.button("Use your passkey").await;
    browser.heading("Applications").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_requires_factors_and_helps() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let admin = owner_signed_in(&server).await;
    admin.go("/admin/settings/mfa").await;
    admin.heading("Multi-factor authentication (MFA)").await;
    // The first of two groups, the one for users.
    admin
        .script(
            "document.querySelector('[type=radio][value=required]').click()",
            vec![],
        )
        .await;
    admin.button("Save changes").await;
    admin.heading("Require MFA for 1 account without it?").await;
    admin.see("They must set up MFA within 7 days.").await;
    admin.button("Cancel").await;
    let now = owner.organization().await.unwrap();
    assert_eq!(now.settings.mfa_policy.users, MfaRequirement::Optional);
    admin.button("Save changes").await;
    admin.button("Require MFA").await;
    admin.see("Saved").await;
    let now = owner.organization().await.unwrap();
    assert_eq!(now.settings.mfa_policy.users, MfaRequirement::Required);

    let ada = Browser::open(&server.origin).await;
    ada.go("/sign-in").await;
    ada.sign_in("Company email", ADA, USER_PASSWORD).await;
    ada.heading("Set up MFA").await;
    ada.button("Later").await;
    ada.see("or your account will be locked.").await;
    ada.reload().await;
    ada.heading("Set up MFA").await;
    ada.link("Set it up").await;
    // Elements behind an open question would not be found.
    ada.heading("Security").await;
    ada.at("/security").await;
    add_app(&server, &ada).await;
    ada.button("I have saved them").await;
    ada.see_no("or your account will be locked.").await;

    admin.go("/admin/users?filter=mfa:enrolled").await;
    admin.see("Enrolled").await;
    admin.link("ada").await;
    admin.click("tab", "Security").await;
    admin.see("My phone").await;
    admin.button("Reset MFA").await;
    admin.heading("Reset MFA for ada?").await;
    let dialog = "[...document.querySelectorAll('dialog[open] button')].at(-1).click()";
    admin.script(dialog, vec![]).await;
    admin.see("MFA for ada was reset").await;
    admin.see("Enrollment due").await;
    admin.fill("Days from now", "30").await;
    admin.button("Extend enrollment").await;
    admin.see("ada has until").await;
    admin.go("/admin/").await;
    admin.see("No user has MFA yet").await;
    ada.finish().await;
    admin.finish().await;
}
