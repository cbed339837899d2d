//! Times are relative in lists and exact in panels, and a deadline has its date.

use client::Portal;
use contract::organization::UpdateOrganization;
use harness::USER_PASSWORD;
use rules::mfa::MfaRequirement;
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_say_how_long_ago_and_panels_say_when() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let browser = owner_signed_in(&server).await;
    for (list, first) in [("/admin/users", "ada"), ("/admin/events", "Signed in")] {
        browser.go(list).await;
        browser.find("link", first, true).await;
        let in_list = times(&browser, "tbody time").await;
        assert!(!in_list.is_empty(), "{list} shows no time");
        for time in &in_list {
            let is_relative = time.text == "just now" || time.text.ends_with(" ago");
            assert!(is_relative, "{list}: {}", time.text);
            assert_eq!(time.hover, time.exact, "{list}");
        }
        browser.click_part("link", first).await;
        let shown = browser
            .until("a time in the panel", async || {
                times(&browser, ".drawer time").await.into_iter().next()
            })
            .await;
        assert_eq!(shown.text, shown.exact, "{list}");
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_has_its_date() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let now = owner.organization().await.unwrap();
    let mut policy = now.settings.mfa_policy;
    policy.users = MfaRequirement::Required;
    let update = UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let updated = owner.update_organization(now.version, &update).await;
    updated.unwrap();
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let by = ada.me().await.unwrap().mfa.enroll_by.unwrap();

    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Set up MFA").await;
    let date = "return new Intl.DateTimeFormat('en-US', {
        year: 'numeric', month: 'short', day: 'numeric',
    }).format(new Date(arguments[0]))";
    let date = browser.script(date, vec![json!(by.to_string())]).await;
    let date = date.as_str().unwrap();
    let wanted = format!("Set up MFA by {date} or your account will be locked.");
    browser.see(&wanted).await;
    browser.button("Later").await;
    browser.see(&wanted).await;
    browser.finish().await;
}

/// A time on the screen.
struct Time {
    text: String,
    hover: String,
    /// The same time with date and zone.
    exact: String,
}

/// The times that this selector finds.
async fn times(browser: &Browser, selector: &str) -> Vec<Time> {
    let script = "const exact = new Intl.DateTimeFormat('en-US', {
            year: 'numeric', month: 'short', day: 'numeric',
            hour: 'numeric', minute: '2-digit', timeZoneName: 'short',
        });
        return [...document.querySelectorAll(arguments[0])].map((it) =>
            [it.innerText, it.title, exact.format(new Date(it.dateTime))]);";
    let found = browser.script(script, vec![json!(selector)]).await;
    let found: Vec<[String; 3]> = serde_json::from_value(found).unwrap();
    let times = found
        .into_iter()
        .map(|[text, hover, exact]| Time { text, hover, exact });
    times.collect()
}
