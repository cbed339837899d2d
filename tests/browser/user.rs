//! A user signs in and uses the portal.

use harness::USER_PASSWORD;

use crate::drive::Browser;
use crate::{ADA, NEW_PASSWORD, ada_at_home, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_activation_mail_leads_to_the_applications() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let link = server.link_mailed_to(ADA, "activate").await;
    let browser = Browser::open(&server.origin).await;
    browser.go(&link).await;
    browser.heading("Welcome, ada").await;
    browser.see("At least 12 characters").await;

    browser.fill("New password", "ada is too near").await;
    browser
        .see_rule("Does not contain your email address or username", "not met")
        .await;
    browser.fill("New password", "short").await;
    browser
        .see_rule("Does not contain your email address or username", "met")
        .await;
    browser
        .see_rule("At least 12 characters (5 so far)", "not met yet")
        .await;
    browser.see("Strength: Weak").await;
    browser.button("Activate account").await;
    browser.see("Use at least 12 characters; this has 5").await;
    // Read aloud in the order of the fields.
    let said = "return document.querySelector('.form-alert').textContent";
    let said = browser.script(said, vec![]).await;
    let said = said.as_str().unwrap();
    let [first, second] = ["New password: ", "Confirm new password: "].map(|it| said.find(it));
    assert!(first.is_some() && first < second, "{said}");

    browser.fill("New password", USER_PASSWORD).await;
    browser.see_rule("At least 12 characters", "met").await;
    browser.see("Strength: Strong").await;
    browser.fill("Confirm new password", "something else").await;
    browser.button("Activate account").await;
    browser.see("Passwords don't match").await;
    browser.fill("Confirm new password", USER_PASSWORD).await;
    browser.button("Activate account").await;
    browser.heading("Applications").await;
    browser.at("/").await;
    browser.see("Your account is active.").await;
    browser.see("Finish setting up your account").await;
    browser.see("Set up MFA").await;

    browser.reload().await;
    browser.heading("Applications").await;
    browser.at("/").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edited_profile_is_there_after_a_reload() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Profile").await;
    browser.heading("Profile").await;
    browser.fill("First name", "Ada").await;
    browser.fill("Last name", "Lovelace").await;
    browser.fill("Location", "London").await;
    browser.see("You have unsaved changes.").await;
    browser.button("Save changes").await;
    browser.see("Profile saved").await;
    browser.see_no("You have unsaved changes.").await;

    browser.reload().await;
    browser.has_value("First name", "Ada").await;
    browser.has_value("Location", "London").await;
    browser
        .find("button", "Account of Ada Lovelace (AL)", false)
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_password_signs_in() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Security").await;
    browser.button("Change password").await;
    // What is wrong is read in the order of the fields.
    browser.fill("Current password", "not the password").await;
    browser.fill("New password", "short").await;
    browser.fill("Confirm new password", "other").await;
    browser.button("Save new password").await;
    let spoken = "return document.querySelector('form .form-alert').textContent";
    browser
        .until("the errors in their order", async || {
            let spoken = browser.script(spoken, vec![]).await;
            let spoken = spoken.as_str()?;
            let first = spoken.find("New password:")?;
            (first < spoken.find("Confirm new password:")?).then_some(())
        })
        .await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    browser.button("Save new password").await;
    browser.see("Current password is incorrect").await;
    browser.fill("Current password", USER_PASSWORD).await;
    browser.button("Save new password").await;
    browser
        .see("Password changed. You are signed out everywhere else.")
        .await;
    browser.see("You changed your password").await;

    browser.menu("Account of ada (A)", "Sign out").await;
    browser.heading("Sign in").await;
    browser.sign_in("Company email", ADA, NEW_PASSWORD).await;
    browser.heading("Applications").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_removes_the_messages_of_the_session() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    // Without their timer, messages stay.
    browser.run_first("window.setInterval = () => 0").await;
    browser.go("/profile").await;
    browser.fill("Location", "London").await;
    browser.button("Save changes").await;
    browser.see("Profile saved").await;
    browser.menu("Account of ada (A)", "Sign out").await;
    browser.see("You are signed out.").await;
    browser.see_no("Profile saved").await;
    browser.finish().await;
}
