//! Bulk jobs: an action on all who match, which goes on without the page, and the edit of a field.

use std::time::Duration;

use client::Client;
use contract::bulk_jobs::{BulkJobAction, BulkJobQuery, BulkJobState, BulkJobUsers, CreateBulkJob};
use contract::ids::BulkJobId;
use contract::imports::{ImportState, UploadQuery};
use contract::page::ListQuery;
use contract::user_attributes::{AttributeKind, CreateAttribute};
use harness::{TestServer, until};
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::exports::{KEEP, first_saved};
use crate::{LONG_NAME, help_desk_signed_in, owner_signed_in, server};

const USERS: usize = 120;

/// Adds `user000`, `user001` and so on.
async fn add_users(owner: &Client) {
    let rows = (0..USERS).map(|number| format!("user{number:03}@example.com\n"));
    let file = format!("email\n{}", rows.collect::<String>());
    let query = UploadQuery::default();
    let import = owner.upload_import(&query, file.into_bytes()).await;
    let import = owner.run_import(import.unwrap().id).await.unwrap();
    until(Duration::from_secs(60), "the users", async || {
        let import = owner.import(import.id).await.unwrap();
        (import.state == ImportState::Finished).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_acts_on_all_who_match_and_can_be_left() {
    let (server, owner) = server().await;
    add_users(&owner).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(50).await;
    browser.click("checkbox", "Select user000").await;
    browser.button("Select all 120 that match").await;
    browser.see("120 selected").await;
    browser.menu("Actions", "Suspend").await;
    browser.heading("Suspend 120 users?").await;
    browser.see("This runs on the server.").await;
    browser.button("Suspend 120 users").await;
    browser.heading("Suspend: 120 users").await;
    browser.see("The job is complete.").await;
    browser
        .see("120 users: 120 done, 0 unchanged, 0 failed.")
        .await;
    let states = owner.user_counts().await.unwrap().states;
    assert_eq!(states.suspended, USERS as u64);

    // It can be left, and is in the list.
    browser.go("/admin/users").await;
    browser.link("Bulk jobs").await;
    browser.rows(1).await;
    browser.link("Suspend").await;
    browser.heading("Suspend: 120 users").await;
    browser.see("No users.").await;
    browser.click("tab", "Done").await;
    browser.see("user000").await;
    browser.script(KEEP, vec![]).await;
    browser.button("Download results").await;
    let results = first_saved(&browser).await;
    assert_eq!(results.matches(",done,").count(), USERS, "{results}");
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_users_are_shown_with_the_reason_and_tried_again() {
    let (server, owner) = server().await;
    add_users(&owner).await;
    let all = owner.users(&ListQuery::default()).await.unwrap().items;
    owner.suspend_user(all[0].id).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(50).await;
    browser.click("checkbox", "Select user001").await;
    browser.button("Select all 120 that match").await;
    // A user who is taken out ends the selection of everybody.
    browser.see("120 selected").await;
    browser.click("checkbox", "Select user002").await;
    browser.see("1 selected").await;
    browser.button("Select all 120 that match").await;
    browser.see("120 selected").await;
    browser.menu("Actions", "Suspend").await;
    browser.button("Suspend 120 users").await;
    browser
        .see("120 users: 119 done, 0 unchanged, 1 failed.")
        .await;
    browser.see("user000@example.com").await;
    owner.activate_user(all[0].id).await.unwrap();
    browser.button("Retry the failed users").await;
    browser.heading("Suspend 1 user?").await;
    browser.button("Cancel").await;
    browser.see_no("This runs on the server.").await;
    let first = owner.user(all[0].id).await.unwrap();
    assert_eq!(first.state, UserState::Active);
    browser.button("Retry the failed users").await;
    browser.button("Suspend 1 user").await;
    browser.heading("Suspend: 1 user").await;
    browser.see("1 user: 1 done, 0 unchanged, 0 failed.").await;
    let first = owner.user(all[0].id).await.unwrap();
    assert_eq!(first.state, UserState::Suspended);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_leads_to_the_action_that_helps_after_a_question() {
    let (server, owner) = server().await;
    server.active_user(&owner, "active@example.com").await;
    let long = "wolfeschlegelstein".repeat(3);
    for name in ["bob", &*long] {
        let email = format!("{name}@example.com");
        let user = server.pending_user(&owner, &email).await;
        owner.suspend_user(user.id).await.unwrap();
    }
    let request = CreateBulkJob {
        action: BulkJobAction::ResendActivation,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            matching: Some(BulkJobQuery::default()),
            ..BulkJobUsers::default()
        },
    };
    let job = owner.create_bulk_job(&request).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/bulk-jobs/{}", job.id)).await;
    browser.see("3 users: 0 done, 0 unchanged, 3 failed.").await;
    browser
        .see("2 users: The user is not active: activate the user first")
        .await;
    browser
        .see("1 user: The user has a password: send a password reset instead")
        .await;
    let mut report = Report::new();
    report.now(&browser, "a job with failures").await;
    browser.button("Activate 2 users").await;
    browser.heading("Activate 2 users?").await;
    browser.see("This runs on the server.").await;
    report.now(&browser, "the question before it").await;
    report.assert_empty();
    browser.button("Cancel").await;
    browser.see_no("This runs on the server.").await;
    let states = owner.user_counts().await.unwrap().states;
    assert_eq!((states.active, states.suspended), (1, 2));
    browser.button("Activate 2 users").await;
    browser.heading("Activate 2 users?").await;
    browser.button("Activate 2 users").await;
    browser.heading("Activate: 2 users").await;
    browser.see("2 users: 2 done, 0 unchanged, 0 failed.").await;
    browser.finish().await;
    let states = owner.user_counts().await.unwrap().states;
    assert_eq!((states.active, states.suspended), (3, 0));
}

/// Chooses the field that a bulk edit changes, as soon as it is known.
async fn choose_field(browser: &Browser, label: &str) {
    browser
        .until("the field to choose", async || {
            let field = browser.seek("field", "Field", false).await?;
            field.select_by_label(label).await.ok()
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_is_changed_and_cleared_for_several_users() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    server.pending_user(&owner, "bob@example.com").await;
    let long = CreateAttribute {
        name: "long".to_owned(),
        label: LONG_NAME.to_owned(),
        kind: AttributeKind::Text,
        choices: Vec::new(),
        required: false,
        user_access: None,
        filterable: false,
        searchable: false,
    };
    owner.create_user_attribute(&long, None).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.click("checkbox", "Select all on this page").await;
    browser.menu("Actions", "Edit a field").await;
    browser.heading("Edit 2 users").await;
    browser.button("Change Department of 2 users").await;
    browser.see("Enter a value, or clear the field").await;
    choose_field(&browser, LONG_NAME).await;
    let change = format!("Change {LONG_NAME} of 2 users");
    browser.find("button", &change, false).await;
    let mut report = Report::new();
    report.now(&browser, "a bulk edit").await;
    report.assert_empty();
    choose_field(&browser, "Department").await;
    browser.fill("Department", "Research").await;
    browser.button("Change Department of 2 users").await;
    browser.heading("Edit: 2 users").await;
    browser.see("2 users: 2 done, 0 unchanged, 0 failed.").await;
    let changed = owner.user(ada).await.unwrap();
    assert_eq!(changed.profile.department.as_deref(), Some("Research"));

    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.click("checkbox", "Select ada").await;
    browser.menu("Actions", "Edit a field").await;
    browser.heading("Edit 1 user").await;
    browser.click("radio", "Clear the field").await;
    browser.button("Clear Department of 1 user").await;
    browser.see("1 user: 1 done, 0 unchanged, 0 failed.").await;
    let cleared = owner.user(ada).await.unwrap();
    assert_eq!(cleared.profile.department, None);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_act_follows_a_job_without_buttons() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, "ada@example.com").await.id;
    owner.suspend_user(ada).await.unwrap();
    let request = CreateBulkJob {
        action: BulkJobAction::Suspend,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            matching: Some(BulkJobQuery::default()),
            ..BulkJobUsers::default()
        },
    };
    let job = owner.create_bulk_job(&request).await.unwrap();
    let browser = help_desk_signed_in(&server, &owner).await;
    browser.go(&format!("/admin/bulk-jobs/{}", job.id)).await;
    browser.see("1 user: 0 done, 0 unchanged, 1 failed.").await;
    browser.see("The account is already suspended").await;
    let retry = browser.seek("button", "Retry the failed users", false);
    assert!(retry.await.is_none(), "the help desk suspends nobody");
    browser.finish().await;
}

/// Leases a job for an hour, as another server would that does nothing with it.
async fn keep_in_progress(server: &TestServer, id: BulkJobId) {
    use entity::bulk_job::{Column, Entity};
    let context = &server.running.context;
    let until = context.now().plus(Duration::from_secs(3600));
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .col_expr(Column::LeasedBy, Expr::value(Uuid::nil()))
        .filter(Column::Id.eq(id.0))
        .exec(context.database().write())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_stopped_and_resumed() {
    let (server, owner) = server().await;
    add_users(&owner).await;
    let browser = owner_signed_in(&server).await;
    let request = CreateBulkJob {
        action: BulkJobAction::Suspend,
        changes: None,
        group_id: None,
        users: BulkJobUsers {
            matching: Some(BulkJobQuery::default()),
            ..BulkJobUsers::default()
        },
    };
    let id = owner.create_bulk_job(&request).await.unwrap().id;
    keep_in_progress(&server, id).await;
    browser.go(&format!("/admin/bulk-jobs/{id}")).await;
    browser.button("Stop").await;
    browser
        .see("The job was stopped. Actions that were already performed are kept.")
        .await;
    let stopped = owner.bulk_job(id).await.unwrap();
    assert_eq!(stopped.state, BulkJobState::Stopped);
    assert!(stopped.counts.waiting > 0, "{stopped:?}");
    browser.button("Resume").await;
    browser.see("The job is complete.").await;
    browser.finish().await;
    let states = owner.user_counts().await.unwrap().states;
    assert_eq!(states.suspended, USERS as u64);
}
