//! An administrator adds applications from the catalog, and custom ones.

use contract::page::ListQuery;
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::json;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{owner_at_home, owner_signed_in, server};

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const ESCAPE: &str = "\u{e00c}";

const NEW: &str = "/admin/applications/new";

/// The value of the first field with this label in the panel.
pub async fn copied(browser: &Browser, label: &str) -> String {
    let script = "const wanted = arguments[0];
        const label = [...document.querySelectorAll('.drawer label')]
            .find((it) => it.innerText.trim() === wanted);
        return label ? document.getElementById(label.htmlFor).value : null";
    browser
        .until(&format!("a value for {label}"), async || {
            let found = browser.client.execute(script, vec![json!(label)]).await;
            found.ok()?.as_str().map(str::to_owned)
        })
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_of_the_catalog_needs_only_its_host_name() {
    let (server, owner) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Applications").await;
    browser.click("link", "Add application").await;
    browser.heading("Add application").await;
    browser.fill("Search the catalog", "graf").await;
    browser.see_no("GitLab").await;
    browser.link("Grafana").await;
    browser.heading("Add Grafana").await;
    browser.has_value("Name", "Grafana").await;

    // What is wrong with a host name is said at its field.
    for (host, reason) in [
        ("https://grafana.example.com", "Leave out https://"),
        ("grafana.example.com/login", "no path"),
        ("me@grafana.example.com", "Leave out the username"),
        ("localhost:3000", "cannot reach this host"),
    ] {
        browser.fill("Host name of Grafana", host).await;
        browser.button("Add application").await;
        browser.see(reason).await;
    }
    browser
        .fill("Host name of Grafana", "grafana.example.com")
        .await;
    browser.button("Add application").await;
    browser.heading("Give these to the application").await;

    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 1);
    let made = owner.application(all.items[0].id).await.unwrap();
    assert_eq!(made.secrets.len(), 1);
    assert_eq!(copied(&browser, "Client Id").await, made.id.to_string());
    let secret = copied(&browser, "Client secret").await;
    assert!(secret.starts_with(&made.secrets[0].hint), "{secret}");
    let address = format!("{}/oidc/token", server.origin);
    assert_eq!(copied(&browser, "Token URL").await, address);
    let snippet = copied(&browser, "grafana.ini").await;
    assert!(snippet.contains(&format!("client_secret = {secret}\n")));
    let mut report = Report::new();
    report.now(&browser, "what to enter in Grafana").await;
    report.assert_empty();

    browser.button("Choose who may open it").await;
    browser.see("Nobody may open this").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_custom_application_is_added_with_its_redirect_addresses() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(NEW).await;
    browser.link("Custom OpenID Connect").await;
    browser.heading("Add OpenID Connect application").await;
    browser.button("Add application").await;
    browser.see("Enter a name").await;
    browser.see("Enter at least one redirect URI").await;
    browser.fill("Name", "Tracker").await;
    browser
        .fill("Redirect URIs", "http://tracker.example.com/cb")
        .await;
    browser.button("Add application").await;
    browser.see("Use https").await;
    browser
        .fill("Redirect URIs", "https://tracker.example.com/cb")
        .await;
    browser.click_part("radio", "In the browser").await;
    browser.button("Add application").await;
    browser.heading("Give these to the application").await;
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    let made = owner.application(all.items[0].id).await.unwrap();
    let oidc = made.oidc.unwrap();
    assert_eq!(oidc.kind, ClientKind::Browser);
    assert_eq!(oidc.auth, ClientAuthentication::Public);
    assert_eq!(oidc.redirect_uris, ["https://tracker.example.com/cb"]);
    assert_eq!(oidc.origins, ["https://tracker.example.com"]);
    assert_eq!(copied(&browser, "Issuer").await, server.origin);
    assert_eq!(copied(&browser, "Client ID").await, made.id.to_string());
    let text = browser.text().await;
    assert!(!text.contains("Client secret"), "{text}");
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_without_a_match_says_what_to_do() {
    let (server, _owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(NEW).await;
    browser.link("Grafana").await;
    browser.heading("Add Grafana").await;
    browser.link("Back to the catalog").await;
    browser.heading("Add application").await;
    browser
        .fill("Search the catalog", "nothing-has-this-name")
        .await;
    browser.see("Not in the catalog").await;
    let mut report = Report::new();
    report.now(&browser, "a search without a match").await;
    report.assert_empty();
    browser.link("Custom OpenID Connect").await;
    browser.heading("Add OpenID Connect application").await;
    browser.go(&format!("{NEW}?add=no-such-application")).await;
    browser.see("This application is not in the catalog").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_is_added_without_a_mouse() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(NEW).await;
    browser.heading("Add application").await;
    focus(&browser, "Search the catalog").await;
    browser.keys(&format!("wiki.js{ENTER}")).await;
    browser.see_no("GitLab").await;
    to(&browser, "Wiki.js").await;
    browser.keys(ENTER).await;
    browser.heading("Add Wiki.js").await;
    focus(&browser, "Host name of Wiki.js").await;
    browser.keys("wiki.example.com").await;
    to(&browser, "Identifier of the strategy").await;
    browser.keys(&format!("abc/def{ENTER}")).await;
    browser.see("Use letters, digits, hyphens").await;
    focus(&browser, "Identifier of the strategy").await;
    // Escape asks before what was entered is lost.
    browser.keys(ESCAPE).await;
    browser.heading("Discard your changes?").await;
    browser.button("Keep editing").await;
    browser.fill("Identifier of the strategy", "abc-def").await;
    browser.keys(ENTER).await;
    browser.heading("Give these to the application").await;
    to(&browser, "Copy Client ID").await;
    to(&browser, "Choose who may open it").await;
    browser.keys(ENTER).await;
    browser.see("Nobody may open this").await;
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    let made = owner.application(all.items[0].id).await.unwrap();
    assert_eq!(
        made.oidc.unwrap().redirect_uris,
        ["https://wiki.example.com/login/abc-def/callback"]
    );
    browser.finish().await;
}

/// The name of the element with the focus.
async fn focused(browser: &Browser) -> String {
    let script = "const it = document.activeElement;
        return [...it.labels ?? []].map((label) => label.innerText).join(' ')
            || it.getAttribute('aria-label') || it.textContent || ''";
    let name = browser.script(script, vec![]).await;
    let name = name.as_str().unwrap_or_default().to_owned();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Waits until the element with this name has the focus.
async fn focus(browser: &Browser, name: &str) {
    browser
        .until(&format!("the focus on {name}"), async || {
            focused(browser).await.contains(name).then_some(())
        })
        .await;
}

/// Presses Tab until the element with this name has the focus.
async fn to(browser: &Browser, name: &str) {
    let mut met = Vec::new();
    for _ in 0..60 {
        browser.keys(TAB).await;
        let now = focused(browser).await;
        if now.contains(name) {
            return;
        }
        met.push(now);
    }
    panic!("{name} is not among what Tab reaches: {met:?}");
}
