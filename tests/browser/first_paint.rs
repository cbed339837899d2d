//! The sign-in page before the app has loaded: its email field is real and keeps what is typed.

use std::io::{self, Write};
use std::time::Duration;

use harness::TestServer;
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, server};

/// Records in the page how many milliseconds it takes until an email field can be typed into.
const WATCH: &str = r"
(function look() {
  const field = [...document.querySelectorAll('input[type=email]')]
    .find((field) => !field.disabled && field.checkVisibility());
  if (field) window.usableAfter = performance.now();
  else requestAnimationFrame(look);
})();
";

/// Records in the page what is painted: parts of a page behind the sign-in, and the form and the
/// organization's name before the app has loaded.
const WATCH_PARTS: &str = r"
window.behind = false;
window.formEarly = false;
window.namedEarly = false;
(function look() {
  const seen = (part) => document.querySelector(part)?.checkVisibility();
  if (seen('.userbar') || seen('.skeleton') || seen('.sidenav')) window.behind = true;
  if (seen('#shell-email')) window.formEarly = true;
  const name = document.querySelector('#shell .brand-name');
  if (name?.textContent === 'Example Ltd') window.namedEarly = true;
  requestAnimationFrame(look);
})();
";

/// Slow 4G as defined by Lighthouse and DevTools: 562 ms latency, 1.44 Mbit/s.
async fn slow_4g(browser: &Browser) {
    let conditions = json!({
        "offline": false,
        "latency": 562,
        "downloadThroughput": 1_440_000 / 8,
        "uploadThroughput": 675_000 / 8,
    });
    browser.devtools("Network.enable", &json!({})).await;
    browser
        .devtools("Network.emulateNetworkConditions", &conditions)
        .await;
}

async fn browser_on_slow_4g(server: &TestServer) -> Browser {
    let browser = Browser::open_without_waiting(&server.origin).await;
    slow_4g(&browser).await;
    browser
}

/// Prints the times that `docs/operating.md` explains, past the capture of the test runner, so that
/// `cargo xtask test` shows them. Asserts only the order, that the field comes before the app,
/// because assertions on times would be flaky.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_email_field_is_there_before_the_app() {
    let (server, _) = server().await;
    for path in ["/sign-in", "/admin/sign-in"] {
        let browser = browser_on_slow_4g(&server).await;
        browser.run_first(WATCH).await;
        browser.go(path).await;
        let milliseconds = browser
            .until("an email field", async || {
                let script = "return window.usableAfter ?? null";
                browser.script(script, vec![]).await.as_f64()
            })
            .await;
        let static_form = "return document.documentElement.hasAttribute('data-sign-in')";
        assert_eq!(browser.script(static_form, vec![]).await, json!(true));
        let line = format!("{path}: email field usable after {milliseconds:.0} ms on Slow 4G");
        writeln!(io::stdout(), "{line} (goal: 1800)").unwrap();
        browser
            .until("the app", async || {
                let mounted = browser.script(static_form, vec![]).await == json!(false);
                mounted.then_some(())
            })
            .await;
        browser.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_before_the_app_arrives_is_kept() {
    let (server, _) = server().await;
    let browser = browser_on_slow_4g(&server).await;
    browser.go("/sign-in").await;
    let field = browser.find("field", "Company email", false).await;
    field.send_keys("ada@exam").await.unwrap();
    browser
        .find("button", "Sign in with a passkey", false)
        .await;
    let typed = "return document.querySelector('input[type=email]').value";
    assert_eq!(browser.script(typed, vec![]).await, json!("ada@exam"));
    let focused = "return document.activeElement.type";
    assert_eq!(browser.script(focused, vec![]).await, json!("email"));
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn continue_pressed_before_the_app_arrives_goes_on() {
    let (server, _) = server().await;
    let browser = browser_on_slow_4g(&server).await;
    browser.go("/sign-in").await;
    let field = browser.find("field", "Company email", false).await;
    field.send_keys(ADA).await.unwrap();
    browser.button("Continue").await;
    browser.heading("Enter your password").await;
    browser.see(ADA).await;
    browser.finish().await;
}

/// A signed-in person never sees the sign-in form, not even briefly.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reload_while_signed_in_shows_no_sign_in_form() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = crate::ada_at_home(&server).await;
    browser.run_first(WATCH).await;
    slow_4g(&browser).await;
    browser.go("/").await;
    browser.heading("Applications").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let shown = "return window.usableAfter ?? null";
    assert!(browser.script(shown, vec![]).await.is_null());
    browser.finish().await;
}

/// Where nobody is signed in, the server is not asked for a session: its refusal would be an error
/// in the console.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visit_signed_out_asks_for_no_session() {
    let (server, _) = server().await;
    for (path, heading) in [("/", "Sign in"), ("/admin/", "Administrator sign-in")] {
        let browser = Browser::open(&server.origin).await;
        browser.go(path).await;
        browser.heading(heading).await;
        browser
            .find("button", "Sign in with a passkey", false)
            .await;
        let asked = "return performance.getEntriesByType('resource')\
            .filter(it => it.name.endsWith('/session/refresh')).length";
        assert_eq!(browser.script(asked, vec![]).await, json!(0), "{path}");
        browser.finish().await;
    }
}

/// Nobody is signed in, so the page that was asked for is not drawn before the sign-in form.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_behind_the_sign_in_begins_with_the_form() {
    let (server, _) = server().await;
    for (path, heading) in [
        ("/security", "Sign in"),
        ("/device", "Sign in"),
        ("/admin/groups", "Administrator sign-in"),
        ("/admin/settings/mfa", "Administrator sign-in"),
    ] {
        let browser = browser_on_slow_4g(&server).await;
        browser.run_first(WATCH_PARTS).await;
        browser.go(path).await;
        browser
            .find("button", "Sign in with a passkey", false)
            .await;
        browser.heading(heading).await;
        let seen = "return [window.behind, window.formEarly, window.namedEarly]";
        let seen = browser.script(seen, vec![]).await;
        assert_eq!(seen, json!([false, true, true]), "{path}");
        browser.finish().await;
    }
}

/// The browser remembers a session that is over: until the server says so, nothing is drawn that
/// would have to go away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_over_leads_to_the_form_without_a_detour() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = crate::ada_at_home(&server).await;
    owner.end_user_sessions(user.id).await.unwrap();
    browser.run_first(WATCH_PARTS).await;
    slow_4g(&browser).await;
    browser.go("/").await;
    browser
        .find("button", "Sign in with a passkey", false)
        .await;
    let behind = "return window.behind";
    assert_eq!(browser.script(behind, vec![]).await, json!(false));
    browser.finish().await;
}
