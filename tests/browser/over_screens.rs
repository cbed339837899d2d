//! Dialogs, menus, messages and error pages follow the accessibility rules too.

use std::time::Duration;

use client::Portal;
use contract::applications::UpdateApplication;
use contract::organization::UpdateOrganization;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use contract::users::SetTemporaryPassword;
use harness::{TestServer, USER_PASSWORD};

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::groups::group;
use crate::opened_applications::bookmark_of_group;
use crate::{ADA, NEW_PASSWORD, ada_at_home, owner_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_finder_and_acts_on_many_keep_the_rules() {
    let (server, owner) = server().await;
    for email in ["locked@example.com", "open@example.com"] {
        server.active_user(&owner, email).await;
    }
    server
        .guess_until_locked(Portal::User, "locked@example.com")
        .await;
    let browser = owner_at_home(&server).await;
    let mut report = Report::new();
    browser.keys("\u{e009}k\u{e000}").await;
    browser.heading("Search").await;
    report.now(&browser, "the finder").await;
    browser
        .fill("Search people, pages and actions", "open")
        .await;
    browser.see("All matching users").await;
    report.now(&browser, "people found").await;
    browser
        .fill("Search people, pages and actions", "nobody has this name")
        .await;
    browser.see("No results.").await;
    report.now(&browser, "nothing found").await;

    browser.go("/admin/events").await;
    browser.button("Filter").await;
    browser.fill("Find a target", "open").await;
    browser
        .find("button", "open (open@example.com)", false)
        .await;
    report.now(&browser, "the filters of events").await;
    browser.go("/admin/settings/mail").await;
    browser.button("Filter").await;
    browser.find("button", "Activation", false).await;
    report.now(&browser, "the filters of emails").await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.click("checkbox", "Select all on this page").await;
    browser.see("2 selected").await;
    report.now(&browser, "users who are chosen").await;
    browser.button("Actions").await;
    browser.find("menuitem", "Unlock", false).await;
    report.now(&browser, "the acts on many").await;
    browser.click("menuitem", "Unlock").await;
    browser.heading("Unlock 2 users?").await;
    report.now(&browser, "an act on many").await;
    browser.button("Unlock 2 users").await;
    browser.see("1 of 2 users updated.").await;
    report.now(&browser, "how an act on many went").await;
    browser.button("Close").await;
    browser.button("Filter").await;
    browser.find("button", "Locked", true).await;
    report.now(&browser, "the filters").await;
    browser.keys("\u{e00c}").await;
    browser.button("Columns").await;
    browser.heading("Columns").await;
    report.now(&browser, "the columns").await;
    browser.button("Cancel").await;
    browser.menu("Views", "Save as new view").await;
    browser.heading("Save as new view").await;
    report.now(&browser, "a new view").await;
    browser.button("Cancel").await;
    browser.link("open").await;
    browser.heading("open").await;
    browser.button("Active").await;
    report.now(&browser, "what a status means").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn choosing_users_and_groups_keeps_the_rules() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    server.pending_user(&owner, "bob@example.com").await;
    let made = group(&owner, "Engineering").await;
    owner.add_group_member(made.id, ada.id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go(&format!("/admin/groups/{}", made.id)).await;
    browser.button("Remove ada").await;
    browser.see("Removed").await;
    report.now(&browser, "somebody removed from a group").await;
    browser.button("Undo removing ada").await;
    browser.see("ada added to Engineering").await;
    browser.button("Add members").await;
    browser.see("Already a member").await;
    browser.click_part("checkbox", "bob@example.com").await;
    report.now(&browser, "users for a group").await;
    browser.button("Cancel").await;
    browser.menu("Actions for Engineering", "Delete").await;
    browser.heading("Delete Engineering?").await;
    report.now(&browser, "deleting a group").await;
    browser.button("Cancel").await;

    browser
        .go(&format!("/admin/users/{}?tab=groups", ada.id))
        .await;
    browser.button("Add to group").await;
    browser.see("Already in this group").await;
    report.now(&browser, "groups for a user").await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.button("Filter").await;
    browser.button("Engineering 1").await;
    browser.rows(1).await;
    report.now(&browser, "the filter by group").await;
    browser.keys("\u{e00c}").await;
    browser.click("checkbox", "Select ada").await;
    browser.menu("Actions", "Add to group…").await;
    browser.click_part("radio", "Engineering").await;
    report.now(&browser, "a group for many users").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planning_and_locking_keep_the_rules() {
    let (server, owner) = server().await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let change = ScheduleChange {
        action: ScheduledAction::Suspend,
        at: "2030-03-03T18:00".to_owned(),
        note: Some("The contract ends".to_owned()),
        sends_email: true,
        email_to: None,
    };
    owner.schedule_user_change(bob.id, &change).await.unwrap();
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/scheduled-changes").await;
    browser.rows(1).await;
    report.now(&browser, "the scheduled changes").await;
    browser.link("bob").await;
    browser.see("Will be suspended on").await;
    report.now(&browser, "what is scheduled for a user").await;
    for (action, heading) in [
        ("Schedule", "Schedule a change for bob"),
        ("Lock", "Lock bob?"),
        (
            "Send activation to another address",
            "Send the activation email of bob to another address?",
        ),
    ] {
        browser.menu("Actions for bob", action).await;
        browser.heading(heading).await;
        report.now(&browser, heading).await;
        browser.button("Cancel").await;
    }
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_sign_ins_and_a_profile_to_read_keep_the_rules() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let change = UpdateOrganization {
        users_may_edit_profile: Some(false),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    let browser = Browser::open(&server.origin).await;
    let mut report = Report::new();
    browser.go("/sign-in?return_to=/profile").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Profile").await;
    browser.see("Your organization manages profiles.").await;
    report.now(&browser, "a profile to read").await;

    let body = SetTemporaryPassword { password: None };
    let set = owner.set_temporary_password(ada.id, &body).await.unwrap();
    server.clock.advance(Duration::from_secs(24 * 60 * 60 + 1));
    let temporary = set.password.unwrap();
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, &temporary).await;
    browser.heading("The temporary password has expired").await;
    report.now(&browser, "an expired temporary password").await;

    server.guess_until_locked(Portal::User, ADA).await;
    // One password a minute is verified.
    server.clock.advance(Duration::from_secs(61));
    browser.go("/sign-in").await;
    browser.fill("Password", &temporary).await;
    browser.button("Sign in").await;
    browser.heading("Your account is locked").await;
    report.now(&browser, "a locked account").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_about_applications_keeps_the_rules() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let wiki = bookmark_of_group(&server, &owner, &ada).await;
    let browser = ada_at_home(&server).await;
    let mut report = Report::new();
    browser.menu("More about Wiki", "Details").await;
    browser.see("You are in the group Engineering.").await;
    report.now(&browser, "the details of an application").await;
    browser.button("Close").await;
    let off = UpdateApplication {
        enabled: Some(false),
        ..UpdateApplication::default()
    };
    owner
        .update_application(wiki.id, wiki.version, &off)
        .await
        .unwrap();
    browser.click_part("button", "Wiki").await;
    browser.see("Wiki did not open").await;
    report
        .now(&browser, "an application that does not open")
        .await;
    browser.finish().await;

    let browser = owner_signed_in(&server).await;
    let panel = format!("/admin/applications/{}", wiki.id);
    browser.go(&format!("{panel}?tab=access")).await;
    browser.button("Assign people").await;
    browser.find("checkbox", "ada", true).await;
    report.now(&browser, "people to assign").await;
    browser
        .go(&format!("{panel}?tab=check&user={}", ada.id))
        .await;
    browser.see("No: ada may not open Wiki").await;
    report.now(&browser, "why somebody cannot open it").await;
    report.assert_empty();
    browser.finish().await;
}

/// Requests a reset and uses its link; checks the pages in between and at the end.
async fn reset(
    server: &TestServer,
    browser: &Browser,
    report: &mut Report,
    (portal, field, email): (&str, &str, &str),
) {
    browser.go(&format!("{portal}/forgot-password")).await;
    browser.fill(field, email).await;
    browser.click_part("button", "Send reset").await;
    browser.heading("Check your email").await;
    report
        .now(browser, &format!("{portal} mail to check"))
        .await;
    let link = server.link_mailed_to(email, "reset your").await;
    browser.go(&link).await;
    browser.heading("Choose a new password").await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    let terms = "I accept the terms of service";
    if browser.seek("checkbox", terms, true).await.is_some() {
        browser.click_part("checkbox", terms).await;
    }
    browser.button("Reset password").await;
    browser.see("Password reset was successful").await;
    report.now(browser, &format!("{portal} reset done")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_follows_a_reset_keeps_the_rules() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    let mut report = Report::new();
    let hers = ("", "Company email", ADA);
    reset(&server, &browser, &mut report, hers).await;
    let owners = ("/admin", "Email", &*server.owner_email);
    reset(&server, &browser, &mut report, owners).await;
    report.assert_empty();
    browser.finish().await;
}
