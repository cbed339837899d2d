//! A user opens applications from the User Portal.

use client::{Client, Portal};
use contract::applications::{Application, CreateApplication, UpdateApplication};
use contract::page::ListQuery;
use contract::users::User;
use fantoccini::wd::WindowHandle;
use harness::{AuthenticatorApp, TestServer, USER_PASSWORD};
use rules::access::WantedFactor;
use rules::application::OpenTo;
use rules::resource::AfterLoss;
use serde_json::json;

use crate::accessibility::Report;
use crate::continued::{NOT_CONFIRMED, contact};
use crate::drive::Browser;
use crate::factors::add_app;
use crate::groups::group;
use crate::{ADA, ada_at_home, server};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// A page that everybody can see, as the application.
fn page(server: &TestServer) -> String {
    format!("{}/admin/terms", server.origin)
}

/// A bookmark with this name, for everyone.
pub async fn bookmark(server: &TestServer, owner: &Client, name: &str) -> Application {
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::bookmark(name, page(server))
    };
    owner.create_application(&new, None).await.unwrap()
}

/// A bookmark that is assigned to a group in which the user is.
pub async fn bookmark_of_group(server: &TestServer, owner: &Client, user: &User) -> Application {
    let new = CreateApplication {
        description: Some("How we work, and where things are".to_owned()),
        ..CreateApplication::bookmark("Wiki", page(server))
    };
    let wiki = owner.create_application(&new, None).await.unwrap();
    let group = group(owner, "Engineering").await;
    owner.add_group_member(group.id, user.id).await.unwrap();
    let assigned = owner.assign_application_to_group(wiki.id, group.id).await;
    assigned.unwrap();
    wiki
}

/// Waits until this many tabs are open. Returns them.
async fn tabs(browser: &Browser, count: usize) -> Vec<WindowHandle> {
    browser
        .until(&format!("{count} tabs"), async || {
            let tabs = browser.client.windows().await.ok()?;
            (tabs.len() == count).then_some(tabs)
        })
        .await
}

/// Waits for the second tab, checks that it has the application and cannot reach the portal, and
/// closes it.
async fn opened(browser: &Browser) {
    let portal = browser.client.window().await.unwrap();
    let both = tabs(browser, 2).await;
    let other = both.into_iter().find(|tab| *tab != portal).unwrap();
    browser.to_tab(other).await;
    browser.heading("Terms of service").await;
    let apart = "return window.opener === null && document.referrer === '' && history.length === 1";
    assert_eq!(browser.script(apart, vec![]).await, json!(true));
    browser.client.close_window().await.unwrap();
    browser.to_tab(portal).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_opens_in_a_tab_that_cannot_reach_the_portal() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.see("Nothing has been assigned to you yet.").await;
    let wiki = bookmark_of_group(&server, &owner, &ada).await;
    browser.reload().await;
    browser.click_part("button", "Wiki").await;
    opened(&browser).await;

    browser.menu("More about Wiki", "Details").await;
    browser.heading("Wiki").await;
    browser.see("How we work, and where things are").await;
    browser.see("You are in the group Engineering.").await;
    browser.see_no("Never").await;
    browser.button("Open").await;
    opened(&browser).await;
    let opened_at = owner.application(wiki.id).await.unwrap().last_opened_at;
    assert!(opened_at.is_some());
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_closes_the_tab_and_is_explained_in_the_page() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let wiki = bookmark_of_group(&server, &owner, &ada).await;
    let browser = ada_at_home(&server).await;
    browser.find("button", "Wiki", true).await;
    let all = ListQuery::default();
    let groups = owner.application_groups(wiki.id, &all).await.unwrap();
    let group = groups.items[0].id;
    let taken = owner.unassign_application_from_group(wiki.id, group).await;
    taken.unwrap();
    browser.click_part("button", "Wiki").await;
    browser.see("Wiki did not open").await;
    tabs(&browser, 1).await;
    // The page shows what is left.
    browser.see("Nothing has been assigned to you yet.").await;
    browser.button("Dismiss").await;
    browser.see_no("Wiki did not open").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_user_reads_until_when() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let wiki = bookmark(&server, &owner, "Wiki").await;
    let remove = UpdateApplication {
        on_lock: Some(AfterLoss::Remove),
        ..UpdateApplication::default()
    };
    let changed = owner.update_application(wiki.id, wiki.version, &remove);
    changed.await.unwrap();
    let browser = ada_at_home(&server).await;
    browser.find("button", "Wiki", true).await;
    server.guess_until_locked(Portal::User, ADA).await;
    browser.click_part("button", "Wiki").await;
    browser.see("Wiki did not open").await;
    browser
        .see("Your account is locked. It unlocks automatically in")
        .await;
    tabs(&browser, 1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_factor_is_set_up_and_then_asked_for_in_the_page() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        factor: Some(WantedFactor::Any),
        fresh_minutes: Some(0),
        ..CreateApplication::bookmark("Payroll", page(&server))
    };
    owner.create_application(&new, None).await.unwrap();
    let help = contact(&owner).await;
    let browser = ada_at_home(&server).await;
    browser.find("button", "Payroll Asks for MFA", true).await;
    browser.click_part("button", "Payroll").await;
    browser.see("This application requires MFA").await;
    tabs(&browser, 1).await;
    browser.link("Set it up under Security").await;
    browser.see("You have not set up MFA yet.").await;

    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let app = AuthenticatorApp::add(&server, &portal).await;
    browser.link("Applications").await;
    // Each time, also right after the last one.
    for _ in 0..2 {
        browser.click_part("button", "Payroll").await;
        browser.heading("Confirm it's you").await;
        browser.see("Payroll asks for MFA before it opens.").await;
        tabs(&browser, 1).await;
        let code = app.code(&server);
        browser
            .enter_code("Code from your authenticator app", &code)
            .await;
        opened(&browser).await;
        server.next_code();
    }
    // A person who cancels stays on the page, and reads what to do.
    browser.click_part("button", "Payroll").await;
    browser.heading("Confirm it's you").await;
    browser.button("Close").await;
    browser.see_no("Payroll asks for MFA").await;
    browser.see("Payroll did not open").await;
    browser.see(NOT_CONFIRMED).await;
    browser.find("link", help, false).await;
    let mut report = Report::new();
    report
        .now(&browser, "an application that did not open")
        .await;
    report.assert_empty();
    tabs(&browser, 1).await;
    browser.find("button", "Payroll", true).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_opens_once_a_factor_is_set_up() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        factor: Some(WantedFactor::Any),
        ..CreateApplication::bookmark("Payroll", page(&server))
    };
    owner.create_application(&new, None).await.unwrap();
    let browser = ada_at_home(&server).await;
    browser.click_part("button", "Payroll").await;
    browser.link("Set it up under Security").await;
    browser
        .see("Payroll opens once you have set up a factor.")
        .await;
    add_app(&server, &browser).await;
    // The factor that has just been added counts, so nothing is asked.
    browser.button("I have saved them").await;
    browser.heading("Terms of service").await;

    // Nothing waits anymore.
    browser.go("/security").await;
    browser.see("10 recovery codes are left.").await;
    browser.see_no("Payroll opens once").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pinned_applications_come_first_and_many_can_be_searched() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    for n in 1..=8 {
        bookmark(&server, &owner, &format!("Tool {n}")).await;
    }
    let browser = ada_at_home(&server).await;
    browser.find("button", "Tool 8", true).await;
    assert!(
        browser
            .seek("field", "Search applications", true)
            .await
            .is_none()
    );
    browser.menu("More about Tool 8", "Pin").await;
    browser.see("Tool 8 is pinned").await;
    browser.heading("Pinned").await;
    let focused = "const it = document.activeElement;
        return it.matches('.app-open') && it.innerText.includes('Tool 8')";
    browser
        .until("the focus on the pinned card", async || {
            (browser.script(focused, vec![]).await == json!(true)).then_some(())
        })
        .await;
    let first = "return document.querySelector('.app-name').innerText";
    browser.reload().await;
    browser.heading("Pinned").await;
    assert_eq!(browser.script(first, vec![]).await, json!("Tool 8"));

    bookmark(&server, &owner, "Travel expenses").await;
    browser.reload().await;
    browser.fill("Search applications", "EXP").await;
    browser.see_no("Tool 8").await;
    browser.find("button", "Travel expenses", true).await;
    browser.fill("Search applications", "nothing like it").await;
    browser.see("No matching applications").await;
    browser.button("Clear").await;
    browser.menu("More about Tool 8", "Unpin").await;
    browser.see("Tool 8 is no longer pinned").await;
    browser.see_no("Pinned").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_opens_without_a_mouse() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    bookmark(&server, &owner, "Wiki").await;
    let browser = ada_at_home(&server).await;
    browser.find("button", "Wiki", true).await;
    let on_it = "return document.activeElement.matches('.app-open:focus-visible')";
    for _ in 0..40 {
        browser.keys(TAB).await;
        if browser.script(on_it, vec![]).await == json!(true) {
            break;
        }
    }
    assert_eq!(browser.script(on_it, vec![]).await, json!(true));
    browser.keys(ENTER).await;
    opened(&browser).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocked_tab_leaves_a_link() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    bookmark(&server, &owner, "Wiki").await;
    let browser = ada_at_home(&server).await;
    browser.find("button", "Wiki", true).await;
    browser.script("window.open = () => null", vec![]).await;
    browser.click_part("button", "Wiki").await;
    browser.see("Your browser blocked the new tab.").await;
    browser.click_part("link", "Open Wiki").await;
    opened(&browser).await;
    browser.finish().await;
}
