//! Users and their groups: the filter and the bulk actions of the list, the tab in a user's panel, and
//! the links from events.

use contract::groups::ChangeMembers;

use crate::groups::group;
use crate::help_desk::lacks;
use crate::{ADA, help_desk_at_home, owner_signed_in, server};

const BOB: &str = "bob@example.com";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_added_found_by_group_and_removed() {
    let (server, owner) = server().await;
    for email in [ADA, BOB, "eve@example.com"] {
        server.pending_user(&owner, email).await;
    }
    let made = group(&owner, "Engineering").await;
    group(&owner, "Sales").await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(3).await;
    browser.click("checkbox", "Select ada").await;
    browser.click("checkbox", "Select bob").await;
    browser.see("2 selected").await;
    browser.menu("Actions", "Add to group…").await;
    browser.heading("Add 2 users to a group").await;
    let begin = browser
        .find("button", "Add 2 users to a group", false)
        .await;
    assert!(!begin.is_enabled().await.unwrap(), "without a group");
    browser.fill("Find groups", "engin").await;
    browser.click_part("radio", "Engineering").await;
    browser.button("Add 2 users to Engineering").await;
    browser.see("2 of 2 users updated.").await;
    browser.button("Close").await;
    browser.see_no("selected").await;
    assert_eq!(owner.group(made.id).await.unwrap().members, 2);

    browser.button("Filter").await;
    browser.button("Engineering 2").await;
    browser.rows(2).await;
    browser.see("2 of 3 users").await;
    let filtered = format!("/admin/users?filter=group:{}", made.id);
    browser.at(&filtered).await;
    browser.reload().await;
    browser.rows(2).await;
    browser
        .find("button", "Remove filter Group: Engineering", false)
        .await;
    browser.script("history.back()", vec![]).await;
    browser.rows(3).await;
    browser.script("history.forward()", vec![]).await;
    browser.rows(2).await;

    // The group of the filter is already chosen.
    browser.click("checkbox", "Select all on this page").await;
    browser.see("2 selected").await;
    browser.menu("Actions", "Remove from group…").await;
    browser.heading("Remove 2 users from a group").await;
    browser.button("Remove 2 users from Engineering").await;
    browser.see("2 of 2 users updated.").await;
    browser.button("Close").await;
    browser.see("No matching users").await;
    browser.finish().await;
    assert_eq!(owner.group(made.id).await.unwrap().members, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_refusal_is_told_and_a_deleted_group_can_be_cleared() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, BOB).await;
    let made = group(&owner, "Engineering").await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.click("checkbox", "Select all on this page").await;
    browser.menu("Actions", "Add to group…").await;
    browser.click_part("radio", "Engineering").await;
    owner.delete_user(bob.id).await.unwrap();
    browser.button("Add 2 users to Engineering").await;
    browser.see("1 of 2 users updated.").await;
    browser.see("Not completed").await;
    browser.find("link", "Download as CSV", false).await;
    browser.button("Close").await;
    browser.rows(1).await;

    let now = owner.group(made.id).await.unwrap();
    owner.delete_group(made.id, now.version).await.unwrap();
    browser
        .go(&format!("/admin/users?filter=group:{}", made.id))
        .await;
    browser.see("No matching users").await;
    browser.button("Remove filter Group: Deleted group").await;
    browser.rows(1).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_groups_are_found_by_name() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    server.pending_user(&owner, BOB).await;
    for number in 0..30 {
        group(&owner, &format!("Team {number:02}")).await;
    }
    let last = group(&owner, "Zoology").await;
    owner.add_group_member(last.id, ada.id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.find("button", "Team 00 0", false).await;
    browser.fill("Find a group", "zoo").await;
    browser.button("Zoology 1").await;
    browser.rows(1).await;
    browser.reload().await;
    browser.rows(1).await;
    browser.button("Remove filter Group: Zoology").await;
    browser.rows(2).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_panel_of_a_user_lists_adds_and_removes_groups() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    let engineering = group(&owner, "Engineering").await;
    group(&owner, "London office").await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.click("tab", "Groups").await;
    let tab = format!("/admin/users/{}?tab=groups", ada.id);
    browser.at(&tab).await;
    browser.see("Not in a group").await;
    browser.button("Add to group").await;
    browser.heading("Add ada to groups").await;
    browser.click_part("checkbox", "Engineering").await;
    browser.click_part("checkbox", "London office").await;
    browser.button("Add to 2 groups").await;
    browser.see("ada added to 2 groups").await;
    browser.find("link", "Engineering", false).await;
    browser.button("Remove London office").await;
    browser.see("ada removed from London office").await;
    browser.reload().await;
    browser.find("link", "Engineering", false).await;
    browser.see_no("London office").await;
    browser.button("Add to group").await;
    browser.see("Already in this group").await;
    browser.button("Cancel").await;

    browser.link("Engineering").await;
    browser
        .at(&format!("/admin/groups/{}", engineering.id))
        .await;
    browser.heading("Engineering").await;
    browser.find("link", "ada", false).await;
    browser.script("history.back()", vec![]).await;
    browser.at(&tab).await;
    browser.find("link", "Engineering", false).await;

    // Events lead to the group: as their target, and as a detail of what happened to a user.
    for action in ["group.created", "group.member_added"] {
        browser
            .go(&format!("/admin/events?filter=action:{action}"))
            .await;
        browser.rows(2).await;
        browser
            .script("document.querySelector('main a.row-link').click()", vec![])
            .await;
        browser.link("Open group").await;
        browser.find("tab", "Members", false).await;
    }
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_help_desk_filters_by_group_and_changes_nothing() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    server.active_user(&owner, BOB).await;
    let made = group(&owner, "Engineering").await;
    let body = ChangeMembers {
        add: vec![ada.id],
        ..ChangeMembers::default()
    };
    owner.change_group_members(made.id, &body).await.unwrap();
    let browser = help_desk_at_home(&server, &owner).await;
    browser.link("Users").await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.button("Engineering 1").await;
    browser.rows(1).await;
    browser.keys("\u{e00c}").await;
    browser.click("checkbox", "Select ada").await;
    browser.button("Actions").await;
    browser.find("menuitem", "Unlock", false).await;
    lacks(&browser, "menuitem", &["Add to group", "Remove from group"]).await;
    browser.finish().await;
}
