//! A year of a user and a year of an administrator, with a movable clock.

use std::time::Duration;

use client::Portal;
use harness::{ADMINISTRATOR_PASSWORD, TestServer, USER_PASSWORD};

use crate::drive::Browser;
use crate::{ADA, NEW_PASSWORD, ada_at_home, owner_signed_in, server};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const THIRD: &str = "a third one, for a change";
const HOME: &str = "ada@home.example";

/// Passwords expire after 90 days, and users can have a recovery email.
async fn settings(server: &TestServer) {
    let browser = owner_signed_in(server).await;
    browser.go("/admin/settings/password-aging").await;
    browser.has_value("Expire after (days)", "90").await;
    browser.click_part("checkbox", "Passwords expire").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.go("/admin/settings/recovery-email").await;
    browser
        .click_part("checkbox", "Enable password recovery email for users")
        .await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.finish().await;
}

async fn reset_by_mail(server: &TestServer, browser: &Browser, new: &str) {
    browser.go("/forgot-password").await;
    browser.fill("Company email", ADA).await;
    browser.button("Send reset request").await;
    browser.see("an email is on its way").await;
    server.mail_settled().await;
    let link = server.link_mailed_to(ADA, "reset your password").await;
    browser.go(&link).await;
    browser.fill("New password", new).await;
    browser.fill("Confirm new password", new).await;
    browser.button("Reset password").await;
    browser.see("Password reset was successful").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_user() {
    let (server, owner) = server().await;
    settings(&server).await;

    // The first day.
    server.pending_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser
        .go(&server.link_mailed_to(ADA, "activate").await)
        .await;
    browser.fill("New password", USER_PASSWORD).await;
    browser.fill("Confirm new password", USER_PASSWORD).await;
    browser.button("Activate account").await;
    browser.heading("Applications").await;
    browser.see_no("Your password expires").await;

    // She enters a recovery email, which is verified by email.
    browser.go("/security").await;
    browser.button("Add a recovery email").await;
    browser.fill("Personal email address", HOME).await;
    browser.fill("Current password", "not this one").await;
    browser.button("Save and send the email").await;
    browser.see("Current password is incorrect").await;
    browser.fill("Current password", USER_PASSWORD).await;
    browser.button("Save and send the email").await;
    browser.see("Not verified").await;
    server.mail_settled().await;
    browser.go("/profile").await;
    browser.has_value("Recovery email", HOME).await;
    browser.see("Not verified yet").await;
    let verify = server.link_mailed_to(HOME, "verify your recovery").await;
    // In a browser where she is not signed in, the link leads to the sign-in first.
    let phone = Browser::open(&server.origin).await;
    phone.go(&verify).await;
    phone.heading("Verify your recovery email").await;
    phone.button("Verify now").await;
    phone.sign_in("Company email", ADA, USER_PASSWORD).await;
    phone.heading("Your recovery email is verified").await;
    phone.see(HOME).await;
    phone.finish().await;
    browser.go("/security").await;
    browser.see("Verified").await;
    browser.see_no("Not verified").await;
    browser.finish().await;

    // Near the end of the 90 days she gets a reminder and dismisses it.
    server.clock.advance(84 * DAY);
    assert_eq!(server.send_expiry_emails().await, 1);
    assert_eq!(server.mails(ADA, "expires soon"), 1);
    let browser = ada_at_home(&server).await;
    browser.see("Your password expires").await;
    browser.button("Dismiss").await;
    browser.see_no("Your password expires").await;
    browser.finish().await;

    // It expires: she can only replace it.
    server.clock.advance(6 * DAY);
    assert_eq!(server.send_expiry_emails().await, 1);
    assert_eq!(server.mails(ADA, "has expired"), 1);
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.see("expired").await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    browser.button("Save and sign in").await;
    browser.heading("Applications").await;
    browser.finish().await;

    // After a holiday she has forgotten it, locks herself out, and waits.
    server.clock.advance(30 * DAY);
    server.guess_until_locked(Portal::User, ADA).await;
    let browser = Browser::open(&server.origin).await;
    server.clock.advance(Duration::from_secs(61));
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, NEW_PASSWORD).await;
    browser.see("locked").await;
    server.clock.advance(Duration::from_secs(10 * 60));
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, NEW_PASSWORD).await;
    browser.heading("Applications").await;
    browser.finish().await;

    // A reset goes to both addresses. From the recovery address it requires MFA.
    let browser = Browser::open(&server.origin).await;
    reset_by_mail(&server, &browser, THIRD).await;
    let from_home = server.link_mailed_to(HOME, "reset your password").await;
    browser.go(&from_home).await;
    browser
        .see("This link has already been used or has expired")
        .await;
    browser.go("/forgot-password").await;
    browser.fill("Company email", ADA).await;
    browser.button("Send reset request").await;
    browser.see("an email is on its way").await;
    server.mail_settled().await;
    let from_home = server.link_mailed_to(HOME, "reset your password").await;
    browser.go(&from_home).await;
    browser.heading("MFA is required for this link").await;
    browser.see("company mailbox").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_administrator() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, "bob@example.com").await;

    // A stricter policy, with a deadline.
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/passwords").await;
    browser.has_value("Minimum length", "12").await;
    browser.button("NIST SP 800-63B-4").await;
    browser.has_value("Minimum length", "15").await;
    browser
        .click_part("radio", "Everyone must change by a date")
        .await;
    browser.button("Save changes").await;
    browser.see("Choose a date").await;
    let by = server.running.context.now().plus(20 * DAY).to_string();
    browser
        .script(
            "const field = document.querySelector('input[type=date]'); field.value = arguments[0]; field.dispatchEvent(new Event('input', {bubbles: true})); field.dispatchEvent(new Event('change', {bubbles: true}));",
            vec![by[..10].into()],
        )
        .await;
    browser.button("Save changes").await;
    browser.see("Keep the deadline").await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.click_part("button", "Needs a new password").await;
    browser.at("/admin/users?filter=mustComply:true").await;
    browser.rows(2).await;
    browser.finish().await;

    // Ada complies, Bob does not.
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let change = contract::me::ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: NEW_PASSWORD.to_owned(),
    };
    portal.change_password(&change).await.unwrap();
    server.clock.advance(21 * DAY);
    assert_eq!(server.send_expiry_emails().await, 1);
    let browser = owner_signed_in(&server).await;
    browser
        .go("/admin/users?filter=passwordStatus:expired")
        .await;
    browser.rows(1).await;
    browser.see("bob@example.com").await;

    // The owner expires Ada's password, after somebody has seen it.
    browser.go("/admin/users").await;
    browser.link("ada").await;
    browser.heading("ada").await;
    browser.click("tab", "Security").await;
    browser.button("Expire password").await;
    browser.see("Expire the password of ada?").await;
    browser.button("Expire password").await;
    browser.see("ada's password expired").await;
    browser.see("An administrator expired it.").await;
    browser
        .click_part("checkbox", "Exempt from password aging")
        .await;
    browser.button("Save user").await;
    browser.see("User saved").await;
    browser.finish().await;

    // The owner's password does not age, but she forgets it during a long holiday and resets it.
    server.clock.advance(200 * DAY);
    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/sign-in").await;
    let email = &server.owner_email;
    browser
        .sign_in("Email", email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("Hello, Olivia").await;
    browser.finish().await;
}
