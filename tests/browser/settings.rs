//! The organization's profile, and expired and revoked API keys.

use contract::api_keys::CreateApiKey;
use rules::role::Permission;

use crate::{owner_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_organizations_profile_is_edited_and_shown_to_everybody() {
    let (server, _) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Settings").await;
    browser.heading("Organization profile").await;
    browser.has_value("Organization name", "Example Ltd").await;
    browser.fill("Organization name", "").await;
    browser.fill("Contact email", "not-an-address").await;
    browser.button("Save changes").await;
    browser.see("Enter the organization's name").await;
    browser
        .see("Enter an email address, such as help@example.com")
        .await;
    browser.fill("Organization name", "Brass & Sons").await;
    browser.fill("Contact email", "help@example.com").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.see_no("Example Ltd").await;
    browser.see("Brass & Sons").await;
    browser.reload().await;
    browser.has_value("Organization name", "Brass & Sons").await;
    browser.has_value("Contact email", "help@example.com").await;

    browser.go("/activate").await;
    browser.heading("This link is incomplete").await;
    browser.see("Brass & Sons").await;
    browser.find("link", "help@example.com", false).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_chooses_how_long_events_are_kept() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings").await;
    browser.has_value("Days to keep events", "730").await;
    browser.click_part("checkbox", "Delete old events").await;
    browser.fill("Days to keep events", "30").await;
    browser.button("Save changes").await;
    browser.see("Choose 90 to 3650 days").await;
    browser.fill("Days to keep events", "365").await;
    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.reload().await;
    browser.has_value("Days to keep events", "365").await;
    let retention = owner.organization().await.unwrap().settings.event_retention;
    assert!(retention.deletes && retention.days == 365);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_api_key_is_refused_at_once() {
    let (server, owner) = server().await;
    let new = CreateApiKey {
        name: "HR import".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 90,
    };
    let key = owner.create_api_key(&new).await.unwrap().key;
    let status = async || {
        let request = harness::plain_http().get(format!("{}/api/v1/users", server.origin));
        let answer = request.bearer_auth(&key).send().await.unwrap();
        answer.status().as_u16()
    };
    assert_eq!(status().await, 200);

    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/api-keys").await;
    browser.rows(1).await;
    browser.menu("Actions for HR import", "Revoke").await;
    browser.heading("Revoke HR import?").await;
    browser
        .see("Every program that uses HR import loses access immediately.")
        .await;
    browser.button("Cancel").await;
    assert_eq!(status().await, 200);
    browser.menu("Actions for HR import", "Revoke").await;
    browser.heading("Revoke HR import?").await;
    browser.button("Revoke API key").await;
    browser.see("HR import is revoked").await;
    browser.see("No API keys").await;
    assert_eq!(status().await, 401);
    browser.finish().await;
}
