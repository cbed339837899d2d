//! A server that dies or is stopped loses nothing.

use std::time::{Duration, Instant};

use client::Portal;
use contract::mail_deliveries::MailState;
use contract::scheduled_changes::{ScheduleChange, ScheduledAction};
use harness::{ADMINISTRATOR_PASSWORD, Backend, Installation, free_port, on_both_databases, until};
use rules::state::UserState;
use serde_json::json;

use crate::people::{OWNER, delivery_tried, owner, pending_user, set_up};
use crate::smtp::Smtp;

on_both_databases!(
    a_server_killed_between_commit_and_delivery_loses_no_email,
    a_stop_finishes_running_requests_and_keeps_emails,
    a_requested_reset_survives_a_stop,
    a_scheduled_change_survives_a_crash,
);

async fn a_server_killed_between_commit_and_delivery_loses_no_email(backend: Backend) {
    let port = free_port();
    let mut installation = Installation::new(backend).await;
    installation.set_smtp(port);
    let server = installation.start().await;
    let operator = set_up(&server).await;
    pending_user(&operator, "ada@example.com").await;
    delivery_tried(&operator, "ada@example.com", MailState::Queued).await;
    server.kill_9().await;

    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    delivery_tried(&operator, "ada@example.com", MailState::Sent).await;
    delivery_tried(&operator, OWNER, MailState::Sent).await;
    // Time for a second email to arrive, if there were one.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(smtp.mails_to("ada@example.com").len(), 1);
    // Another email is about the sign-in just now.
    let to_owner = smtp.mails_to(OWNER).into_iter();
    let set_up = to_owner.filter(|mail| mail.text.contains("you are its owner"));
    assert_eq!(set_up.count(), 1);
}

async fn a_stop_finishes_running_requests_and_keeps_emails(backend: Backend) {
    let port = free_port();
    let mut installation = Installation::new(backend).await;
    installation.set_smtp(port);
    // Each hash takes about a second, which is enough time to stop the server in the middle.
    installation.set("security", "argon2_memory_kib", "262144");
    installation.set("security", "argon2_iterations", "8");
    let mut server = installation.start().await;
    let operator = set_up(&server).await;
    pending_user(&operator, "ada@example.com").await;
    delivery_tried(&operator, "ada@example.com", MailState::Queued).await;

    let again = server.anonymous(Portal::Admin);
    again.begin_sign_in(OWNER).await.unwrap();
    let running = tokio::spawn(async move {
        let answer = again.submit_password(ADMINISTRATOR_PASSWORD).await;
        (answer, Instant::now())
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let stopped_at = Instant::now();
    server.terminate().await;
    let (answer, answered_at) = running.await.unwrap();
    let answer = answer.unwrap_or_else(|error| panic!("{error:?}\n{}", server.log()));
    assert!(answer.access_token.is_some());
    assert!(
        answered_at > stopped_at,
        "the request was over before the server was stopped"
    );
    assert_eq!(server.ended().await, Some(0), "{}", server.log());

    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let server = installation.start().await;
    let operator = owner(&server).await;
    delivery_tried(&operator, "ada@example.com", MailState::Sent).await;
    assert_eq!(smtp.mails_to("ada@example.com").len(), 1);
}

/// The response to a reset request is sent long before the email.
async fn a_requested_reset_survives_a_stop(backend: Backend) {
    let port = free_port();
    let mut installation = Installation::new(backend).await;
    installation.set_smtp(port);
    let mut server = installation.start().await;
    set_up(&server).await;
    let ask = harness::plain_http()
        .post(format!("{}/api/v1/admin/password-reset", server.origin))
        .header("Connection", "close")
        .json(&json!({ "email": OWNER }));
    assert!(ask.send().await.unwrap().status().is_success());
    server.terminate().await;
    assert_eq!(server.ended().await, Some(0), "{}", server.log());

    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let _server = installation.start().await;
    until(Duration::from_secs(30), "the reset mail", async || {
        let mails = smtp.mails_to(OWNER);
        mails
            .iter()
            .any(|mail| mail.text.contains("/admin/reset-password#"))
            .then_some(())
    })
    .await;
}

async fn a_scheduled_change_survives_a_crash(backend: Backend) {
    let mut installation = Installation::new(backend).await;
    installation.set_smtp(free_port());
    let server = installation.start().await;
    let operator = set_up(&server).await;
    let ada = pending_user(&operator, "ada@example.com").await;
    let change = ScheduleChange {
        action: ScheduledAction::Suspend,
        at: ada.created_at.plus(Duration::from_secs(5)).to_string(),
        note: None,
        sends_email: true,
        email_to: None,
    };
    operator
        .schedule_user_change(ada.id, &change)
        .await
        .unwrap();
    server.kill_9().await;
    tokio::time::sleep(Duration::from_secs(5)).await;

    let server = installation.start().await;
    let operator = owner(&server).await;
    until(Duration::from_secs(60), "the suspension", async || {
        let state = operator.user(ada.id).await.unwrap().state;
        (state == UserState::Suspended).then_some(())
    })
    .await;
    let changes = operator.user_scheduled_changes(ada.id).await.unwrap();
    assert_eq!(changes.total, 0);
}
