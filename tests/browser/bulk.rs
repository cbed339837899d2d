//! Many users at once: chosen in the list, unlocked with a bar that moves, told one by one.

use client::Portal;
use rules::role::Role;

use harness::ADMINISTRATOR_PASSWORD;

use crate::drive::Browser;
use crate::{owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_unlocked_and_each_refusal_is_told() {
    let (server, owner) = server().await;
    for number in 0..3 {
        let email = format!("locked{number}@example.com");
        server.active_user(&owner, &email).await;
        server.guess_until_locked(Portal::User, &email).await;
    }
    server.active_user(&owner, "open@example.com").await;

    // Some of a page: each refusal has a name and a reason.
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(4).await;
    browser.click("checkbox", "Select open").await;
    browser.click("checkbox", "Select locked0").await;
    browser.see("2 selected").await;
    browser.menu("Do with them", "Unlock").await;
    browser.heading("Unlock: 2 users?").await;
    browser.button("Unlock").await;
    browser.see("Done for 1 of 2 users.").await;
    browser.see("The account is not locked").await;
    browser.button("Close").await;
    browser.see_no("selected").await;

    // Everybody whom the filter finds.
    browser
        .go("/admin/users?filter=passwordStatus:locked")
        .await;
    browser.rows(2).await;
    browser.click("checkbox", "Select this page").await;
    browser.see("2 selected").await;
    browser.menu("Do with them", "Unlock").await;
    browser.button("Unlock").await;
    browser.see("Done for 2 of 2 users.").await;
    browser.button("Close").await;
    browser.see("Nobody matches").await;
    browser.finish().await;
    server.mail_settled().await;
    for number in 0..3 {
        let email = format!("locked{number}@example.com");
        assert_eq!(server.mails(&email, "unlocked"), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_that_match_are_chosen_over_pages() {
    let (server, owner) = server().await;
    for number in 0..60 {
        let email = format!("user{number:02}@example.com");
        server.pending_user(&owner, &email).await;
    }
    let reader = "reader@example.com";
    server.administrator(&owner, reader, Role::ReadOnly).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(50).await;
    browser.click("checkbox", "Select user00").await;
    browser.button("Select all 60 that match").await;
    browser.see("60 selected").await;
    browser.menu("Do with them", "Suspend").await;
    browser.heading("Suspend: 60 users?").await;
    browser.button("Suspend").await;
    browser.see("Done for 60 of 60 users.").await;
    browser.button("Close").await;
    browser.finish().await;
    assert_eq!(owner.user_counts().await.unwrap().states.suspended, 60);

    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/sign-in").await;
    browser
        .sign_in("Email", reader, ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("Hello, Read").await;
    browser.go("/admin/users").await;
    browser.rows(50).await;
    assert!(
        browser
            .seek("checkbox", "Select user00", false)
            .await
            .is_none(),
        "who may only read chooses nobody"
    );
    browser.finish().await;
}
