//! The list of events while it is followed: new rows, lost connections, hidden tabs, and the end.

use std::time::Duration;

use serde_json::json;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::keyboard::ESCAPE;
use crate::{ADA, owner_signed_in, server};

const CREATED: &str = "/admin/events?filter=action:user.created";
/// How often the server checks whether a stream may go on.
const CHECKS_EVERY: Duration = Duration::from_secs(5);
/// In which the list is loaded.
const TO_LOAD: Duration = Duration::from_secs(1);
/// In which an event would have appeared.
const TO_ARRIVE: Duration = Duration::from_secs(3);

async fn switch(browser: &Browser) {
    // Its name contains the explanation of its state.
    browser.click_part("checkbox", "Live").await;
}

/// Whether a badge shows this state. The page has the same words elsewhere: "Connected to network" is an action.
async fn shows(browser: &Browser, state: &str) -> bool {
    let script = "const [state] = arguments; \
        return [...document.querySelectorAll('.badge')].some((it) => it.innerText.trim() === state);";
    browser.script(script, vec![json!(state)]).await == json!(true)
}

async fn is(browser: &Browser, state: &str) {
    let look = async || shows(browser, state).await.then_some(());
    browser.until(state, look).await;
}

async fn is_not(browser: &Browser, state: &str) {
    let look = async || (!shows(browser, state).await).then_some(());
    browser.until("another state", look).await;
}

async fn set_hidden(browser: &Browser, hidden: bool) {
    let script = "const [hidden] = arguments; \
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); \
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));";
    browser.script(script, vec![json!(hidden)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_events_appear_and_are_announced() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(CREATED).await;
    browser.see("No matching events").await;
    switch(&browser).await;
    is(&browser, "Connected").await;
    // The list is loaded again at the beginning. What is listed by then is not announced.
    tokio::time::sleep(TO_LOAD).await;
    let ada = server.pending_user(&owner, ADA).await;
    browser.rows(1).await;
    browser.see("1 new event").await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    browser.rows(2).await;
    let mut report = Report::new();
    report.now(&browser, "events that are followed").await;
    report.assert_empty();
    let first = "return document.querySelector('tbody tr').innerText.includes('bob')";
    assert_eq!(browser.script(first, vec![]).await, json!(true));

    // The stream has the filter of the page.
    browser.button("Filter 1").await;
    browser.fill("Find an action", "user suspend").await;
    browser.button("User suspended").await;
    browser.keys(ESCAPE).await;
    browser.button("Remove filter Action: User created").await;
    browser.see("No matching events").await;
    is(&browser, "Connected").await;
    server.pending_user(&owner, "carl@example.com").await;
    owner.suspend_user(ada.id).await.unwrap();
    browser.rows(1).await;

    switch(&browser).await;
    is_not(&browser, "Connected").await;
    owner.suspend_user(bob.id).await.unwrap();
    tokio::time::sleep(TO_ARRIVE).await;
    browser.rows(1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_is_shown_and_opened_again() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(CREATED).await;
    browser.see("No matching events").await;
    browser.block(&["*/events/stream*"]).await;
    switch(&browser).await;
    browser.see("The connection to the server is lost.").await;
    browser.see("Retrying in").await;
    server.pending_user(&owner, ADA).await;
    browser.block(&[]).await;
    is(&browser, "Connected").await;
    browser.see_no("Retrying in").await;
    // It was created before the stream was opened.
    browser.rows(1).await;
    server.pending_user(&owner, "bob@example.com").await;
    browser.rows(2).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hidden_tab_and_an_inactive_person_are_not_followed() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(CREATED).await;
    browser.see("No matching events").await;
    switch(&browser).await;
    is(&browser, "Connected").await;
    set_hidden(&browser, true).await;
    is(&browser, "Paused").await;
    server.pending_user(&owner, ADA).await;
    tokio::time::sleep(TO_ARRIVE).await;
    browser.see("No matching events").await;
    set_hidden(&browser, false).await;
    is(&browser, "Connected").await;
    browser.rows(1).await;

    let later = "const now = Date.now; Date.now = () => now() + 16 * 60000;";
    browser.script(later, vec![]).await;
    browser.see("Live was turned off after 15 minutes").await;
    is_not(&browser, "Connected").await;
    let mut report = Report::new();
    report.now(&browser, "events that nobody reads").await;
    report.assert_empty();
    switch(&browser).await;
    is(&browser, "Connected").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_with_the_session() {
    let (server, _owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(CREATED).await;
    browser.see("No matching events").await;
    switch(&browser).await;
    is(&browser, "Connected").await;
    server.clock.advance(Duration::from_secs(3_601));
    tokio::time::sleep(CHECKS_EVERY).await;
    browser.see("Your session has ended.").await;
    browser.finish().await;
}
