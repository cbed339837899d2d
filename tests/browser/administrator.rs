//! Administrators managing users and API keys.

use harness::USER_PASSWORD;
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, ada_at_home, owner_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_is_created_and_edited() {
    let (server, _) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Users").await;
    browser.see("No users yet").await;
    browser.link("Create user").await;
    browser.at("/admin/users/new").await;
    browser.button("Create user").await;
    browser
        .see("Enter an email address, such as name@example.com")
        .await;
    browser.see("Enter a username").await;
    browser.fill("Company email", "grace@example.com").await;
    browser.has_value("Username", "grace").await;
    browser.fill("First name", "Grace").await;
    browser.fill("Last name", "Hopper").await;
    browser.button("Create user").await;
    browser
        .see("Grace Hopper created; an activation email is on its way")
        .await;
    browser.heading("Grace Hopper").await;
    browser.see("This user hasn't activated yet").await;
    server.link_mailed_to("grace@example.com", "activate").await;

    let panel = browser.address().await;
    assert!(panel.starts_with("/admin/users/"), "{panel}");
    browser.go(&panel).await;
    browser.heading("Grace Hopper").await;
    browser.fill("Job title", "Rear admiral").await;
    browser.button("Save user").await;
    browser.see("User saved").await;
    browser.reload().await;
    browser.has_value("Job title", "Rear admiral").await;
    browser.button("Cancel").await;
    browser.at("/admin/users").await;
    browser.find("link", "Grace Hopper", false).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_and_a_username_that_are_taken_are_both_named() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users/new").await;
    browser.fill("Company email", ADA).await;
    browser.has_value("Username", "ada").await;
    browser.button("Create user").await;
    browser.see("Another account uses this email address").await;
    browser.see("Another user has this username").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_without_a_username_is_not_saved() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.has_value("Username", "ada").await;
    browser.fill("Username", "").await;
    browser.button("Save user").await;
    browser.see("Enter a username").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn suspending_and_deleting_name_the_person() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = ada_at_home(&server).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.menu("Actions for ada", "Suspend").await;
    browser.heading("Suspend ada?").await;
    browser
        .see("ada (ada@example.com) is signed out everywhere")
        .await;
    browser.button("Cancel").await;
    browser.menu("Actions for ada", "Suspend").await;
    browser.button("Suspend user").await;
    browser.see("ada suspended and signed out").await;
    browser.see("This user is suspended").await;
    browser.see("Suspended by Olivia Owner.").await;
    ada.link("Profile").await;
    ada.reload().await;
    ada.heading("Sign in").await;
    ada.finish().await;

    browser.button("Activate").await;
    browser.see("ada activated").await;
    browser.see_no("This user is suspended").await;

    browser.menu("Actions for ada", "Delete").await;
    browser.heading("Delete ada?").await;
    browser.see("Deletes ada (ada@example.com)").await;
    browser.button("Delete user").await;
    browser.see("ada deleted").await;
    browser.at("/admin/users").await;
    browser.see("No users yet").await;

    browser.link("Events").await;
    browser.heading("Events").await;
    for act in [
        "User deleted",
        "User activated",
        "User suspended",
        "Activation link used",
    ] {
        browser.see(act).await;
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_temporary_password_is_shown_once() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.button("Set temporary password").await;
    browser.heading("Temporary password for ada").await;
    browser
        .see("It works for 24 hours. Setting it ends a lock after wrong passwords and signs ada out everywhere.")
        .await;
    browser.button("Set temporary password").await;
    browser.see("Shown only once.").await;
    let temporary = browser.value("Temporary password").await;
    let asks = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    assert_eq!(browser.script(asks, vec![]).await, json!(true));
    browser.button("Done").await;
    browser.heading("ada").await;
    assert_eq!(browser.script(asks, vec![]).await, json!(false));
    assert!(temporary.len() >= 12 && temporary != USER_PASSWORD);
    let page = browser.client.source().await.unwrap();
    assert!(
        !page.contains(&temporary),
        "the password is still in the page"
    );

    let ada = Browser::open(&server.origin).await;
    ada.go("/sign-in").await;
    ada.sign_in("Company email", ADA, &temporary).await;
    ada.see("You signed in with a temporary password.").await;
    ada.finish().await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_typed_temporary_password_shows_its_rules_and_strength() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.button("Set temporary password").await;
    browser.click_part("radio", "Enter a password").await;
    browser.fill("Temporary password", "short").await;
    browser
        .see_rule("At least 12 characters (5 so far)", "not met yet")
        .await;
    browser.see("Strength: Weak").await;
    browser.fill("Temporary password", "the ada of today").await;
    browser
        .see_rule("Does not contain your email address or username", "not met")
        .await;
    browser
        .fill("Temporary password", "paper lantern orbit")
        .await;
    browser.see("Strength: Strong").await;
    browser.button("Set temporary password").await;
    browser.button("Done").await;
    browser.finish().await;
}

/// Whether the hint of each checkbox begins below its label, not below its box.
const HINTS_BELOW_LABELS: &str = "
    const left = it => {
        const range = document.createRange();
        range.selectNodeContents(it);
        return range.getBoundingClientRect().left;
    };
    const hints = [...document.querySelectorAll('.field:has(> .choice) > .field-hint')]
        .filter(it => it.textContent.trim() !== '');
    return hints.length > 0 && hints.every(it =>
        Math.abs(left(it) - left(it.parentElement.querySelector('.choice-text'))) < 2);
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_api_key_is_shown_once_and_works() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let browser = owner_at_home(&server).await;
    browser.link("Settings").await;
    browser.link("API keys").await;
    browser.see("No API keys").await;
    browser.link("Create API key").await;
    browser.fill("Name", "HR import").await;
    assert_eq!(browser.script(HINTS_BELOW_LABELS, vec![]).await, true);
    browser.button("Create API key").await;
    browser.heading("Your new API key").await;
    let key = browser.value("HR import").await;
    browser.button("Done").await;
    browser.find("row", "HR import", true).await;
    browser.reload().await;
    browser.find("row", "HR import", true).await;
    assert!(!browser.client.source().await.unwrap().contains(&key));

    let request = harness::plain_http().get(format!("{}/api/v1/users", server.origin));
    let answer = request.bearer_auth(&key).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let page: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(page["items"][0]["email"], ADA);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_sends_one_mail() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.hold("/send-password-reset").await;
    browser.button("Send reset email").await;
    browser.held().await;
    // Its name has "Working…" in it by now.
    browser.click_part("button", "Send reset email").await;
    browser.let_go().await;
    browser.see("Reset email sent to ada@example.com").await;
    browser.finish().await;
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "choose a new password"), 1);
}
