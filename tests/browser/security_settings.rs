//! An administrator changes the password policy, and a user has to comply.

use std::time::Duration;

use client::Portal;
use contract::change::Change;
use contract::organization::{SetComplianceDeadline, UpdateOrganization};
use contract::page::ListQuery;
use harness::USER_PASSWORD;
use rules::time::Timestamp;
use serde_json::json;

use crate::accessibility::Report;
use crate::connected_applications::is_wrong;
use crate::drive::Browser;
use crate::{ADA, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_policy_is_tried_saved_and_met() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/lockout").await;
    browser.has_value("Failed attempts", "6").await;
    browser.fill("Failed attempts", "99").await;
    browser.button("Save changes").await;
    browser.see("Choose a number from 3 to 20").await;
    assert!(is_wrong(&browser, "lockoutPolicy.failedPasswordAttempts").await);
    browser.fill("Failed attempts", "4").await;
    browser
        .click_part(
            "checkbox",
            "End sessions when wrong passwords lock an account",
        )
        .await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.reload().await;
    browser.has_value("Failed attempts", "4").await;
    browser
        .see("User accounts lock after 4 wrong passwords or 6 wrong MFA codes in a row")
        .await;
    browser.see("Every lock ends the account's sessions.").await;

    browser.go("/admin/settings/passwords").await;
    browser.has_value("Minimum length", "12").await;
    browser.fill("Minimum length", "7").await;
    browser.button("Save changes").await;
    browser.see("Choose a length from 8 to 64").await;
    assert!(is_wrong(&browser, "passwordPolicy.minLength").await);
    browser.fill("Minimum length", "14").await;
    browser.click("checkbox", "Require a number").await;
    browser.fill("Test a password", "nothing to count").await;
    browser
        .see("This password would be rejected: Add a number.")
        .await;
    browser.fill("Test a password", "something 2 count").await;
    browser.see("This password would be accepted.").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.reload().await;
    browser.has_value("Minimum length", "14").await;
    browser
        .see("Passwords need 14 to 64 characters, including a number, and can't be")
        .await;
    browser.finish().await;
    // Each page saves its own part.
    let settings = owner.organization().await.unwrap().settings;
    assert_eq!(settings.lockout_policy.failed_password_attempts, 4);
    assert!(settings.lockout_policy.ends_sessions);

    server.pending_user(&owner, ADA).await;
    let link = server.link_mailed_to(ADA, "activate").await;
    let browser = Browser::open(&server.origin).await;
    browser.go(&link).await;
    browser.heading("Welcome, ada").await;
    browser.fill("New password", USER_PASSWORD).await;
    browser.see_rule("At least 14 characters", "met").await;
    browser.see_rule("A number", "not met yet").await;
    browser.fill("Confirm new password", USER_PASSWORD).await;
    browser.button("Activate account").await;
    browser.see("Add a number").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_that_expire_at_once_are_counted_first() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/password-aging").await;
    browser.has_value("Expire after (days)", "90").await;
    // No password is that old.
    browser.click_part("checkbox", "Passwords expire").await;
    browser.see("Expire by age").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.button("Dismiss").await;

    browser.fill("Expire after (days)", "30").await;
    browser.button("Save changes").await;
    browser.heading("The password of 1 user expires now").await;
    browser.button("Cancel").await;
    let now = server.owner().await.organization().await.unwrap();
    assert_eq!(now.settings.aging_policy.maximum_age_days, 90);
    browser.button("Save changes").await;
    browser.button("Expire 1 password").await;
    browser.see("Saved").await;
    browser.finish().await;
    let expired = ListQuery {
        filter: Some("passwordExpired:true".to_owned()),
        ..ListQuery::default()
    };
    let expired = server.owner().await.users(&expired).await.unwrap();
    assert_eq!(expired.total, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_a_change_affects_is_seen_before_it_is_saved() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.clock.advance(Duration::from_secs(31 * 24 * 60 * 60));
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/password-aging").await;
    browser.has_value("Expire after (days)", "90").await;
    browser.button("See who is affected").await;
    browser.heading("Who is affected").await;
    browser.see("No account is affected now.").await;
    browser.button("Close").await;

    browser.click_part("checkbox", "Passwords expire").await;
    browser.fill("Expire after (days)", "0").await;
    browser.button("See who is affected").await;
    browser.see("Choose 1 to 730 days").await;
    browser.fill("Expire after (days)", "30").await;
    browser.button("See who is affected").await;
    browser.see("1 of 1 account is affected.").await;
    report.now(&browser, "who a change affects").await;
    browser.click_part("button", "Password expires now").await;
    browser.heading("Password expires now").await;
    browser.find("link", "ada", true).await;
    browser.see(ADA).await;
    // The keyboard continues where the other view began.
    browser.focused("All outcomes").await;
    report.now(&browser, "the accounts with an outcome").await;
    browser.button("All outcomes").await;
    browser.heading("Who is affected").await;
    browser.see("Nothing has been saved.").await;
    browser.button("Close").await;
    browser.has_value("Expire after (days)", "30").await;
    report.assert_empty();
    browser.finish().await;
    let now = server.owner().await.organization().await.unwrap();
    assert!(!now.settings.aging_policy.has_maximum_age);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_of_each_policy_names_who_it_affects() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let guesser = server.anonymous(Portal::User);
    guesser.begin_sign_in(ADA).await.unwrap();
    for _ in 0..4 {
        guesser.submit_password("a guess").await.unwrap_err();
    }
    server.mail_settled().await;
    let before = owner.organization().await.unwrap().settings;
    let browser = owner_signed_in(&server).await;
    let affects_ada = async |outcome: &str| {
        browser.button("See who is affected").await;
        browser.heading("Who is affected").await;
        browser.click_part("button", outcome).await;
        browser.heading(outcome).await;
        browser.find("link", "ada", true).await;
        browser.button("Close").await;
    };
    let discard_and_open = async |page: &str| {
        browser.link(page).await;
        browser.heading("Discard your changes?").await;
        browser.button("Discard changes").await;
    };
    browser.go("/admin/settings/lockout").await;
    browser.has_value("Failed attempts", "6").await;
    browser.fill("Failed attempts", "3").await;
    affects_ada("Can't use a new browser to sign in").await;
    discard_and_open("MFA").await;
    browser.heading("Multi-factor authentication (MFA)").await;
    browser.click_part("radio", "Required").await;
    affects_ada("Must set up MFA").await;
    discard_and_open("Passwords").await;
    browser.has_value("Minimum length", "12").await;
    browser.fill("Minimum length", "14").await;
    affects_ada("Existing password is not checked").await;
    browser.finish().await;
    let after = owner.organization().await.unwrap().settings;
    assert_eq!(after, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_date_of_compliance_is_the_day_that_was_chosen() {
    let (server, owner) = server().await;
    let in_a_month = server.clock_now().plus(Duration::from_secs(2_592_000));
    let day = in_a_month.to_string();
    let (day, _) = day.split_once('T').unwrap();
    let end = format!("{day}T23:59:59Z");
    let change = UpdateOrganization {
        compliance_deadline: Change::Set(SetComplianceDeadline {
            by: Timestamp::parse(&end).unwrap(),
        }),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();

    let browser = owner_signed_in(&server).await;
    let far_east = json!({ "timezoneId": "Pacific/Auckland" });
    browser
        .devtools("Emulation.setTimezoneOverride", &far_east)
        .await;
    browser.go("/admin/settings/password-aging").await;
    let as_read = "return new Intl.DateTimeFormat('en-US', {
        year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC',
    }).format(new Date(arguments[0]))";
    let as_read = browser.script(as_read, vec![json!(end)]).await;
    let as_read = as_read.as_str().unwrap();
    browser
        .see(&format!("Everyone must change by {as_read}."))
        .await;
    browser.finish().await;
}

/// The values that have a meaning only while a switch is on: page, switch and value.
const BELOW_SWITCHES: [(&str, &str, &str); 7] = [
    (
        "passwords",
        "Prevent password reuse",
        "Remembered passwords",
    ),
    ("password-aging", "Passwords expire", "Expire after (days)"),
    (
        "password-aging",
        "Passwords have a minimum age",
        "Minimum age (days)",
    ),
    (
        "mfa",
        "Require the passkey again after a time",
        "Require after (hours)",
    ),
    (
        "lockout",
        "Lock an account after failed attempts",
        "Failed attempts",
    ),
    ("lockout", "Unlock automatically", "Unlock after (minutes)"),
    (
        "lockout",
        "Reset the count after inactivity",
        "Reset after (minutes)",
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_value_below_a_switch_is_disabled_with_it() {
    let (server, _owner) = server().await;
    let browser = owner_signed_in(&server).await;
    for (page, switch, value) in BELOW_SWITCHES {
        browser.go(&format!("/admin/settings/{page}")).await;
        browser.find("checkbox", switch, true).await;
        let is_on = are_on(&browser, switch, value, None).await;
        // Back to what is saved, so that the page lets go.
        for on in [!is_on, is_on] {
            browser.click_part("checkbox", switch).await;
            are_on(&browser, switch, value, Some(on)).await;
        }
    }
    browser.finish().await;
}

/// Waits until the switch and the value below it are both on or both off, or as `wanted`. Returns which.
async fn are_on(browser: &Browser, switch: &str, value: &str, wanted: Option<bool>) -> bool {
    let what = format!("“{switch}” and “{value}” in the same state ({wanted:?})");
    browser
        .until(&what, async || {
            let above = browser.seek("checkbox", switch, true).await?;
            let below = browser.seek("field", value, true).await?;
            let is_on = above.is_selected().await.ok()?;
            let is_same = below.is_enabled().await.ok()? == is_on;
            (is_same && wanted.is_none_or(|wanted| wanted == is_on)).then_some(is_on)
        })
        .await
}
