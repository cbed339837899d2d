//! An administrator manages applications.

use client::Portal;
use contract::applications::{CreateApplication, UpdateApplication};
use contract::change::Change;
use contract::page::ListQuery;
use contract::users::LockUser;
use harness::USER_PASSWORD;
use rules::access::WantedFactor;
use rules::application::IconColor;
use rules::resource::AfterLoss;
use rules::role::Role;
use serde_json::json;

use crate::accessibility::Report;
use crate::groups::group;
use crate::help_desk::lacks;
use crate::opened_applications::{bookmark, bookmark_of_group};
use crate::{ADA, administrator_signed_in, owner_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bookmark_is_added_and_given_to_a_group() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let group = group(&owner, "Engineering").await;
    owner.add_group_member(group.id, ada.id).await.unwrap();
    let browser = owner_at_home(&server).await;
    browser.link("Applications").await;
    browser.see("No applications yet").await;
    browser.click("link", "Add application").await;
    browser.heading("Add application").await;
    browser.link("Bookmark").await;
    browser.heading("Add bookmark").await;
    browser.fill("Address", "wiki.example.com").await;
    browser.button("Add application").await;
    browser.see("Enter a name").await;
    browser
        .see("Enter an address that begins with https://")
        .await;
    browser.fill("Name", "Wiki").await;
    browser.fill("Address", "https://wiki.example.com/").await;
    browser.fill("Description", "How we work").await;
    let choose = "const it = document.querySelector('select[name=color]'); it.value = 'teal';
        it.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(choose, vec![]).await;
    browser.button("Add application").await;
    browser.see("Wiki added. Choose who may open it.").await;
    browser.see("Nobody may open this").await;
    let mine = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    assert!(mine.my_applications().await.unwrap().items.is_empty());

    browser.button("Assign groups").await;
    browser.heading("Who may open Wiki?").await;
    browser.button("Assign groups").await;
    browser.see("Choose at least one group").await;
    browser.click_part("checkbox", "Engineering").await;
    browser.button("Assign 1 group").await;
    browser.see("Wiki is assigned to Engineering").await;
    browser.see("1 person may open this").await;
    let cards = mine.my_applications().await.unwrap().items;
    assert_eq!((&*cards[0].name, cards[0].color), ("Wiki", IconColor::Teal));

    // Removed, and put back with the same button.
    browser.button("Remove Engineering").await;
    browser.see("Nobody may open this").await;
    browser.button("Undo for Engineering").await;
    browser.see("1 person may open this").await;

    browser.button("Assign people").await;
    browser.click_part("checkbox", "ada").await;
    browser.button("Assign 1 person").await;
    browser.see("Wiki is assigned to ada").await;
    browser.click("tab", "Overview").await;
    browser.has_value("Description", "How we work").await;
    browser.reload().await;
    browser.heading("Wiki").await;
    browser.button("Close").await;
    browser.rows(1).await;
    browser.see("1 group, 1 person").await;

    browser
        .go(&format!("/admin/users/{}?tab=applications", ada.id))
        .await;
    browser.see("Assigned directly; through Engineering").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_policy_says_what_it_does_before_it_is_saved() {
    let (server, owner) = server().await;
    let wiki = bookmark(&server, &owner, "Wiki").await;
    let browser = owner_signed_in(&server).await;
    let panel = format!("/admin/applications/{}", wiki.id);
    browser.go(&format!("{panel}?tab=policy")).await;
    browser.see("open it with one click").await;
    browser.see("This is a bookmark").await;
    browser.click_part("radio", "A passkey").await;
    browser
        .see("People are asked for a passkey once after they sign in")
        .await;
    browser.click("radio", "Again after a time").await;
    browser.fill("Ask again after (minutes)", "0").await;
    browser.button("Save application").await;
    browser.see("Choose 1 to 43,200 minutes").await;
    browser.fill("Ask again after (minutes)", "30").await;
    browser.see("more than 30 minutes ago").await;
    let keep = "Users who are locked after wrong passwords keep access";
    browser.click("checkbox", keep).await;
    // An edit on one tab is not lost on another.
    browser.click("tab", "Overview").await;
    browser.fill("Category", "Knowledge").await;
    browser.button("Cancel").await;
    browser.heading("Discard your changes?").await;
    browser.button("Keep editing").await;
    browser.button("Save application").await;
    browser.see("Application saved").await;
    let saved = owner.application(wiki.id).await.unwrap();
    assert_eq!(saved.factor, WantedFactor::Passkey);
    assert_eq!(saved.fresh_minutes, Some(30));
    assert_eq!(saved.on_lock, AfterLoss::Remove);
    assert_eq!(saved.category.as_deref(), Some("Knowledge"));

    // Somebody else changes it meanwhile.
    browser.fill("Description", "Mine").await;
    let theirs = UpdateApplication {
        category: Change::Clear,
        ..UpdateApplication::default()
    };
    let changed = owner
        .update_application(wiki.id, saved.version, &theirs)
        .await;
    changed.unwrap();
    browser.button("Save application").await;
    browser.see("Someone else changed this").await;
    browser.button("Discard my changes and reload").await;
    browser.has_value("Category", "").await;
    browser.has_value("Description", "").await;

    // Who loses access is said before it happens.
    browser.click("tab", "Access").await;
    browser
        .click_part("radio", "The groups and people below")
        .await;
    browser.see("Everyone else loses access immediately.").await;
    browser.button("Save application").await;
    browser.see("Nobody may open this").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_finds_out_why_somebody_cannot_open_it_and_mends_it() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let new = CreateApplication::bookmark("Wiki", "https://wiki.example.com/");
    let wiki = owner.create_application(&new, None).await.unwrap();
    owner.suspend_user(ada.id).await.unwrap();
    let off = UpdateApplication {
        enabled: Some(false),
        ..UpdateApplication::default()
    };
    let disabled = owner.update_application(wiki.id, wiki.version, &off).await;
    disabled.unwrap();
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/applications/{}", wiki.id))
        .await;
    browser.click("tab", "Check").await;
    browser.button("Choose a person").await;
    browser.heading("Whose access?").await;
    browser.button("Check access").await;
    browser.see("Choose a person first").await;
    browser.click_part("radio", "ada").await;
    browser.button("Check access").await;
    browser.see("No: ada may not open Wiki").await;
    browser.see("The account is suspended.").await;
    browser
        .see("The application is disabled for everyone.")
        .await;
    let here = browser.address().await;
    assert!(here.contains(&ada.id.to_string()), "{here}");
    browser.reload().await;

    browser.button("Activate").await;
    browser.see("The account may sign in.").await;
    browser.button("Enable").await;
    browser.see("The application is enabled.").await;
    browser.button("Assign to ada").await;
    browser.see("Yes: ada may open Wiki").await;
    browser.see("Assigned directly.").await;
    let check = owner
        .check_application_access(wiki.id, ada.id)
        .await
        .unwrap();
    assert_eq!(json!(check.result), json!("open"));

    let lock = LockUser::default();
    owner.lock_user(ada.id, &lock).await.unwrap();
    browser.reload().await;
    browser.see("The account is locked.").await;
    browser.button("Unlock").await;
    browser.see("Yes: ada may open Wiki").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_is_deleted_after_a_question() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let wiki = bookmark_of_group(&server, &owner, &ada).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/applications").await;
    browser.rows(1).await;
    browser.menu("Actions for Wiki", "Disable").await;
    browser.heading("Disable Wiki?").await;
    browser.button("Disable application").await;
    browser.see("Wiki is disabled").await;
    browser.menu("Actions for Wiki", "Delete").await;
    browser.heading("Delete Wiki?").await;
    browser.see("(1 group)").await;
    browser.button("Delete application").await;
    browser.see("Wiki deleted").await;
    browser.see("No applications yet").await;
    owner.application(wiki.id).await.unwrap_err();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_only_reads_sees_no_buttons_that_change() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let wiki = bookmark_of_group(&server, &owner, &ada).await;
    let email = "rita@example.com";
    server.administrator(&owner, email, Role::ReadOnly).await;
    let browser = administrator_signed_in(&server, email).await;
    browser.go("/admin/applications").await;
    browser.rows(1).await;
    lacks(&browser, "link", &["Add application"]).await;
    browser.go("/admin/applications/new").await;
    browser.see("You don't have permission").await;
    browser
        .go(&format!("/admin/applications/{}?tab=access", wiki.id))
        .await;
    browser
        .see("You have view-only access to applications")
        .await;
    browser.see("Engineering").await;
    let changing = [
        "Assign",
        "Save application",
        "Remove",
        "Actions for Wiki",
        "See who is affected",
        "Who loses access",
    ];
    lacks(&browser, "button", &changing).await;
    let check = format!("/admin/applications/{}?tab=check&user={}", wiki.id, ada.id);
    browser.go(&check).await;
    browser.see("Yes: ada may open Wiki").await;
    browser.see("Through Engineering.").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_a_change_of_an_application_affects_is_seen_before_it_is_saved() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let wiki = bookmark_of_group(&server, &owner, &ada).await;
    let guests = group(&owner, "Guests").await;
    let bob = server.active_user(&owner, "bob@example.com").await;
    owner.add_group_member(guests.id, bob.id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    let panel = format!("/admin/applications/{}", wiki.id);
    browser.go(&format!("{panel}?tab=policy")).await;
    browser.see("open it with one click").await;
    browser.button("See who is affected").await;
    browser.see("No account is affected now.").await;
    browser.button("Close").await;
    browser.click_part("radio", "A passkey").await;
    browser.button("See who is affected").await;
    browser.see("1 of 2 accounts is affected.").await;
    report.now(&browser, "who a policy affects").await;
    let outcome = "Must add a passkey before opening it";
    browser.click_part("button", outcome).await;
    browser.heading(outcome).await;
    browser.see(ADA).await;
    report.now(&browser, "the users with an outcome").await;
    browser.button("Close").await;
    // What the form says is wrong is said there, not in the dialog.
    browser.click("radio", "Again after a time").await;
    browser.fill("Ask again after (minutes)", "0").await;
    browser.button("See who is affected").await;
    browser.see("Choose 1 to 43,200 minutes").await;
    browser.fill("Ask again after (minutes)", "30").await;

    browser.click("tab", "Access").await;
    browser.button("Who loses access without Engineering").await;
    browser.see("1 of 2 accounts is affected.").await;
    browser.click_part("button", "Can't open it anymore").await;
    browser.see(ADA).await;
    browser.button("Close").await;
    report.now(&browser, "groups with who loses access").await;

    browser.button("Assign groups").await;
    browser.heading("Who may open Wiki?").await;
    browser.click_part("checkbox", "Guests").await;
    browser.button("See who is affected").await;
    browser.heading("Who is affected").await;
    browser.click_part("button", "Can open it").await;
    browser.see("bob@example.com").await;
    report.now(&browser, "who an assignment affects").await;
    browser.button("Close").await;
    browser.heading("Who may open Wiki?").await;
    browser.button("Assign 1 group").await;
    browser.see("Wiki is assigned to Guests").await;
    report.assert_empty();
    browser.finish().await;
    // The previews have changed nothing.
    let now = owner.application(wiki.id).await.unwrap();
    assert_eq!((now.factor, now.groups), (WantedFactor::None, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn active_filters_are_chips_that_remove_them() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    bookmark_of_group(&server, &owner, &ada).await;
    bookmark(&server, &owner, "Lunch").await;
    let all = "/admin/applications";
    let browser = owner_signed_in(&server).await;
    browser.go(all).await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.button("Everyone").await;
    let open_to_everyone = format!("{all}?filter=openTo:everyone");
    browser.at(&open_to_everyone).await;
    browser.rows(1).await;
    browser.find("link", "Lunch", true).await;
    browser.button("SAML").await;
    browser.see("No matching applications").await;
    browser
        .at(&format!("{all}?filter=protocol:saml;openTo:everyone"))
        .await;
    browser.reload().await;
    browser.find("button", "Filter 2", false).await;
    browser.button("Remove filter Type: SAML").await;
    browser.at(&open_to_everyone).await;
    browser.rows(1).await;
    browser.button("Remove filter Open to: Everyone").await;
    browser.at(all).await;
    browser.rows(2).await;

    let groups = owner.groups(&ListQuery::default()).await.unwrap();
    let engineering = groups.items[0].id;
    browser
        .go(&format!(
            "{all}?filter=enabled:true;factor:none;group:{engineering}"
        ))
        .await;
    browser.rows(1).await;
    browser.find("link", "Wiki", true).await;
    for chip in ["Status: Enabled", "MFA: None"] {
        browser
            .find("button", &format!("Remove filter {chip}"), false)
            .await;
    }
    browser.button("Remove filter Group: Engineering").await;
    browser.rows(2).await;
    browser.button("Clear all").await;
    browser.at(all).await;
    browser.finish().await;
}
