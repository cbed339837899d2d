//! Exporting a list: the dialog, and the file that the browser saves.

use contract::user_attributes::{AttributeKind, CreateAttribute};
use rules::role::Role;
use serde_json::Value;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{LONG_NAME, owner_at_home, owner_signed_in, server};

/// Keeps what the page saves.
pub const KEEP: &str = "window.saved = []; const make = URL.createObjectURL; \
     URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };";

/// Waits for the first file that the page saves after [`KEEP`]. Returns its text.
pub async fn first_saved(browser: &Browser) -> String {
    let look = async || {
        let text = browser.script("return window.saved[0]?.text();", vec![]);
        text.await.as_str().map(str::to_owned)
    };
    browser.until("a saved file", look).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_shown_or_everything_is_saved() {
    let (server, owner) = server().await;
    for name in ["ada", "bob", "eve"] {
        let email = format!("{name}@example.com");
        server.pending_user(&owner, &email).await;
    }
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users?search=ada").await;
    browser.rows(1).await;
    browser.script(KEEP, Vec::new()).await;
    let saved = async |number: usize| {
        let script = format!("return window.saved[{number}].text();");
        let text = browser.script(&script, Vec::new()).await;
        text.as_str().unwrap().to_owned()
    };

    browser.button("Export").await;
    browser.heading("Export users").await;
    browser
        .see("The 1 user that matches your search and filters")
        .await;
    let mut report = Report::new();
    report.now(&browser, "the export of a list").await;
    report.assert_empty();
    browser.button("Cancel").await;
    browser.see_no("JSON lines").await;

    browser.button("Export").await;
    browser.heading("Export users").await;
    browser.button("Export users").await;
    browser.see("users.csv was downloaded").await;
    let csv = saved(0).await;
    assert!(csv.contains("ada@example.com"), "{csv}");
    assert!(!csv.contains("bob@example.com"), "{csv}");

    browser.button("Export").await;
    browser.heading("Export users").await;
    browser.click("radio", "All users").await;
    browser.click_part("radio", "JSON lines").await;
    browser.button("Export users").await;
    browser.see("users.jsonl was downloaded").await;
    let lines = saved(1).await;
    let emails: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["email"].clone())
        .collect();
    assert_eq!(
        emails,
        ["ada@example.com", "bob@example.com", "eve@example.com"]
    );

    browser.go("/admin/events").await;
    browser.see("Users exported").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn columns_are_chosen_and_ordered() {
    let (server, owner) = server().await;
    server.pending_user(&owner, "ada@example.com").await;
    let long = CreateAttribute {
        name: "long".to_owned(),
        label: LONG_NAME.to_owned(),
        kind: AttributeKind::Text,
        choices: Vec::new(),
        required: false,
        user_access: None,
        filterable: false,
        searchable: false,
    };
    owner.create_user_attribute(&long, None).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(1).await;
    browser.script(KEEP, Vec::new()).await;

    // The list has no columns of its own, so the file has all.
    browser.button("Export").await;
    browser.heading("Export users").await;
    browser.see_no("Columns of the file").await;
    browser.click("radio", "Chosen columns").await;
    browser.button(LONG_NAME).await;
    let mut report = Report::new();
    report.now(&browser, "the columns of an export").await;
    report.assert_empty();
    browser.button(LONG_NAME).await;
    // Those of the list, after the person.
    browser.button("State").await;
    browser.button("Password status").await;
    browser.button("MFA").await;
    browser.button("Department").await;
    browser.button("Last sign-in").await;
    browser.button("Username").await;
    browser.button("Move up Username").await;
    browser.button("Move up Username").await;
    browser.focused("Move down Username").await;
    browser.button("Name").await;
    browser.button("Export users").await;
    browser.see("users.csv was downloaded").await;
    let saved = "return window.saved[0].text();";
    let csv = browser.script(saved, Vec::new()).await;
    let csv = csv.as_str().unwrap();
    let lines: Vec<_> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "username,email", "{csv}");
    assert!(lines[1].ends_with(",ada@example.com"), "{csv}");

    // The list keeps its columns, and the next export begins with them.
    browser.find("columnheader", "Last sign-in", true).await;
    browser.button("Export").await;
    browser.heading("Export users").await;
    browser.see_no("Columns of the file").await;
    browser.click("radio", "Chosen columns").await;
    for column in ["Name", "Company email", "State", "Password status"] {
        browser.button(column).await;
    }
    for column in ["MFA", "Department", "Last sign-in"] {
        browser.button(column).await;
    }
    let none = browser.find("button", "Export users", false).await;
    assert!(!none.is_enabled().await.unwrap());
    browser.button("Cancel").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn administrators_and_events_are_saved() {
    let (server, owner) = server().await;
    let helen = "helen@example.com";
    server.administrator(&owner, helen, Role::HelpDesk).await;
    let browser = owner_at_home(&server).await;
    for (heading, many, expected) in [
        ("Administrators", "administrators", helen),
        ("Events", "events", "administrators.exported"),
    ] {
        browser.link(heading).await;
        browser.heading(heading).await;
        browser.script(KEEP, Vec::new()).await;
        browser.button("Export").await;
        let export = format!("Export {many}");
        browser.heading(&export).await;
        browser.button(&export).await;
        browser.see(&format!("{many}.csv was downloaded")).await;
        let saved = "return window.saved[0].text();";
        let csv = browser.script(saved, Vec::new()).await;
        let csv = csv.as_str().unwrap();
        assert!(csv.contains(expected), "{csv}");
    }
    browser.finish().await;
}
