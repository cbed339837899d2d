//! The list of users: search, filters with counts, sort and pages, all of them in the URL.

use client::Client;
use contract::users::CreateUser;
use harness::TestServer;
use rules::role::Role;
use rules::state::UserState;

use crate::{owner_at_home, owner_signed_in, server};

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
