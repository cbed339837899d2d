//! A sign-in and a session survive reloads, other tabs and a slow network. A session that is over is
//! over in every tab.

use std::time::{Duration, Instant};

use client::Portal;
use contract::change::Change;
use contract::users::ProfileChanges;
use fantoccini::wd::WindowHandle;
use harness::{ADMINISTRATOR_PASSWORD, TestServer, USER_PASSWORD};
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, ada_at_home, server};

/// What a portal calls the parts of its sign-in.
struct FrontDoor {
    path: &'static str,
    label: &'static str,
    email: String,
    password: &'static str,
    first_page: &'static str,
}

/// The sign-ins of both portals.
fn front_doors(server: &TestServer) -> [FrontDoor; 2] {
    [
        FrontDoor {
            path: "/sign-in",
            label: "Company email",
            email: ADA.to_owned(),
            password: USER_PASSWORD,
            first_page: "Applications",
        },
        FrontDoor {
            path: "/admin/sign-in",
            label: "Email",
            email: server.owner_email.clone(),
            password: ADMINISTRATOR_PASSWORD,
            first_page: "Hello, Olivia",
        },
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_survives_a_reload_another_tab_and_back() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    for door in front_doors(&server) {
        let browser = Browser::open(&server.origin).await;
        browser.go(door.path).await;
        browser.fill(door.label, &door.email).await;
        browser.button("Continue").await;
        browser.heading("Enter your password").await;
        browser.reload().await;
        browser.heading("Enter your password").await;

        let first = browser.new_tab().await;
        browser.go(door.path).await;
        // Long enough that the page has asked for its passkey challenge.
        browser.has_value(door.label, "").await;
        browser
            .until("a passkey challenge", async || {
                let script = "return performance.getEntriesByType('resource')\
                     .some(it => it.name.endsWith('passkey-challenge') && it.responseEnd > 0)";
                (browser.script(script, vec![]).await == json!(true)).then_some(())
            })
            .await;
        browser.to_tab(first).await;

        browser.click_part("link", "Reset").await;
        browser.script("history.back()", vec![]).await;
        browser.heading("Enter your password").await;
        browser.fill("Password", door.password).await;
        browser.button("Sign in").await;
        browser.heading(door.first_page).await;
        browser.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_reloads_in_a_row_sign_nobody_out() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.devtools("Network.enable", &json!({})).await;
    let slow = json!({
        "offline": false,
        "latency": 100,
        "downloadThroughput": -1,
        "uploadThroughput": -1,
    });
    browser
        .devtools("Network.emulateNetworkConditions", &slow)
        .await;
    for _ in 0..5 {
        browser
            .script("setTimeout(() => location.reload(), 0)", vec![])
            .await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    browser.heading("Applications").await;
    browser.finish().await;
}

/// Ada's phone number, which she does not want others to see.
const PHONE: &str = "+44 20 7946 0123";

/// The time within which a tab must notice that the session is over.
const SOON: Duration = Duration::from_secs(1);

/// Ada's profile with her phone number, in a browser with tabs in the background and a cache for Back.
async fn ada_with_a_phone() -> (TestServer, Browser) {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let changes = ProfileChanges {
        mobile_phone: Change::Set(PHONE.to_owned()),
        ..ProfileChanges::default()
    };
    let version = ada.me().await.unwrap().version;
    ada.update_my_profile(version, &changes).await.unwrap();
    let browser = Browser::open_whole(&server.origin).await;
    browser.open_session(Portal::User, ADA, USER_PASSWORD).await;
    browser.go("/profile").await;
    browser.has_value("Mobile phone", PHONE).await;
    (server, browser)
}

/// The page shows the sign-in form soon, and the number is nowhere in it.
async fn is_signed_out(browser: &Browser) {
    is_over(browser, "You are signed out.", "/sign-in").await;
}

/// The page soon says this at this address, and the number is nowhere in it.
async fn is_over(browser: &Browser, says: &str, at: &str) {
    let begun = Instant::now();
    browser.see(says).await;
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    browser.at(at).await;
    let script = "return document.documentElement.outerHTML +\
        [...document.querySelectorAll('input')].map(it => it.value).join()";
    let page = browser.script(script, vec![]).await;
    assert!(!page.as_str().unwrap().contains(PHONE));
}

async fn sign_out_in_another_tab(browser: &Browser) -> WindowHandle {
    let first = browser.new_tab().await;
    browser.go("/").await;
    browser.menu("Account of ada (A)", "Sign out").await;
    browser.see("You are signed out.").await;
    first
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_in_one_tab_signs_out_the_others() {
    let (_server, browser) = ada_with_a_phone().await;
    let first = sign_out_in_another_tab(&browser).await;
    browser.to_tab(first).await;
    is_signed_out(&browser).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_after_signing_out_shows_nothing() {
    let (_server, browser) = ada_with_a_phone().await;
    let note = "window.addEventListener('pageshow', it => { window.wasKept = it.persisted; })";
    browser.script(note, vec![]).await;
    // Another page, while this one stays in the back/forward cache.
    browser.go("/.well-known/jwks.json").await;
    let first = sign_out_in_another_tab(&browser).await;
    browser.to_tab(first).await;
    let begun = Instant::now();
    browser.script("history.back()", vec![]).await;
    browser
        .until("the sign-in page", async || {
            browser
                .address()
                .await
                .starts_with("/sign-in")
                .then_some(())
        })
        .await;
    browser.has_value("Company email", "").await;
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    let page = "return document.documentElement.outerHTML";
    let page = browser.script(page, vec![]).await;
    assert!(!page.as_str().unwrap().contains(PHONE));
    // A page that was loaded again would not have the note.
    let kept = browser.script("return window.wasKept", vec![]).await;
    assert_eq!(kept, json!(true), "the page was not taken from the cache");
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_other_tabs_cannot_reach_notices_when_it_comes_back() {
    let (_server, browser) = ada_with_a_phone().await;
    // A page in the back/forward cache hears nothing of the other tabs.
    let deaf = "const heard = ['storage', 'visibilitychange', 'focus', 'pointermove'];\
        for (const name of heard)\
        window.addEventListener(name, it => it.stopImmediatePropagation(), true);\
        window.setInterval = () => 0";
    browser.run_first(deaf).await;
    browser.reload().await;
    browser.has_value("Mobile phone", PHONE).await;
    let first = sign_out_in_another_tab(&browser).await;
    browser.to_tab(first).await;
    browser.has_value("Mobile phone", PHONE).await;
    let back = "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))";
    browser.script(back, vec![]).await;
    is_signed_out(&browser).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_that_comes_to_the_front_notices_that_the_session_was_ended() {
    let (server, browser) = ada_with_a_phone().await;
    let first = browser.new_tab().await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    ada.end_my_other_sessions().await.unwrap();
    browser.to_tab(first).await;
    browser.see("Your session has ended.").await;
    browser.at("/sign-in?return_to=/profile").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_that_stays_in_front_notices_that_the_session_was_ended() {
    let (server, browser) = ada_with_a_phone().await;
    // A quarter of a minute passes in a moment.
    let fast = "const slow = window.setInterval;\
        window.setInterval = (call, pause) => slow(call, pause === 15000 ? 200 : pause)";
    browser.run_first(fast).await;
    browser.reload().await;
    browser.has_value("Mobile phone", PHONE).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    ada.end_my_other_sessions().await.unwrap();
    browser.see("Your session has ended.").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_that_is_used_notices_at_once_that_the_session_was_ended() {
    let (server, browser) = ada_with_a_phone().await;
    browser.run_first("window.setInterval = () => 0").await;
    for input in ["keydown", "pointermove"] {
        browser.go("/profile").await;
        browser.has_value("Mobile phone", PHONE).await;
        // Chromium may move the pointer over a page that appears. The page then rests for two seconds.
        tokio::time::sleep(Duration::from_millis(2500)).await;
        let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        ada.end_my_other_sessions().await.unwrap();
        let event = format!("window.dispatchEvent(new Event('{input}'))");
        browser.script(&event, vec![]).await;
        is_over(
            &browser,
            "Your session has ended.",
            "/sign-in?return_to=/profile",
        )
        .await;
        browser.sign_in("Company email", ADA, USER_PASSWORD).await;
        browser.has_value("Mobile phone", PHONE).await;
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_portals_notice_an_ended_session_when_they_get_the_focus() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    for door in front_doors(&server) {
        let browser = Browser::open(&server.origin).await;
        browser.go(door.path).await;
        browser
            .sign_in(door.label, &door.email, door.password)
            .await;
        browser.heading(door.first_page).await;
        let portal = if door.email == ADA {
            Portal::User
        } else {
            Portal::Admin
        };
        let other = server.sign_in(portal, &door.email, door.password).await;
        other.end_my_other_sessions().await.unwrap();
        let focus = "window.dispatchEvent(new FocusEvent('focus'))";
        browser.script(focus, vec![]).await;
        browser.see("Your session has ended.").await;
        browser.finish().await;
    }
}

/// The page of a link asks for no session, so nothing that the browser knew before counts later.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_activation_where_another_user_is_signed_in_outlasts_its_first_token() {
    let bob = "bob@example.com";
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.pending_user(&owner, bob).await;
    let link = server.link_mailed_to(bob, "activate").await;
    let browser = ada_at_home(&server).await;
    browser.go(&link).await;
    browser.heading("Welcome, bob").await;
    browser.fill("New password", USER_PASSWORD).await;
    browser.fill("Confirm new password", USER_PASSWORD).await;
    browser.button("Activate account").await;
    browser.heading("Applications").await;
    server.clock.advance(Duration::from_secs(301));
    browser.link("Security").await;
    browser.see("You have not set up MFA yet.").await;
    browser.at("/security").await;
    browser.finish().await;
}
