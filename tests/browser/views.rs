//! Saved views of the list of users, its columns, and the filters whose value is typed.

use client::Client;
use contract::user_attributes::{AttributeKind, AttributeValue, CreateAttribute};
use contract::users::CreateUser;
use contract::views::{CreateView, ViewedList};

use crate::drive::Browser;
use crate::help_desk::lacks;
use crate::{help_desk_at_home, owner_signed_in, server};

/// The Enter key.
const ENTER: &str = "\u{e007}";
/// The Escape key.
const ESCAPE: &str = "\u{e00c}";

/// Creates a contractor, and somebody with full-time employment.
async fn people(owner: &Client) {
    for (username, kind, manager) in [
        ("ada", "Contractor", "Grace Hopper"),
        ("bob", "Full time", "Alan Turing"),
    ] {
        let new = CreateUser {
            email: format!("{username}@example.com"),
            username: username.to_owned(),
            department: Some("Sales".to_owned()),
            employee_type: Some(kind.to_owned()),
            manager: Some(manager.to_owned()),
            ..CreateUser::default()
        };
        owner.create_user(&new, None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_keeps_filters_and_columns() {
    let (server, owner) = server().await;
    people(&owner).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.fill("Employee type", "contractor").await;
    browser.keys(ENTER).await;
    browser.rows(1).await;
    browser.keys(ESCAPE).await;
    let chip = "Remove filter Employee type: contractor";
    browser.find("button", chip, false).await;

    browser.button("Columns").await;
    browser.heading("Columns").await;
    browser.button("Department").await;
    browser.button("Last sign-in").await;
    browser.button("Manager").await;
    browser.button("Move up Manager").await;
    browser.focused("Move down Manager").await;
    browser.button("Show columns").await;
    browser.find("columnheader", "Manager", true).await;
    browser.see("Grace Hopper").await;
    browser.see_no("Last sign-in").await;
    browser
        .at("/admin/users?filter=employeeType:contractor&columns=manager,mfa.status")
        .await;

    browser.menu("Views", "Save as new view").await;
    browser.heading("Save as new view").await;
    browser.button("Save view").await;
    browser.see("Enter a name").await;
    browser.fill("Name", "Contractors").await;
    browser.button("Save view").await;
    browser.see("View Contractors saved").await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.menu("Views", "Contractors").await;
    browser.rows(1).await;
    browser.see("Grace Hopper").await;
    browser.reload().await;
    browser.see("Grace Hopper").await;

    browser.button("Clear all").await;
    browser.rows(2).await;
    browser.see("Contractors (changed)").await;
    browser.menu("Views", "Save changes to Contractors").await;
    browser.see_no("Contractors (changed)").await;
    browser.menu("Views", "Share with all administrators").await;
    browser.see("is shared with all administrators").await;
    let views = owner.views().await.unwrap().items;
    assert!(views[0].shared && views[0].filter.is_none());
    assert_eq!(views[0].columns, ["manager", "mfa.status"]);

    browser.menu("Views", "Rename view").await;
    browser.heading("Rename view").await;
    browser.fill("Name", "Everybody").await;
    browser.button("Save view").await;
    browser.see("View Everybody saved").await;
    browser.menu("Views", "Delete view").await;
    browser.heading("Delete the view Everybody?").await;
    browser.button("Delete view").await;
    browser.see("View Everybody deleted").await;
    assert_eq!(owner.views().await.unwrap().total, 0);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shared_view_is_opened_by_another_administrator() {
    let (server, owner) = server().await;
    people(&owner).await;
    for (name, shared) in [("Contractors", true), ("Mine alone", false)] {
        let view = CreateView {
            list: ViewedList::Users,
            name: name.to_owned(),
            shared,
            search: None,
            filter: Some("employeeType:contractor".to_owned()),
            sort: None,
            columns: vec!["manager".to_owned()],
        };
        owner.create_view(&view, None).await.unwrap();
    }
    let browser = help_desk_at_home(&server, &owner).await;
    browser.link("Users").await;
    browser.rows(2).await;
    browser.menu("Views", "Contractors").await;
    browser.rows(1).await;
    browser.see("Grace Hopper").await;
    // Who may not write users uses it as it is.
    browser.button("Views").await;
    browser.find("menuitem", "Save as new view", false).await;
    lacks(&browser, "menuitem", &["Mine alone", "Rename", "Delete"]).await;
    browser.keys(ESCAPE).await;
    browser.finish().await;
}

/// The usernames in the rows, once they are in this order.
async fn in_order(browser: &Browser, expected: &[&str]) {
    let names = "const links = [...document.querySelectorAll('tbody a.row-link')]; \
        return links.map(link => link.textContent.trim())";
    browser
        .until("the rows are in order", async || {
            let shown = browser.script(names, vec![]).await;
            (shown == serde_json::json!(expected)).then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_is_sorted_by_a_custom_attribute() {
    let (server, owner) = server().await;
    let badge = CreateAttribute {
        name: "badge".to_owned(),
        label: "Badge".to_owned(),
        kind: AttributeKind::Number,
        choices: Vec::new(),
        required: false,
        user_access: None,
        filterable: false,
        searchable: false,
    };
    let badge = owner.create_user_attribute(&badge, None).await.unwrap();
    for (username, number) in [("ada", Some(10)), ("bob", None), ("cy", Some(9))] {
        let value =
            number.map(|number| ("badge".to_owned(), AttributeValue::Number(number.into())));
        let new = CreateUser {
            email: format!("{username}@example.com"),
            username: username.to_owned(),
            attributes: value.into_iter().collect(),
            ..CreateUser::default()
        };
        owner.create_user(&new, None).await.unwrap();
    }
    let browser = owner_signed_in(&server).await;
    browser
        .go("/admin/users?columns=attributes.badge,jobTitle")
        .await;
    in_order(&browser, &["ada", "bob", "cy"]).await;
    browser.button("Badge").await;
    in_order(&browser, &["cy", "ada", "bob"]).await;
    browser.focused("Badge").await;
    browser.keys(ENTER).await;
    in_order(&browser, &["ada", "cy", "bob"]).await;
    let head = "const head = document.querySelector('th[aria-sort]'); \
        return head.ariaSort + ' ' + head.textContent.trim()";
    let head = browser.script(head, vec![]).await;
    assert_eq!(head, "descending Badge");
    browser.reload().await;
    in_order(&browser, &["ada", "cy", "bob"]).await;

    browser.menu("Views", "Save as new view").await;
    browser.fill("Name", "Badges").await;
    browser.button("Save view").await;
    browser.see("View Badges saved").await;
    browser.go("/admin/users").await;
    in_order(&browser, &["ada", "bob", "cy"]).await;
    browser.menu("Views", "Badges").await;
    in_order(&browser, &["ada", "cy", "bob"]).await;

    // Cards have no heads.
    browser.look(390, 844, "light").await;
    browser.menu("Sort", "Badge, descending").await;
    in_order(&browser, &["cy", "ada", "bob"]).await;
    browser.menu("Sort", "Status").await;
    in_order(&browser, &["ada", "bob", "cy"]).await;

    browser.menu("Views", "Badges").await;
    in_order(&browser, &["ada", "cy", "bob"]).await;
    owner
        .delete_user_attribute(badge.id, badge.version)
        .await
        .unwrap();
    browser.reload().await;
    browser.see("the field may have been deleted").await;
    browser.button("Show the whole list").await;
    in_order(&browser, &["ada", "bob", "cy"]).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_has_the_chosen_columns() {
    let (server, owner) = server().await;
    people(&owner).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users?columns=manager,email").await;
    browser.rows(2).await;
    browser.script(crate::exports::KEEP, Vec::new()).await;
    browser.button("Export").await;
    browser.heading("Export users").await;
    browser.find("button", "Move up Manager", false).await;
    browser.button("Export users").await;
    browser.see("users.csv was downloaded").await;
    let saved = "return window.saved[0].text();";
    let csv = browser.script(saved, Vec::new()).await;
    let csv = csv.as_str().unwrap();
    assert!(
        csv.contains("name,email,state,password.status,manager\r\n"),
        "{csv}"
    );
    assert!(
        csv.contains("ada,ada@example.com,staged,pending,Grace Hopper\r\n"),
        "{csv}"
    );
    browser.finish().await;
}
