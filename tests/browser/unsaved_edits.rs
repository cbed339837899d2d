//! Unsaved changes are lost only after a confirmation.

use contract::events::EventAction;
use contract::hosts::CreateHost;
use contract::page::ListQuery;
use contract::radius::{AdmitGroup, CreateRadiusClient};
use contract::webhooks::CreateWebhook;
use harness::{ADMINISTRATOR_PASSWORD, code_at};
use rules::state::UserState;

use crate::drive::Browser;
use crate::groups::group;
use crate::{ADA, ada_at_home, owner_at_home, owner_signed_in, server};

const QUESTION: &str = "Discard your changes?";
const FINDER: &str = "Search people, pages and actions";

async fn back(browser: &Browser) {
    browser.script("history.back()", vec![]).await;
}

/// Cancels the dialog: everything stays as it was.
async fn keep(browser: &Browser, field: &str, typed: &str, address: &str) {
    browser.heading(QUESTION).await;
    browser.button("Keep editing").await;
    browser.has_value(field, typed).await;
    browser.at(address).await;
}

/// Leaves the form, and discards what was entered.
async fn discard(browser: &Browser, page: &str) {
    browser.button("Cancel").await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at(page).await;
}

/// Opens a person with the global search.
async fn go_to(browser: &Browser, whom: &str) {
    browser.keys("\u{e009}k\u{e000}").await;
    browser.fill(FINDER, whom).await;
    // The list behind the panel shows the name too.
    browser.find("option", whom, true).await;
    browser.keys("\u{e007}").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panel_asks_before_back_and_before_somebody_else() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let (hers, his) = (
        format!("/admin/users/{}", ada.id),
        format!("/admin/users/{}", bob.id),
    );
    let browser = owner_at_home(&server).await;
    browser.link("Users").await;
    browser.link("ada").await;
    browser.heading("ada").await;
    browser.fill("Job title", "Analyst").await;
    // Twice: Back still works after the dialog.
    for _ in 0..2 {
        back(&browser).await;
        keep(&browser, "Job title", "Analyst", &hers).await;
    }
    go_to(&browser, "bob").await;
    keep(&browser, "Job title", "Analyst", &hers).await;

    go_to(&browser, "bob").await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at(&his).await;
    browser.heading("bob").await;
    browser.fill("Job title", "Builder").await;
    back(&browser).await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at(&hers).await;
    browser.heading("ada").await;
    browser.has_value("Job title", "").await;
    // Without unsaved changes there is no dialog.
    back(&browser).await;
    browser.at("/admin/users").await;
    browser.see_no(QUESTION).await;
    browser.finish().await;
    for user in [ada, bob] {
        let now = owner.user(user.id).await.unwrap();
        assert_eq!(now.profile.job_title, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_settings_ask_before_another_tab_page_or_nobody() {
    let (server, owner) = server().await;
    let browser = owner_at_home(&server).await;
    let passwords = "/admin/settings/passwords";
    browser.link("Settings").await;
    browser.link("Passwords").await;
    browser.has_value("Minimum length", "12").await;
    browser.fill("Minimum length", "14").await;
    let kept = async || keep(&browser, "Minimum length", "14", passwords).await;
    browser.link("Email delivery").await;
    kept().await;
    browser.link("Users").await;
    kept().await;
    back(&browser).await;
    kept().await;
    browser
        .menu("Account of Olivia Owner (OO)", "Sign out")
        .await;
    kept().await;

    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.link("Email delivery").await;
    browser.see("Email previews").await;
    browser.link("Passwords").await;
    browser.has_value("Minimum length", "14").await;
    browser.fill("Minimum length", "16").await;
    browser.link("Users").await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at("/admin/users").await;
    browser.see("No users yet").await;
    browser.finish().await;
    let now = owner.organization().await.unwrap();
    assert_eq!(now.settings.password_policy.min_length, 14);
}

/// The session ends while a form is half filled: after signing in again, it is as it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_when_the_session_ended_is_still_there() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    let sign_in_again = async || {
        browser.see("Your session has ended.").await;
        let email = &server.owner_email;
        browser
            .sign_in("Email", email, ADMINISTRATOR_PASSWORD)
            .await;
    };
    browser.go("/admin/users/new").await;
    browser.fill("Company email", "grace@example.com").await;
    browser.fill("Username", "amazing").await;
    browser.fill("First name", "Grace").await;
    browser.click_part("radio", "Staged").await;
    owner.end_my_other_sessions().await.unwrap();
    browser.button("Create user").await;
    sign_in_again().await;
    browser
        .has_value("Company email", "grace@example.com")
        .await;
    browser.has_value("Username", "amazing").await;
    browser.has_value("First name", "Grace").await;
    browser.button("Create user").await;
    browser.see("created and staged").await;

    browser.go("/admin/settings/passwords").await;
    browser.fill("Minimum length", "14").await;
    browser.click_part("checkbox", "Require a number").await;
    owner.end_my_other_sessions().await.unwrap();
    browser.button("Save changes").await;
    sign_in_again().await;
    browser.has_value("Minimum length", "14").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.finish().await;
    let now = owner.organization().await.unwrap();
    let policy = now.settings.password_policy;
    assert_eq!((policy.min_length, policy.require_number), (14, true));
    let users = owner.users(&ListQuery::default()).await.unwrap();
    assert_eq!(users.items[0].state, UserState::Staged);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_choice_counts_as_an_edit() {
    let (server, owner) = server().await;
    let group = group(&owner, "Engineering").await;
    let wifi = CreateRadiusClient {
        name: "Wi-Fi".to_owned(),
        network: "10.20.0.0/24".to_owned(),
        groups: vec![AdmitGroup {
            group_id: group.id,
            vlan: None,
        }],
        ..CreateRadiusClient::default()
    };
    owner.create_radius_client(&wifi).await.unwrap();
    let build = CreateHost {
        name: "Build".to_owned(),
        groups: vec![group.id],
        ..CreateHost::default()
    };
    owner.create_host(&build).await.unwrap();
    let monitoring = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/latchkey".to_owned(),
        events: vec![EventAction::UserCreated.into()],
    };
    owner.create_webhook(&monitoring).await.unwrap();

    let browser = owner_signed_in(&server).await;
    let expired = "Users whose password has expired keep access";
    for (page, name, boxes) in [
        (
            "/admin/settings/network",
            "Wi-Fi",
            ["All users", "Engineering", expired].as_slice(),
        ),
        (
            "/admin/settings/hosts",
            "Build",
            &["All users", "Engineering", expired],
        ),
        (
            "/admin/settings/webhooks",
            "Monitoring",
            &["All events", "User suspended"],
        ),
    ] {
        let actions = format!("Actions for {name}");
        browser.go(page).await;
        for choice in boxes {
            browser.menu(&actions, "Edit").await;
            browser.click("checkbox", choice).await;
            discard(&browser, page).await;
        }
        // Without a change there is no dialog.
        browser.menu(&actions, "Edit").await;
        browser.click("checkbox", boxes[0]).await;
        browser.click("checkbox", boxes[0]).await;
        browser.button("Cancel").await;
        browser.at(page).await;
    }
    let network = "/admin/settings/network";
    browser.go(network).await;
    browser.menu("Actions for Wi-Fi", "Edit").await;
    browser.fill("VLAN of Engineering", "42").await;
    discard(&browser, network).await;
    browser.link("Create RADIUS client").await;
    browser.click("checkbox", "Engineering").await;
    discard(&browser, network).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_choice_for_something_new_counts_as_an_edit() {
    let (server, _) = server().await;
    let browser = owner_signed_in(&server).await;
    for (page, query, role, choice) in [
        ("/admin/users", "", "radio", "Staged"),
        ("/admin/administrators", "", "radio", "Manager"),
        ("/admin/settings/attributes", "", "checkbox", "Find users"),
        ("/admin/applications", "?add=oidc", "radio", "Everyone"),
    ] {
        let form = format!("{page}/new{query}");
        // An unchanged form closes without asking.
        browser.go(&form).await;
        browser.button("Cancel").await;
        browser.at(page).await;
        browser.go(&form).await;
        browser.click_part(role, choice).await;
        discard(&browser, page).await;
    }
    browser.go("/admin/groups/new").await;
    browser.fill("Description", "Builds the product").await;
    discard(&browser, "/admin/groups").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recovery_codes_are_not_left_without_a_question() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Security").await;
    browser.button("Add an authenticator app").await;
    let secret = browser.setup_key().await;
    let code = code_at(&secret, server.clock_now());
    browser.enter_code("Code", &code).await;
    browser.see("Save them now, away from this device").await;
    let file = browser.find("link", "Download", false).await;
    let file = file.attr("href").await.unwrap().unwrap();
    assert!(
        file.contains("ada%40example.com%20at%20Example%20Ltd"),
        "{file}"
    );

    for _ in 0..2 {
        browser.link("Profile").await;
        browser.heading("Leave without saving the codes?").await;
        browser.button("Stay").await;
        browser.see("Save them now, away from this device").await;
    }
    browser.button("I have saved them").await;
    browser.see("10 recovery codes are left.").await;
    browser.button("Generate new codes").await;
    browser.heading("Generate new recovery codes?").await;
    browser.button("Cancel").await;
    browser.see("10 recovery codes are left.").await;
    browser.link("Profile").await;
    browser.heading("Profile").await;
    browser.finish().await;
}
