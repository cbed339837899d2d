//! Networks and hosts in the settings: created with their secret, edited, and deleted.

use contract::hosts::Host;
use contract::page::ListQuery;
use contract::radius::{AfterLoss, RadiusClient};

use crate::accessibility::Report;
use crate::groups::group;
use crate::{LONG_NAME, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_radius_client_is_created_edited_given_a_new_secret_and_deleted() {
    let (server, owner) = server().await;
    group(&owner, "Engineering").await;
    group(&owner, LONG_NAME).await;
    let only = async || -> RadiusClient {
        let mut all = owner.radius_clients(&ListQuery::default()).await.unwrap();
        assert_eq!(all.total, 1);
        all.items.remove(0)
    };
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/network").await;
    browser.see("No RADIUS clients").await;
    browser.link("Create RADIUS client").await;
    browser.heading("Create RADIUS client").await;
    browser.fill("Name", "Wi-Fi").await;
    browser.fill("Address or network", "10.20.0.0/24").await;
    browser.button("Create RADIUS client").await;
    browser.see("Choose at least one group, or all users").await;
    browser.click("checkbox", "Engineering").await;
    browser.fill("VLAN of Engineering", "4095").await;
    browser.button("Create RADIUS client").await;
    browser.see("Enter a VLAN from 1 to 4094").await;
    browser.click("checkbox", LONG_NAME).await;
    report
        .now(&browser, "a RADIUS client with a wrong VLAN")
        .await;
    browser.click("checkbox", LONG_NAME).await;
    browser.fill("VLAN of Engineering", "42").await;
    browser.button("Create RADIUS client").await;
    browser.see("Copy it now").await;
    browser.button("Done").await;
    browser.see("10.20.0.0/24").await;
    let made = only().await;
    assert_eq!(made.groups[0].vlan, Some(42));
    assert_eq!((made.everyone, made.on_lock), (false, AfterLoss::Remove));

    browser.menu("Actions for Wi-Fi", "Edit").await;
    browser.has_value("VLAN of Engineering", "42").await;
    browser.fill("Name", LONG_NAME).await;
    browser
        .click("checkbox", "Users whose password has expired keep access")
        .await;
    browser.button("Save changes").await;
    browser.see(&format!("{LONG_NAME} is saved")).await;
    let changed = only().await;
    assert_eq!(changed.on_expiry, AfterLoss::Maintain);
    assert_eq!(changed.groups, made.groups);

    let actions = format!("Actions for {LONG_NAME}");
    browser.menu(&actions, "Replace secret").await;
    browser.find("button", "Replace secret", false).await;
    report.now(&browser, "replacing a secret").await;
    browser.button("Replace secret").await;
    browser.see(&format!("{LONG_NAME} has a new secret")).await;
    browser.see("Copy it now").await;
    report.now(&browser, "RADIUS clients and a secret").await;
    report.assert_empty();
    browser.button("Done").await;
    assert_eq!(only().await.version, 3);
    browser.menu(&actions, "Delete").await;
    browser.button("Delete").await;
    browser.see("No RADIUS clients").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_is_created_edited_and_deleted() {
    let (server, owner) = server().await;
    let only = async || -> Host {
        let mut all = owner.hosts(&ListQuery::default()).await.unwrap();
        assert_eq!(all.total, 1);
        all.items.remove(0)
    };
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/hosts").await;
    browser.see("No hosts").await;
    browser.link("Create host").await;
    browser.heading("Create host").await;
    browser.fill("Name", "Build").await;
    browser.click("checkbox", "All users").await;
    browser.button("Create host").await;
    browser.see("Copy it now").await;
    report.now(&browser, "the key of a host").await;
    browser.button("Done").await;
    browser.see("All users").await;
    assert!(only().await.everyone);
    browser.menu("Actions for Build", "Edit").await;
    browser.fill("Name", LONG_NAME).await;
    browser.button("Save changes").await;
    browser.see(&format!("{LONG_NAME} is saved")).await;
    report.now(&browser, "a list of hosts").await;
    browser.block(&["*/api/v1/hosts*"]).await;
    browser.reload().await;
    browser.see("There is no connection to the server.").await;
    report.now(&browser, "hosts that did not load").await;
    report.assert_empty();
    browser.block(&[]).await;
    browser.button("Try again").await;
    let actions = format!("Actions for {LONG_NAME}");
    browser.menu(&actions, "Delete").await;
    browser.button("Delete").await;
    browser.see("No hosts").await;
    browser.finish().await;
}
