//! From a click on the card of an application until its page is shown, in Chromium. The application is a page of
//! Apache with mod_auth_openidc.

use std::path::Path;
use std::time::Duration;

use contract::applications::{CreateApplication, OidcSettings};
use harness::drive::{Browser, chromium};
use harness::{USER_PASSWORD, free_port, owner};
use rules::application::OpenTo;

use super::Setting;
use super::apache::Apache;
use super::oidc_provider::OidcProvider;
use crate::Pace;
use crate::load::Asked;
use crate::people::next_email;
use crate::table::{Limit, Row};

/// Where Debian's package installs chromedriver.
const CHROMEDRIVER: &str = "/usr/bin/chromedriver";
/// The name on the card.
const CARD: &str = "Intranet";
/// Remembers when the next click was.
const LISTEN: &str = "addEventListener('click', () => {
    window.clickedAt = performance.timeOrigin + performance.now();
}, { capture: true, once: true })";
/// When the page of the application was loaded; null before that.
const LOADED: &str = "const [page] = performance.getEntriesByType('navigation');
const isThere = document.title === 'Intranet' && page.loadEventEnd > 0;
return isThere ? performance.timeOrigin + page.loadEventEnd : null;";

/// The row. None if a program is missing.
pub async fn measure(here: &Setting, other: &OidcProvider, pace: Pace) -> Option<Row> {
    let chromium = chromium();
    let browser = [CHROMEDRIVER, &chromium];
    let mut needed = Apache::NEEDED.iter().chain(&browser);
    if let Some(missing) = needed.find(|path| !Path::new(path).is_file()) {
        eprintln!("{missing} is missing, so there is no row about cards");
        return None;
    }
    let port = free_port();
    let (id, secret) = register(here, port).await;
    let ours = Apache::start(port, &here.server.origin, (id.as_str(), secret.as_str())).await;
    let theirs = Apache::start(other.page_port, &other.origin, OidcProvider::PAGE).await;

    let portal = Browser::open(&here.server.origin).await;
    portal.go("/sign-in").await;
    let email = next_email(here.users);
    portal.sign_in("Company email", &email, USER_PASSWORD).await;
    portal.heading("Applications").await;
    // It has no portal, so a page of Apache has the card.
    let page = Browser::open(&theirs.at("")).await;
    page.go("/card.html").await;
    // The first time, there is no session yet.
    click(&page).await;
    click(&portal).await;

    let (mut took, mut base) = (Vec::new(), Vec::new());
    for _ in 0..pace.users(50) {
        base.push(click(&page).await);
        took.push(click(&portal).await);
    }
    drop((ours, theirs));
    let [took, base] =
        [took, base].map(|all| Asked::all_answered(all, Duration::ZERO).quantile(0.95));
    Some(Row {
        figure: "time from a click on a card until the application is shown (mod_auth_openidc, Chromium), p95 ÷ \
                 with oidc-provider and no portal"
            .to_owned(),
        measured: format!("{took:.0} ms"),
        baseline: format!("{base:.0} ms"),
        value: took / base,
        limit: Limit::AtMost(1.0),
    })
}

/// Registers the application. Returns its credentials.
async fn register(here: &Setting, port: u16) -> (String, String) {
    let owner = owner(&here.server).await;
    let settings = OidcSettings {
        redirect_uris: vec![Apache::redirect_uri(port)],
        ..OidcSettings::default()
    };
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        launch_url: Some(Apache::page(port)),
        ..CreateApplication::oidc(CARD, settings)
    };
    let id = owner.create_application(&new, None).await.unwrap().id;
    let secret = owner.create_client_secret(id).await.unwrap().secret;
    (id.to_string(), secret)
}

/// Clicks the card, waits for the page in its new tab, and ends the session of the application. Returns how long it
/// took until the page was loaded.
async fn click(browser: &Browser) -> Duration {
    let first = browser.client.window().await.unwrap();
    browser.script(LISTEN, vec![]).await;
    browser.click_part("button", CARD).await;
    let tab = browser.until("another tab", async || {
        let tabs = browser.client.windows().await.ok()?;
        tabs.into_iter().find(|tab| *tab != first)
    });
    browser.to_tab(tab.await).await;
    let loaded = browser.until("the page of the application", async || {
        let loaded = browser.client.execute(LOADED, vec![]).await;
        loaded.ok()?.as_f64()
    });
    let loaded = loaded.await;
    let cookie = Apache::SESSION_COOKIE;
    browser.client.delete_cookie(cookie).await.unwrap();
    browser.client.close_window().await.unwrap();
    browser.to_tab(first).await;
    let clicked = browser.script("return window.clickedAt", vec![]).await;
    // The portal reloads its cards.
    tokio::time::sleep(Duration::from_millis(200)).await;
    Duration::from_secs_f64((loaded - clicked.as_f64().unwrap()) / 1000.0)
}
