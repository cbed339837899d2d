//! Known browsers, in the user's panel and in the user's own Security page.

use crate::{ADA, ada_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_forgets_one_in_the_panel() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/users/{}?tab=sessions", user.id))
        .await;
    browser.heading("Known browsers").await;
    browser.see("First sign-in").await;
    browser.click_part("button", "Forget Firefox").await;
    browser.see("Browser forgotten").await;
    browser.see("None. Each browser").await;
    // The session in it continues.
    assert_eq!(owner.user_sessions(user.id).await.unwrap().total, 1);
    browser.click("tab", "Activity").await;
    browser.see("Known browser forgotten").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_forgets_one_under_security() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Security").await;
    browser.heading("Known browsers").await;
    browser.see("Last sign-in").await;
    browser.click_part("button", "Forget Firefox").await;
    browser.see("Browser forgotten").await;
    browser.see_no("Forget Firefox on Linux").await;
    browser.see("A browser was forgotten").await;
    assert_eq!(owner.user_known_browsers(user.id).await.unwrap().total, 1);
    browser.finish().await;
}
