//! Saved views of the list of users, its columns, and the filters whose value is typed.

use client::Client;
use contract::users::CreateUser;

use crate::{owner_signed_in, server};

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
