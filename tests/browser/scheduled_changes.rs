//! Activations and suspensions on a date, in the Admin Portal.

use std::time::Duration;

use contract::page::ListQuery;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use rules::state::UserState;
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, owner_at_home, owner_signed_in, server};

/// Enters a date and a time.
const ENTER: &str = r"
    const field = document.querySelector('input[name=at]');
    field.value = arguments[0];
    field.dispatchEvent(new Event('input', { bubbles: true }));
";

async fn enter(browser: &Browser, at: &str) {
    browser.heading("Schedule a change for ada").await;
    browser.script(ENTER, vec![json!(at)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suspension_is_scheduled_listed_and_canceled() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;

    // The time zone of the organization.
    browser.go("/admin/settings").await;
    let zone = browser.find("field", "Time zone", false).await;
    zone.select_by_value("Europe/Berlin").await.unwrap();
    browser.button("Save changes").await;
    browser.see("Saved").await;

    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.menu("Actions for ada", "Schedule").await;
    browser.heading("Schedule a change for ada").await;
    browser.button("Schedule").await;
    browser.see("Choose a date and a time").await;
    enter(&browser, "2030-03-31T02:30").await;
    browser.button("Schedule").await;
    browser
        .see("Clocks in Europe/Berlin are set forward past this time")
        .await;
    enter(&browser, "2030-03-03T18:00").await;
    browser.fill("Note", "The contract ends").await;
    browser.button("Schedule").await;
    browser.see("Will be suspended on Mar 3, 2030").await;
    browser.see("(Europe/Berlin)").await;
    browser.see("The contract ends").await;
    let scheduled = owner.user_scheduled_changes(ada.id).await.unwrap();
    let at = scheduled.items[0].at.to_string();
    assert_eq!(at, "2030-03-03T17:00:00.000Z");

    browser.link("All scheduled changes").await;
    browser.heading("Scheduled changes").await;
    browser.rows(1).await;
    browser.see("Suspension").await;
    browser.link("ada").await;
    browser.heading("ada").await;
    browser.button("Cancel suspension").await;
    browser.see("Suspension canceled").await;
    browser.see_no("Will be suspended").await;
    let all = ListQuery::default();
    assert_eq!(owner.scheduled_changes(&all).await.unwrap().total, 0);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_canceled_in_the_list_of_all() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let bob = server.active_user(&owner, "bob@example.com").await;
    for (user, at) in [(ada.id, "2030-03-03T18:00"), (bob.id, "2030-03-04T18:00")] {
        let change = ScheduleChange {
            action: ScheduledAction::Suspend,
            at: at.to_owned(),
            note: None,
            sends_email: true,
            email_to: None,
        };
        owner.schedule_user_change(user, &change).await.unwrap();
    }
    let browser = owner_at_home(&server).await;
    browser.link("Users").await;
    browser.link("Scheduled").await;
    browser.heading("Scheduled changes").await;
    browser.rows(2).await;
    browser
        .menu("Actions for the change of ada", "Cancel change")
        .await;
    browser.see("Suspension canceled").await;
    browser.rows(1).await;
    browser.link("bob").await;
    browser.heading("bob").await;
    browser.finish().await;
    let left = owner
        .scheduled_changes(&ListQuery::default())
        .await
        .unwrap();
    assert_eq!((left.total, left.items[0].user_id), (1, bob.id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_day_of_a_user_is_scheduled_with_another_address() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    owner.suspend_user(ada.id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.menu("Actions for ada", "Schedule").await;
    let at = server.running.context.now().plus(Duration::from_secs(7200));
    // The organization's time zone is UTC.
    enter(&browser, &at.to_string()[..16]).await;
    let label = "Send the activation email to another address";
    browser.fill(label, "ada@home.example").await;
    browser.button("Schedule").await;
    browser.see("Will be activated on").await;

    server.clock.advance(Duration::from_secs(7200));
    server.perform_scheduled_changes().await;
    let owner = server.owner().await;
    let state = owner.user(ada.id).await.unwrap().state;
    assert_eq!(state, UserState::Active);
    assert_eq!(server.mails("ada@home.example", "activate"), 1);
    browser.finish().await;
}
