//! The list of events, filtered through the URL, and one event in its drawer.

use client::{Client, Portal};
use contract::api_keys::CreateApiKey;
use contract::events::EventAction;
use contract::hosts::CreateHost;
use contract::ldap_bind_users::CreateLdapBindUser;
use contract::radius::CreateRadiusClient;
use contract::webhooks::CreateWebhook;
use harness::USER_PASSWORD;
use rules::directory::BindUserScope;
use rules::role::Permission;
use serde_json::json;

use crate::accessibility::Report;
use crate::{ADA, help_desk_signed_in, owner_at_home, owner_signed_in, server};

const ESCAPE: &str = "\u{e00c}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn are_filtered_and_opened() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    owner.suspend_user(bob.id).await.unwrap();
    let guesser = server.anonymous(Portal::User);
    guesser.begin_sign_in(ADA).await.unwrap();
    guesser.submit_password("a wrong one").await.unwrap_err();
    server.mail_settled().await;

    let browser = owner_at_home(&server).await;
    browser.link("Events").await;
    browser.heading("Events").await;
    browser.see("User suspended").await;
    browser.button("Filter").await;
    browser.fill("Find an action", "suspend").await;
    browser.button("User suspended").await;
    browser
        .at("/admin/events?filter=action:user.suspended")
        .await;
    browser.rows(1).await;
    browser.keys(ESCAPE).await;
    browser.button("Failed").await;
    browser.see("No matching events").await;
    browser.button("Clear search and filters").await;
    browser.at("/admin/events").await;
    browser.see("User suspended").await;
    browser.button("Failed").await;
    browser.at("/admin/events?filter=outcome:failure").await;
    browser.rows(1).await;

    // The drawer has a URL and shows everything that is known.
    browser.link("Sign-in failed").await;
    browser.heading("Sign-in failed").await;
    browser.reload().await;
    browser.heading("Sign-in failed").await;
    for known in [
        "Actor Unknown (not signed in)",
        "sign_in.failed",
        "127.0.0.1",
        "Firefox on Linux",
        "Event ID",
    ] {
        browser.see(known).await;
    }
    browser.link("Open user").await;
    browser.at(&format!("/admin/users/{}", ada.id)).await;
    browser.heading("ada").await;

    browser
        .go("/admin/events?filter=action:user.suspended")
        .await;
    browser.link("User suspended").await;
    browser.heading("User suspended").await;
    browser.see("Olivia Owner").await;
    browser.find("link", "Open administrator", false).await;
    browser.button("Close").await;
    browser
        .at("/admin/events?filter=action:user.suspended")
        .await;
    browser.rows(1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_sign_in_says_why_and_from_where() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    owner.suspend_user(user.id).await.unwrap();
    let ada = server.anonymous(Portal::User);
    ada.begin_sign_in(ADA).await.unwrap();
    ada.submit_password(USER_PASSWORD).await.unwrap_err();

    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser.click("tab", "Activity").await;
    browser.see("Firefox on Linux").await;
    browser.see("127.0.0.1").await;
    browser.link("Sign-in refused: Account suspended").await;
    browser.heading("Sign-in refused").await;
    browser.see("Event ID").await;
    browser.button("Close").await;
    browser.rows(1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn are_filtered_by_time_and_by_who_took_part() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/events?filter=action:user.created").await;
    browser.rows(2).await;
    browser.enter_date("From", "2100-01-01T00:00").await;
    browser.see("No matching events").await;
    browser.reload().await;
    browser.has_value("From", "2100-01-01T00:00").await;
    browser.see("No matching events").await;
    let mut report = Report::new();
    report.now(&browser, "no events in that time").await;
    browser.enter_date("From", "").await;
    browser.at("/admin/events?filter=action:user.created").await;
    browser.enter_date("Until", "2100-01-01T00:00").await;
    browser.rows(2).await;
    browser.enter_date("Until", "").await;

    let target = format!("/admin/events?filter=action:user.created;target:{}", bob.id);
    browser.go(&target).await;
    browser.rows(1).await;
    browser.link("User created").await;
    browser.heading("User created").await;
    browser.link("Events about this target").await;
    browser
        .at(&format!("/admin/events?filter=target:{}", bob.id))
        .await;
    browser.see("Target:").await;

    // A link leads to an event that the list does not show.
    let query = contract::page::ListQuery {
        filter: Some(format!("action:user.created;target:{}", ada.id)),
        ..contract::page::ListQuery::default()
    };
    let event = owner.events(&query).await.unwrap().items[0].id;
    browser
        .go(&format!(
            "/admin/events?filter=target:{}&event={event}",
            bob.id
        ))
        .await;
    browser.heading("User created").await;
    browser.see("ada@example.com").await;
    browser.find("field", "Link to this event", true).await;
    report.now(&browser, "an event with its target").await;
    browser
        .go("/admin/events?event=00000000-0000-0000-0000-000000000007")
        .await;
    browser.see("The event could not be opened").await;
    report.now(&browser, "an event that does not exist").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_actions_and_who_took_part_are_found_by_typing() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    owner.suspend_user(bob.id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/events?filter=action:user.created").await;
    browser.rows(2).await;
    browser.button("Filter 1").await;
    browser.fill("Find an action", "user suspend").await;
    browser.button("User suspended").await;
    let both = "/admin/events?filter=action:user.created,user.suspended";
    browser.at(both).await;
    browser.rows(3).await;
    browser.fill("Find an action", "no such thing").await;
    browser.see("No matching actions").await;

    browser.fill("Find a target", "bob").await;
    browser.button("bob (bob@example.com)").await;
    browser.at(&format!("{both};target:{}", bob.id)).await;
    browser.rows(2).await;
    browser.reload().await;
    browser.rows(2).await;
    browser
        .find("button", "Remove filter Action: User created", false)
        .await;
    browser
        .find("button", "Remove filter Action: User suspended", false)
        .await;
    browser.button("Remove filter Target: bob").await;
    browser.at(both).await;
    browser.rows(3).await;

    browser.button("Filter 2").await;
    browser.fill("Find an actor", "nobody").await;
    browser.see("No matches").await;
    browser.fill("Find an actor", "olivia").await;
    let olivia = format!("Olivia Owner ({})", server.owner_email);
    browser.button(&olivia).await;
    let me = owner.administrator_me().await.unwrap().id;
    browser.at(&format!("{both};actor:{me}")).await;
    browser.rows(3).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_api_key_is_found_as_actor_and_as_target() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let new = CreateApiKey {
        name: "Directory sync".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::UsersWrite],
        expires_in_days: 90,
    };
    let created = owner.create_api_key(&new).await.unwrap();
    let key = created.api_key.id;
    let program = Client::with_api_key(harness::http(), &server.origin, created.key);
    program.suspend_user(ada.id).await.unwrap();
    owner.suspend_user(bob.id).await.unwrap();

    let suspensions = "/admin/events?filter=action:user.suspended";
    let browser = owner_signed_in(&server).await;
    browser.go(suspensions).await;
    browser.rows(2).await;
    browser.button("Filter 1").await;
    browser.fill("Find an actor", "sync dir").await;
    browser.button("Directory sync (API key)").await;
    browser.at(&format!("{suspensions};actor:{key}")).await;
    browser.rows(1).await;
    browser.go("/admin/events").await;
    browser.button("Filter").await;
    browser.fill("Find a target", "directory").await;
    browser.button("Directory sync (API key)").await;
    browser
        .at(&format!("/admin/events?filter=target:{key}"))
        .await;
    browser.rows(1).await;
    browser.see("API key created").await;
    browser.finish().await;

    // The role may not list API keys, and can still search.
    let browser = help_desk_signed_in(&server, &owner).await;
    browser.go(suspensions).await;
    browser.button("Filter 1").await;
    browser.fill("Find an actor", "directory").await;
    browser.see("No matches").await;
    browser.fill("Find an actor", "olivia").await;
    let olivia = format!("Olivia Owner ({})", server.owner_email);
    browser.button(&olivia).await;
    browser.rows(1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn targets_that_are_not_people_are_found() {
    let (server, owner) = server().await;
    let host = CreateHost {
        name: "Build".to_owned(),
        everyone: true,
        ..CreateHost::default()
    };
    let host = owner.create_host(&host).await.unwrap().host;
    let network = CreateRadiusClient {
        name: "Campus".to_owned(),
        network: "10.20.0.0/24".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    };
    let network = owner.create_radius_client(&network).await.unwrap();
    let bind_user = CreateLdapBindUser {
        name: "wiki".to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    let bind_user = owner.create_ldap_bind_user(&bind_user).await.unwrap();
    let webhook = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: "https://hooks.example.com/".to_owned(),
        events: vec![EventAction::MailTemplateReset.into()],
    };
    let webhook = owner.create_webhook(&webhook).await.unwrap().webhook;
    let organization = owner.administrator_me().await.unwrap();
    let named = [
        ("Build (Linux host)", host.id.0),
        ("Campus (RADIUS client)", network.radius_client.id.0),
        ("wiki (Bind user)", bind_user.bind_user.id.0),
        ("Monitoring (Webhook)", webhook.id.0),
    ];
    let own = format!("{} (Organization)", organization.organization_name);
    let own = (own.as_str(), organization.organization_id.0);

    let browser = help_desk_signed_in(&server, &owner).await;
    for (name, id) in named.into_iter().chain([own]) {
        browser.go("/admin/events").await;
        browser.button("Filter").await;
        browser.fill("Find a target", name).await;
        browser.button(name).await;
        browser
            .at(&format!("/admin/events?filter=target:{id}"))
            .await;
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_parts_of_a_row_are_on_one_line() {
    let (server, _owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/events").await;
    browser.heading("Events").await;
    browser.find("link", "Signed in", true).await;
    let far = "const middle = (it) => { const box = it.getBoundingClientRect(); \
        return box.top + box.height / 2; }; \
        return [...document.querySelectorAll('tbody tr')].some((row) => \
            ['.cell .icon', '.badge'].some((part) => Math.abs( \
                middle(row.querySelector(part)) - middle(row.querySelector('.row-link'))) > 1));";
    assert_eq!(browser.script(far, vec![]).await, json!(false));
    browser.finish().await;
}
