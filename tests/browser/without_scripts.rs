//! A browser that cannot run the apps shows why, and what to do.

use serde_json::json;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::server;

const PORTALS: [&str; 2] = ["/", "/admin/"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_portals_say_that_they_need_scripts() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    let mut report = Report::new();
    for path in PORTALS {
        browser.stop_scripts(true).await;
        browser.go(path).await;
        browser.heading("JavaScript is turned off").await;
        browser.see("Turn it on for this site").await;
        // The check is a script itself, so the page for browsers without scripts is shown in
        // another way.
        browser.stop_scripts(false).await;
        let hide = "document.getElementById('shell').remove()";
        browser.script(hide, vec![]).await;
        report.now(&browser, path).await;
    }
    report.assert_empty();
    finish_unstarted(browser).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_portals_say_that_they_need_cookies() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    browser.refuse_cookies().await;
    let mut report = Report::new();
    for path in PORTALS {
        browser.go(path).await;
        browser.heading("Cookies are turned off").await;
        browser.see("Allow them for this site").await;
        browser.find("button", "Reload the page", false).await;
        report.now(&browser, path).await;
    }
    report.assert_empty();
    finish_unstarted(browser).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_portals_say_that_they_need_webassembly() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    browser.run_first("delete globalThis.WebAssembly").await;
    for path in PORTALS {
        browser.go(path).await;
        browser.heading("This browser cannot run this page").await;
        browser.see("Use a current version of Firefox").await;
        let connection = browser.text().await.contains("connection");
        assert!(!connection, "{path} blames the connection");
    }
    finish_unstarted(browser).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_portals_say_that_a_browser_is_too_old() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    // Simulates a browser without modules; this one starts the app all the same.
    browser
        .run_first("delete HTMLScriptElement.prototype.noModule")
        .await;
    for path in PORTALS {
        browser.go(path).await;
        browser.heading("This browser cannot run this page").await;
        // The page keeps its main landmark, and what happened is announced.
        let landmark = "const it = document.getElementById('boot-title');
            return [it.closest('main').role, it.closest('[role=alert]')?.tagName ?? null]";
        let found = browser.script(landmark, vec![]).await;
        assert_eq!(found, json!([null, "DIV"]), "{path}");
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_that_does_not_arrive_can_be_loaded_again() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    for script in ["*/assets/boot-*.js", "*/user.js"] {
        browser.block(&[script]).await;
        browser.go("/sign-in").await;
        browser.heading("This page could not be loaded").await;
        browser.block(&[]).await;
        browser.button("Reload the page").await;
        browser.heading("Sign in").await;
    }
    // The failed request is in the console, as expected.
    drop(browser);
}

/// Closes a browser in which no app has started. The console may report that preloaded files were
/// not used.
async fn finish_unstarted(browser: Browser) {
    let mut trouble = browser.console().await;
    trouble.retain(|line| !line.contains("preload"));
    assert!(trouble.is_empty(), "the console says: {trouble:#?}");
}
