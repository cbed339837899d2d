//! Groups in the Admin Portal: the list, and the panel with members and details.

use client::Client;
use contract::groups::{ChangeMembers, CreateGroup, Group, UpdateGroup};
use contract::page::ListQuery;
use harness::TestServer;
use rules::role::Role;

use crate::accessibility::Report;
use crate::help_desk::lacks;
use crate::opened_applications::bookmark;
use crate::{ADA, administrator_signed_in, owner_at_home, owner_signed_in, server};

const BOB: &str = "bob@example.com";

/// Creates a group.
pub async fn group(owner: &Client, name: &str) -> Group {
    let new = CreateGroup {
        name: name.to_owned(),
        description: None,
    };
    owner.create_group(&new, None).await.unwrap()
}

/// Creates a group with this many new users as members.
async fn group_of(server: &TestServer, owner: &Client, count: u32) -> Group {
    let made = group(owner, "Everybody").await;
    let mut add = Vec::new();
    for number in 0..count {
        let email = format!("user{number:02}@example.com");
        add.push(server.pending_user(owner, &email).await.id);
    }
    let body = ChangeMembers {
        add,
        ..ChangeMembers::default()
    };
    owner.change_group_members(made.id, &body).await.unwrap();
    made
}

async fn the_only_one(owner: &Client) -> Group {
    let mut all = owner.groups(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 1);
    all.items.remove(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_shows_its_applications_and_its_deletion_names_them() {
    let (server, owner) = server().await;
    let sales = group(&owner, "Sales").await;
    let browser = owner_signed_in(&server).await;
    let panel = format!("/admin/groups/{}", sales.id);
    browser.go(&panel).await;
    browser.click("tab", "Applications").await;
    browser.see("No applications yet").await;
    let wiki = bookmark(&server, &owner, "Wiki").await;
    bookmark(&server, &owner, "Mail").await;
    let assigned = owner.assign_application_to_group(wiki.id, sales.id).await;
    assigned.unwrap();
    browser.reload().await;
    browser.find("link", "Wiki", false).await;
    browser.see_no("Mail").await;
    let mut report = Report::new();
    report.now(&browser, "the applications of a group").await;
    browser.link("Wiki").await;
    browser
        .at(&format!("/admin/applications/{}", wiki.id))
        .await;

    browser.go(&panel).await;
    browser.menu("Actions for Sales", "Delete").await;
    browser
        .see("1 application is assigned to Sales: Wiki. Members lose access")
        .await;
    report.now(&browser, "the deletion of a group").await;
    report.assert_empty();
    browser.button("Delete group").await;
    browser.see("Sales deleted").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_created_filled_renamed_and_deleted() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    server.pending_user(&owner, BOB).await;
    let browser = owner_at_home(&server).await;
    browser.link("Groups").await;
    browser.see("No groups yet").await;
    browser.link("Create group").await;
    browser.heading("Create group").await;
    browser.button("Create group").await;
    browser.see("Enter a name").await;
    browser.fill("Name", "Engineering").await;
    browser.fill("Description", "Builds the product").await;
    browser.button("Create group").await;
    browser.see("Engineering created").await;
    browser.heading("Engineering").await;
    let made = the_only_one(&owner).await;
    assert_eq!(made.description.as_deref(), Some("Builds the product"));
    browser.at(&format!("/admin/groups/{}", made.id)).await;
    browser.see("No members yet").await;

    browser.button("Add members").await;
    browser.heading("Add members to Engineering").await;
    browser.button("Add members").await;
    browser.see("Choose at least one user").await;
    browser.click_part("checkbox", ADA).await;
    browser.button("Add 1 member").await;
    browser.see("1 user added to Engineering").await;
    browser.find("link", "ada", false).await;
    browser.see("1 member").await;

    // Those chosen stay chosen while others are searched, and members cannot be added again.
    browser.button("Add members").await;
    browser.see("Already a member").await;
    browser.click_part("checkbox", BOB).await;
    browser.fill("Find users", "nobody has this name").await;
    browser.see("No matching users").await;
    browser.button("Add 1 member").await;
    browser.find("link", "bob", false).await;
    browser.see("2 members").await;

    browser.button("Remove ada").await;
    browser.see("ada removed from Engineering").await;
    browser.see("1 member").await;
    browser.button("Undo removing ada").await;
    browser.see("ada added to Engineering").await;
    browser.see("2 members").await;
    browser.button("Remove bob").await;
    browser.see("bob removed from Engineering").await;
    browser.reload().await;
    browser.find("link", "ada", false).await;
    assert!(browser.seek("link", "bob", false).await.is_none());

    browser.click("tab", "Details").await;
    browser.fill("Name", "Platform").await;
    browser.fill("Description", "").await;
    browser.button("Save group").await;
    browser.see("Group saved").await;
    browser.heading("Platform").await;
    assert_eq!(the_only_one(&owner).await.description, None);
    browser.menu("Actions for Platform", "Delete").await;
    browser.heading("Delete Platform?").await;
    browser
        .see("Its 1 member stays a user, but loses what Platform gives them.")
        .await;
    browser.button("Delete group").await;
    browser.see("Platform deleted").await;
    browser.at("/admin/groups").await;
    browser.see("No groups yet").await;
    browser.finish().await;
    let users = owner.users(&ListQuery::default()).await.unwrap();
    assert_eq!(users.total, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_is_lost_to_somebody_else_or_by_accident() {
    let (server, owner) = server().await;
    let made = group(&owner, "Engineering").await;
    group(&owner, "Sales").await;
    let browser = owner_signed_in(&server).await;
    let details = format!("/admin/groups/{}?tab=details", made.id);
    browser.go(&details).await;
    browser.fill("Name", "sales").await;
    browser.button("Save group").await;
    browser.see("Another group has this name").await;

    browser.fill("Name", "Platform").await;
    let renamed = UpdateGroup {
        name: Some("Product".to_owned()),
        ..UpdateGroup::default()
    };
    let update = owner.update_group(made.id, made.version, &renamed).await;
    update.unwrap();
    browser.button("Save group").await;
    browser.see("Someone else changed this").await;
    browser.has_value("Name", "Platform").await;
    browser.heading("Product").await;
    browser.button("Overwrite with my changes").await;
    browser.see("Group saved").await;
    browser.heading("Platform").await;
    assert_eq!(owner.group(made.id).await.unwrap().name, "Platform");

    // The tabs keep what was typed, and leaving asks.
    browser.fill("Name", "Operations").await;
    browser.click("tab", "Members").await;
    browser.see("No members yet").await;
    browser.click("tab", "Details").await;
    browser.has_value("Name", "Operations").await;
    browser.button("Cancel").await;
    browser.heading("Discard your changes?").await;
    browser.button("Keep editing").await;
    browser.has_value("Name", "Operations").await;
    browser.button("Cancel").await;
    browser.button("Discard changes").await;
    browser.at("/admin/groups").await;
    browser.rows(2).await;
    browser.finish().await;
    assert_eq!(owner.group(made.id).await.unwrap().name, "Platform");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_and_a_search_of_members_are_in_the_address() {
    let (server, owner) = server().await;
    let everybody = group_of(&server, &owner, 60).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/groups?sort=-name").await;
    browser.link("Everybody").await;
    browser.see("1–25 of 60").await;
    browser.button("Next").await;
    browser.see("26–50 of 60").await;
    browser.find("link", "user25", false).await;
    browser.reload().await;
    browser.see("26–50 of 60").await;
    browser.find("link", "user25", false).await;
    browser.script("history.back()", vec![]).await;
    browser.see("1–25 of 60").await;
    browser.button("Next").await;
    browser.button("Previous").await;
    browser.see("1–25 of 60").await;

    browser.fill("Search members", "user5").await;
    browser.see("10 results").await;
    let found = format!(
        "/admin/groups/{}?sort=-name&panelSearch=user5",
        everybody.id
    );
    browser.at(&found).await;
    browser.link("user50").await;
    browser.heading("user50").await;
    browser.script("history.back()", vec![]).await;
    browser.heading("Everybody").await;
    browser.has_value("Search members", "user5").await;
    browser.see("10 results").await;
    browser.fill("Search members", "nobody").await;
    browser.see("No matching members").await;
    browser.button("Clear search and filters").await;
    browser.see("1–25 of 60").await;

    // The list behind the panel is where it was.
    browser.button("Close").await;
    browser.at("/admin/groups?sort=-name").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_is_searched_and_sorted_and_says_what_failed() {
    let (server, owner) = server().await;
    for number in 0..60 {
        group(&owner, &format!("Team {number:02}")).await;
    }
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/groups").await;
    browser.see("60 groups").await;
    browser.see("1–50 of 60").await;
    browser.button("Next").await;
    browser.see("51–60 of 60").await;
    browser.rows(10).await;
    browser.reload().await;
    browser.see("51–60 of 60").await;
    browser.button("Previous").await;
    browser.see("1–50 of 60").await;
    browser.button("Name").await;
    browser.at("/admin/groups?sort=-name").await;
    browser.find("link", "Team 59", false).await;
    browser.fill("Search groups", "team 07").await;
    browser.rows(1).await;
    browser.fill("Search groups", "nothing").await;
    browser.see("No matching groups").await;
    browser.button("Clear search and filters").await;
    browser.see("1–50 of 60").await;

    browser.block(&["*/api/v1/groups*"]).await;
    browser.button("Next").await;
    browser.see("There is no connection to the server.").await;
    browser.block(&[]).await;
    browser
        .script("window.dispatchEvent(new Event('online'))", vec![])
        .await;
    browser.see("51–60 of 60").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_only_read_sees_nothing_that_would_be_refused() {
    let (server, owner) = server().await;
    let everybody = group_of(&server, &owner, 1).await;
    let members = owner.users(&ListQuery::default()).await.unwrap().items;
    let reader = "reader@example.com";
    server.administrator(&owner, reader, Role::ReadOnly).await;
    let browser = administrator_signed_in(&server, reader).await;
    browser.go("/admin/groups").await;
    browser.rows(1).await;
    lacks(&browser, "link", &["Create group"]).await;
    browser.button("Actions for Everybody").await;
    browser.find("menuitem", "Open", false).await;
    lacks(&browser, "menuitem", &["Delete"]).await;
    browser.keys("\u{e00c}").await;

    browser.link("Everybody").await;
    browser.find("link", "user00", false).await;
    lacks(&browser, "button", &["Add members", "Remove", "Actions"]).await;
    browser.click("tab", "Details").await;
    browser.see("You have view-only access to groups").await;
    lacks(&browser, "button", &["Save group"]).await;
    browser.go("/admin/groups/new").await;
    browser.heading("You don't have permission").await;
    lacks(&browser, "field", &["Name"]).await;

    let panel = format!("/admin/users/{}?tab=groups", members[0].id);
    browser.go(&panel).await;
    browser.find("link", "Everybody", false).await;
    lacks(&browser, "button", &["Add to group", "Remove"]).await;
    browser.finish().await;
    assert_eq!(owner.group(everybody.id).await.unwrap().members, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_managed_on_a_phone() {
    let (server, owner) = server().await;
    let everybody = group_of(&server, &owner, 3).await;
    let browser = owner_signed_in(&server).await;
    browser.look(390, 844, "light").await;
    browser.go("/admin/groups").await;
    browser.see("3 members").await;
    browser.link("Everybody").await;
    browser.see("3 results").await;
    browser.button("Remove user01").await;
    browser.see("user01 removed from Everybody").await;
    browser.button("Add members").await;
    browser.click_part("checkbox", "user01@example.com").await;
    browser.button("Add 1 member").await;
    browser.see("1 user added to Everybody").await;
    browser.button("Remove user01").await;
    browser.button("Undo removing user01").await;
    browser.see("user01 added to Everybody").await;
    let width = "return document.documentElement.scrollWidth";
    assert_eq!(browser.script(width, vec![]).await, 390);
    browser.finish().await;
    assert_eq!(owner.group(everybody.id).await.unwrap().members, 3);
}
