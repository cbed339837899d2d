//! Bulk actions: users selected in the list, unlocked with a progress bar, with a result for each.

use client::{Client, Portal};
use contract::users::CreateUser;
use harness::TestServer;
use rules::role::Role;
use rules::state::UserState;

use crate::drive::Browser;
use crate::{administrator_signed_in, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_unlocked_and_each_refusal_is_told() {
    let (server, owner) = server().await;
    for number in 0..3 {
        let email = format!("locked{number}@example.com");
        server.active_user(&owner, &email).await;
        server.guess_until_locked(Portal::User, &email).await;
    }
    server.active_user(&owner, "open@example.com").await;

    // Some users of a page: each refusal has a name and a reason.
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(4).await;
    browser.click("checkbox", "Select open").await;
    browser.click("checkbox", "Select locked0").await;
    browser.see("2 selected").await;
    browser.menu("Actions", "Unlock").await;
    browser.heading("Unlock 2 users?").await;
    browser.button("Unlock 2 users").await;
    browser.see("1 of 2 users updated.").await;
    browser.see("1 user: The account is not locked").await;
    let csv = browser.find("link", "Download as CSV", false).await;
    let csv = csv.attr("href").await.unwrap().unwrap();
    assert!(
        csv.contains("%22open%22%2C%22The%20account%20is%20not%20locked%22"),
        "{csv}"
    );
    browser.see("open").await;
    browser.button("Close").await;
    browser.see("1 selected").await;

    // All users that match the filter.
    browser
        .go("/admin/users?filter=passwordStatus:locked")
        .await;
    browser.rows(2).await;
    browser.click("checkbox", "Select all on this page").await;
    browser.see("2 selected").await;
    browser.menu("Actions", "Unlock").await;
    browser.button("Unlock 2 users").await;
    browser.see("2 of 2 users updated.").await;
    browser.button("Close").await;
    browser.see("No matching users").await;
    browser.finish().await;
    server.mail_settled().await;
    for number in 0..3 {
        let email = format!("locked{number}@example.com");
        assert_eq!(server.mails(&email, "unlocked"), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_leads_to_the_action_that_helps() {
    let (server, owner) = server().await;
    for name in ["new0", "new1"] {
        let staged = CreateUser {
            email: format!("{name}@example.com"),
            username: name.to_owned(),
            state: Some(UserState::Staged),
            ..CreateUser::default()
        };
        owner.create_user(&staged, None).await.unwrap();
    }
    server.active_user(&owner, "open@example.com").await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(3).await;
    browser.click("checkbox", "Select all on this page").await;
    browser.menu("Actions", "Send activation email").await;
    browser.button("Send activation email to 3 users").await;
    browser.see("0 of 3 users updated.").await;
    browser
        .see("2 users: The user is not active: activate the user first")
        .await;
    browser
        .see("1 user: The user has a password: send a password reset instead")
        .await;

    browser.button("Activate 2 users").await;
    browser.heading("Activate 2 users?").await;
    browser.button("Activate 2 users").await;
    browser.see("2 of 2 users updated.").await;
    browser.button("Close").await;
    // Whom the second action was not about is still selected.
    browser.see("1 selected").await;
    assert_eq!(owner.user_counts().await.unwrap().states.active, 3);
    browser.finish().await;
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
    browser.menu("Actions", "Suspend").await;
    browser.heading("Suspend 60 users?").await;
    browser.button("Suspend 60 users").await;
    browser.see("60 of 60 users updated.").await;
    browser.button("Close").await;
    browser.finish().await;
    assert_eq!(owner.user_counts().await.unwrap().states.suspended, 60);

    let browser = administrator_signed_in(&server, reader).await;
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

/// Opens the first page of 60 users, with one of them selected; the request for the rest is held.
async fn gathering(server: &TestServer, owner: &Client) -> Browser {
    for number in 0..60 {
        let email = format!("user{number:02}@example.com");
        server.pending_user(owner, &email).await;
    }
    let browser = owner_signed_in(server).await;
    browser.go("/admin/users").await;
    browser.rows(50).await;
    browser.click("checkbox", "Select user00").await;
    gather(&browser).await;
    browser
}

async fn gather(browser: &Browser) {
    browser.see("1 selected").await;
    browser.hold("limit=100").await;
    browser.button("Select all 60 that match").await;
    browser.held().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_gathered_for_another_choice_or_search_is_not_chosen() {
    let (server, owner) = server().await;
    let browser = gathering(&server, &owner).await;
    browser.button("Clear").await;
    browser.let_go().await;
    browser.see_no("selected").await;

    browser.click("checkbox", "Select user00").await;
    gather(&browser).await;
    browser.click("checkbox", "Select user01").await;
    browser.see("2 selected").await;
    browser.let_go().await;
    browser.see("2 selected").await;

    // The action applies to the users that the confirmation dialog counts.
    browser.click("checkbox", "Select user01").await;
    gather(&browser).await;
    browser.menu("Actions", "Suspend").await;
    browser.heading("Suspend 1 user?").await;
    browser.let_go().await;
    browser.button("Suspend 1 user").await;
    browser.see("1 of 1 user updated.").await;
    browser.button("Close").await;

    browser.click("checkbox", "Select user00").await;
    gather(&browser).await;
    browser.fill("Search users", "user42").await;
    browser.rows(1).await;
    browser.let_go().await;
    browser.see_no("selected").await;
    browser.finish().await;
    assert_eq!(owner.user_counts().await.unwrap().states.suspended, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_without_an_answer_stay_chosen() {
    let (server, owner) = server().await;
    for number in 0..30 {
        let email = format!("user{number:02}@example.com");
        server.pending_user(&owner, &email).await;
    }
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(30).await;
    browser.click("checkbox", "Select all on this page").await;
    browser.block(&["*/users/bulk"]).await;
    browser.menu("Actions", "Suspend").await;
    browser.button("Suspend 30 users").await;
    browser.see("0 of 30 users updated.").await;
    browser
        .see("The connection dropped, so the result for 25 users is unknown.")
        .await;
    browser.see("5 users were skipped and stay selected.").await;
    browser.button("Close").await;
    browser.see("30 selected").await;
    browser.block(&[]).await;

    browser.hold("/users/bulk").await;
    browser.menu("Actions", "Suspend").await;
    browser.button("Suspend 30 users").await;
    browser.held().await;
    browser.button("Stop").await;
    browser.let_go().await;
    browser.see("25 of 30 users updated.").await;
    browser.button("Close").await;
    browser.see("5 selected").await;
    browser.menu("Actions", "Suspend").await;
    browser.heading("Suspend 5 users?").await;
    browser.button("Suspend 5 users").await;
    browser.see("5 of 5 users updated.").await;
    browser.button("Close").await;
    browser.see_no("selected").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bar_stays_in_sight_while_the_list_is_scrolled() {
    let (server, owner) = server().await;
    for number in 0..30 {
        let email = format!("user{number:02}@example.com");
        server.pending_user(&owner, &email).await;
    }
    let browser = owner_signed_in(&server).await;
    for (width, height) in [(1280, 800), (390, 844)] {
        browser.look(width, height, "light").await;
        browser.go("/admin/users").await;
        browser.rows(30).await;
        browser.click("checkbox", "Select user00").await;
        browser.click("checkbox", "Select user29").await;
        browser.see("2 selected").await;
        let place = "scrollTo(0, 600);
            const { top, bottom } = document.querySelector('.selection').getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;";
        assert_eq!(browser.script(place, vec![]).await, true, "{width}");
        if width == 390 {
            // A row is one card: its cells have no color of their own, not even under the pointer.
            let plain = "const cells = [...document.querySelectorAll('tr.selected td')];
                return cells.length > 0 && cells.every(it =>
                    getComputedStyle(it).backgroundColor === 'rgba(0, 0, 0, 0)');";
            assert_eq!(browser.script(plain, vec![]).await, true);
        }
    }
    browser.finish().await;
}
