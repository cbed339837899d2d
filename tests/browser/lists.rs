//! The list of users: search, filters with counts, sort and pages, all of them in the URL.

use client::Client;
use contract::users::CreateUser;
use harness::TestServer;
use rules::role::Role;
use rules::state::UserState;
use serde_json::json;

use crate::{ADA, owner_at_home, owner_signed_in, server};

/// Creates 118 staged and 2 active users with names in a known order.
async fn people(server: &TestServer, owner: &Client) {
    for n in 1..=118 {
        let new = CreateUser {
            email: format!("person{n:03}@example.com"),
            username: format!("person{n:03}"),
            state: Some(UserState::Staged),
            first_name: Some("Person".to_owned()),
            last_name: Some(format!("{n:03}")),
            ..CreateUser::default()
        };
        owner.create_user(&new, None).await.unwrap();
    }
    for email in ["zelda@example.com", "zoltan@example.com"] {
        server.pending_user(owner, email).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_order_search_and_filters_are_in_the_address() {
    let (server, owner) = server().await;
    people(&server, &owner).await;
    let browser = owner_at_home(&server).await;
    browser.link("Users").await;
    browser.heading("Users").await;
    browser.see("1–50 of 120").await;
    browser.rows(50).await;
    browser.button("Next").await;
    browser.see("51–100 of 120").await;
    browser.button("Next").await;
    browser.see("101–120 of 120").await;
    browser.rows(20).await;
    browser.find("link", "zoltan", false).await;
    browser.reload().await;
    browser.see("101–120 of 120").await;
    browser.find("link", "zoltan", false).await;
    browser.button("Previous").await;
    browser.button("Previous").await;
    browser.see("1–50 of 120").await;

    browser.button("Name").await;
    browser.find("link", "zoltan", false).await;
    browser.at("/admin/users?sort=-name").await;
    browser.see("1–50 of 120").await;

    browser.button("Filter").await;
    browser.find("group", "Password status", false).await;
    browser.button("Active 2").await;
    browser.rows(2).await;
    browser.see("2 of 120 users").await;
    browser
        .at("/admin/users?filter=state:active&sort=-name")
        .await;
    browser.button("Staged 118").await;
    browser.see("1–50 of 120").await;
    browser.button("Remove filter State: Staged").await;
    browser.rows(2).await;
    browser.button("Clear all").await;
    browser.at("/admin/users?sort=-name").await;
    browser
        .go("/admin/users?filter=passwordStatus:locked&sort=-name")
        .await;
    browser
        .button("Remove filter Password status: Locked")
        .await;
    browser.at("/admin/users?sort=-name").await;

    browser.fill("Search users", "person01").await;
    browser.see("10 results").await;
    browser.rows(10).await;
    browser.at("/admin/users?search=person01&sort=-name").await;
    browser.reload().await;
    browser.rows(10).await;
    browser.has_value("Search users", "person01").await;
    browser.fill("Search users", "a b c d e f g h i").await;
    browser.see("Enter at most 8 words.").await;
    browser.rows(10).await;
    browser.fill("Search users", "nobody has this name").await;
    browser.see("No matching users").await;
    browser.button("Clear search and filters").await;
    browser.see("1–50 of 120").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_are_previewed() {
    let (server, _owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/mail").await;
    browser.see("Email previews").await;
    browser.see("Example Ltd: activate your account").await;
    let inside = "const frame = document.querySelector('iframe.mail-frame'); return frame && frame.getAttribute('sandbox') === '' && frame.src;";
    let src = browser.script(inside, vec![]).await;
    let page = src.as_str().expect("a sandboxed frame").to_owned();
    browser.button("Send test email").await;
    browser.see("is on its way").await;
    browser.go(&page).await;
    browser.see("You have an account at Example Ltd").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_click_on_next_leads_no_further() {
    let (server, owner) = server().await;
    people(&server, &owner).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.see("1–50 of 120").await;
    browser.hold("cursor=").await;
    browser.button("Next").await;
    browser.held().await;
    browser.button("Next").await;
    browser.let_go().await;
    browser.see("51–100 of 120").await;
    browser.find("link", "Person 051", false).await;
    browser.button("Previous").await;
    browser.see("1–50 of 120").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn administrators_are_searched() {
    let (server, owner) = server().await;
    server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/administrators").await;
    browser.rows(2).await;
    browser.fill("Search administrators", "reader").await;
    browser.rows(1).await;
    browser.at("/admin/administrators?search=reader").await;
    browser.fill("Search administrators", "nobody").await;
    browser.see("No matching administrators").await;
    browser.button("Clear search and filters").await;
    browser.rows(2).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn active_filters_of_administrators_are_chips_that_remove_them() {
    let (server, owner) = server().await;
    server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    let all = "/admin/administrators";
    let browser = owner_signed_in(&server).await;
    browser.go(all).await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.button("Read only").await;
    let read_only = format!("{all}?filter=role:read_only");
    browser.at(&read_only).await;
    browser.rows(1).await;
    browser.button("Suspended").await;
    browser.see("No matching administrators").await;
    browser
        .at(&format!("{all}?filter=state:suspended;role:read_only"))
        .await;
    browser.reload().await;
    browser.find("button", "Filter 2", false).await;
    browser.button("Remove filter State: Suspended").await;
    browser.at(&read_only).await;
    browser.rows(1).await;
    browser.button("Remove filter Role: Read only").await;
    browser.at(all).await;
    browser.rows(2).await;

    browser
        .go(&format!("{all}?filter=state:active;role:owner"))
        .await;
    browser.rows(1).await;
    browser
        .find("button", "Remove filter State: Active", false)
        .await;
    browser.button("Clear all").await;
    browser.at(all).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn active_filters_of_emails_are_chips_that_remove_them() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let all = "/admin/settings/mail";
    let browser = owner_signed_in(&server).await;
    browser.go(all).await;
    browser.button("Filter").await;
    browser.fill("Find a kind of email", "activation").await;
    browser.button("Activation").await;
    let activations = format!("{all}?filter=kind:user_activation");
    browser.at(&activations).await;
    browser.rows(1).await;
    browser.see(ADA).await;
    browser.button("Failed").await;
    browser.see("No matching emails").await;
    browser
        .at(&format!("{all}?filter=state:failed;kind:user_activation"))
        .await;
    browser.reload().await;
    browser.find("button", "Filter 2", false).await;
    browser.button("Remove filter Status: Failed").await;
    browser.at(&activations).await;
    browser.rows(1).await;
    browser
        .button("Remove filter Kind of email: Activation")
        .await;
    browser.at(all).await;

    browser
        .go(&format!("{all}?filter=state:failed;kind:user_welcome"))
        .await;
    browser.see("No matching emails").await;
    browser
        .find("button", "Remove filter Kind of email: Welcome", false)
        .await;
    browser.button("Clear all").await;
    browser.at(all).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panel_leaves_the_list_where_it_was_scrolled_to() {
    let (server, owner) = server().await;
    people(&server, &owner).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(50).await;
    browser.link("Person 040").await;
    browser.heading("Person 040").await;
    let scrolled = browser.script("return window.scrollY", vec![]).await;
    assert!(scrolled.as_f64().unwrap() > 500.0, "{scrolled}");
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_failed_has_no_pages_and_comes_back_with_the_connection() {
    let (server, owner) = server().await;
    people(&server, &owner).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.see("1–50 of 120").await;
    browser.block(&["*/api/v1/users*"]).await;
    browser.button("Next").await;
    browser.see("There is no connection to the server.").await;
    browser.see_no("of 120").await;
    browser.block(&[]).await;
    browser
        .script("window.dispatchEvent(new Event('online'))", vec![])
        .await;
    browser.see("51–100 of 120").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_the_server_refuses_says_why_and_leads_back_to_the_list() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    let whole = "Show the whole list";
    let unknown = "The link contains an invalid filter or sort order.";
    for (query, why, way_out) in [
        ("sort=shoeSize", unknown, whole),
        ("filter=shoeSize:44", unknown, whole),
        (
            "search=a%20b%20c%20d%20e%20f%20g%20h%20i",
            "Search for at most 8 words",
            whole,
        ),
        (
            "cursor=none&from=51",
            "This page of the list does not exist",
            "Go to the first page",
        ),
    ] {
        browser.go(&format!("/admin/users?{query}")).await;
        browser.see(why).await;
        browser.see_no("Try again").await;
        // The message of the server, with names of the API, is not shown.
        browser.see_no("createdAt").await;
        browser.button(way_out).await;
        browser.rows(1).await;
        browser.at("/admin/users").await;
    }
    browser.go("/admin/events?sort=name").await;
    browser.see(unknown).await;
    browser.button(whole).await;
    browser.at("/admin/events").await;
    browser.find("row", "", true).await;

    // The server does not respond to the second attempt, which asks for nothing that it would refuse.
    browser.go("/admin/administrators?sort=shoeSize").await;
    browser.see(unknown).await;
    browser.block(&["*/api/v1/administrators*"]).await;
    browser.button(whole).await;
    browser.see("There is no connection to the server.").await;
    browser.block(&[]).await;
    browser.button("Try again").await;
    browser.rows(1).await;
    browser.finish().await;
}

/// The width that the search field leaves free in its toolbar, the buttons beside it, and by how much the
/// toolbar is too wide.
const AROUND_THE_SEARCH: &str = "
const toolbar = document.querySelector('.toolbar');
const search = toolbar.querySelector('.search').getBoundingClientRect();
const beside = [...toolbar.querySelectorAll('button')]
  .filter((it) => !it.closest('.search') && it.getClientRects().length > 0)
  .filter((it) => it.getBoundingClientRect().top < search.bottom)
  .map((it) => it.textContent.trim());
const free = Math.round(toolbar.clientWidth - search.width);
return [free, beside, toolbar.scrollWidth - toolbar.clientWidth];";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_the_search_has_a_line_of_its_own() {
    let (server, _owner) = server().await;
    let browser = owner_signed_in(&server).await;
    for width in [390, 320] {
        browser.look(width, 740, "light").await;
        for (path, heading) in [
            ("/admin/users", "Users"),
            ("/admin/groups", "Groups"),
            ("/admin/applications", "Applications"),
            ("/admin/administrators", "Administrators"),
        ] {
            browser.show(path, heading).await;
            let found = browser.script(AROUND_THE_SEARCH, vec![]).await;
            assert_eq!(found, json!([0, [], 0]), "{path} at {width} px");
        }
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_of_users_are_filtered_in_the_time_zone_of_the_person() {
    let (server, owner) = server().await;
    server.pending_user(&owner, "zelda@example.com").await;
    let browser = owner_signed_in(&server).await;
    let far_east = json!({ "timezoneId": "Pacific/Auckland" });
    browser
        .devtools("Emulation.setTimezoneOverride", &far_east)
        .await;
    browser.go("/admin/users").await;
    browser.rows(1).await;
    browser.button("Filter").await;
    browser
        .enter_date("Created since", "2020-01-24T00:00")
        .await;
    browser
        .at(r"/admin/users?filter=createdSince:2020-01-23T11\:00\:00.000Z")
        .await;
    browser.has_value("Created since", "2020-01-24T00:00").await;
    browser.rows(1).await;
    browser
        .enter_date("Created before", "2020-01-25T00:00")
        .await;
    browser.see("No matching users").await;
    browser.keys("\u{e00c}").await;
    let chip = |label: &str, day: &str| format!("Remove filter {label}: Jan {day}, 2020, 12:00");
    browser
        .click_part("button", &chip("Created before", "25"))
        .await;
    browser.rows(1).await;
    browser
        .click_part("button", &chip("Created since", "24"))
        .await;
    browser.at("/admin/users").await;
    browser.finish().await;
}
