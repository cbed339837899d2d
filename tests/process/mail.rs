//! Email over real SMTP: from the set-up link to a user's own account, and SMTP servers that
//! reject, are busy, are down or hang.

use std::time::{Duration, Instant};

use client::Portal;
use contract::mail_deliveries::MailState;
use contract::page::ListQuery;
use contract::sign_in::diagnosis::SignInFactKind;
use harness::{Backend, Installation, SOON, USER_PASSWORD, free_port, on_both_databases};

use crate::people::{OWNER, activate, delivery_tried, pending_user, set_up};
use crate::smtp::Smtp;

on_both_databases!(
    from_the_set_up_link_to_a_users_own_account,
    an_email_waits_for_a_server_that_is_down,
);

async fn from_the_set_up_link_to_a_users_own_account(backend: Backend) {
    let port = free_port();
    let mut installation = Installation::new(backend).await;
    installation.set_smtp(port);
    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;

    let mail = smtp.mail_with_link("ada@example.com", SOON).await;
    assert_eq!(mail.from, "latchkey@example.com");
    assert_eq!(mail.content_type, "multipart/alternative");
    assert!(
        mail.headers["from"].contains("<latchkey@example.com>"),
        "{mail:?}"
    );
    assert_eq!(mail.headers["auto-submitted"], "auto-generated");
    assert!(
        mail.headers["message-id"].ends_with("@example.com>"),
        "{mail:?}"
    );
    let link = mail.link().unwrap();
    assert!(
        link.starts_with(&format!("{}/activate#", server.origin)),
        "{link}"
    );
    assert!(mail.html.contains(link), "both parts have the same link");

    let ada = activate(&server, &smtp, "ada@example.com").await;
    assert_eq!(ada.me().await.unwrap().email, "ada@example.com");
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let sent = delivery_tried(&owner, "ada@example.com", MailState::Sent).await;
    assert_eq!((sent.attempts, sent.last_error), (1, None));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_recipient_delays_nobody_else() {
    let port = free_port();
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set_smtp(port);
    let refuse = ["--refuse", "gone@example.com"];
    let smtp = Smtp::start(port, &installation.folder().join("mails"), &refuse).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let gone = pending_user(&owner, "gone@example.com").await;
    pending_user(&owner, "ada@example.com").await;

    let failed = delivery_tried(&owner, "gone@example.com", MailState::Failed).await;
    let reason = failed.last_error.clone().expect("a reason");
    assert!(
        reason.contains("550") && reason.contains("no such mailbox"),
        "{reason}"
    );
    assert_eq!((failed.attempts, failed.next_attempt_at), (1, None));
    // An administrator who helps the user reads it next to the other facts.
    let said = owner.diagnose_user_sign_in(gone.id).await.unwrap();
    let kinds: Vec<_> = said.facts.iter().map(|fact| fact.kind).collect();
    let expected = [SignInFactKind::NoPassword, SignInFactKind::EmailUndelivered];
    assert_eq!(kinds, expected);
    assert_eq!(said.deliveries.as_deref(), Some(&[failed.clone()][..]));
    // It is an event of the user, and found by the address.
    let query = |filter: &str| ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    let events = owner.events(&query("action:mail.failed")).await.unwrap();
    let [event] = &events.items[..] else {
        panic!("{events:?}");
    };
    assert_eq!(event.target.as_ref().unwrap().id, Some(gone.id.0));
    assert_eq!(event.detail["recipient"], "gone@example.com");
    assert!(event.detail["error"].contains("no such mailbox"));
    let found = owner
        .mail_deliveries(&query("recipient:GONE@example.com"))
        .await;
    assert_eq!(found.unwrap().items, [failed]);
    let other = owner
        .mail_deliveries(&query("recipient:nobody@example.com"))
        .await;
    assert!(other.unwrap().items.is_empty());
    smtp.mail_with_link("ada@example.com", SOON).await;
    delivery_tried(&owner, "ada@example.com", MailState::Sent).await;
    delivery_tried(&owner, OWNER, MailState::Sent).await;
    assert!(smtp.mails_to("gone@example.com").is_empty());
}

async fn an_email_waits_for_a_server_that_is_down(backend: Backend) {
    let port = free_port();
    let mut installation = Installation::new(backend).await;
    installation.set_smtp(port);
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;

    let queued = delivery_tried(&owner, "ada@example.com", MailState::Queued).await;
    assert_eq!(queued.attempts, 1);
    assert!(queued.last_error.unwrap().contains("Could not connect"));
    let wait = queued.next_attempt_at.unwrap().unix_millis() - queued.created_at.unix_millis();
    assert!(
        (10_000..20_000).contains(&wait),
        "the next attempt is {wait} ms later"
    );

    let smtp = Smtp::start(port, &installation.folder().join("mails"), &[]).await;
    let sent = delivery_tried(&owner, "ada@example.com", MailState::Sent).await;
    assert_eq!((sent.attempts, sent.last_error), (2, None));
    assert_eq!(smtp.mails_to("ada@example.com").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_is_retried_at_a_busy_server() {
    let port = free_port();
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set_smtp(port);
    let smtp = Smtp::start(port, &installation.folder().join("mails"), &["--busy", "2"]).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    pending_user(&owner, "ada@example.com").await;

    let queued = delivery_tried(&owner, "ada@example.com", MailState::Queued).await;
    let reason = queued.last_error.unwrap();
    assert!(
        reason.contains("451") && reason.contains("come back later"),
        "{reason}"
    );
    let sent = delivery_tried(&owner, "ada@example.com", MailState::Sent).await;
    assert_eq!(sent.attempts, 2);
    assert_eq!(smtp.mails_to("ada@example.com").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hanging_connection_delays_no_other_email() {
    let port = free_port();
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set_smtp(port);
    let hang = ["--hang", "stuck@example.com"];
    let smtp = Smtp::start(port, &installation.folder().join("mails"), &hang).await;
    let server = installation.start().await;
    let owner = set_up(&server).await;
    delivery_tried(&owner, OWNER, MailState::Sent).await;
    pending_user(&owner, "stuck@example.com").await;
    tokio::time::sleep(Duration::from_secs(1)).await;

    // The connection that hangs has a limit of 30 seconds.
    let begun = Instant::now();
    pending_user(&owner, "ada@example.com").await;
    smtp.mail_with_link("ada@example.com", SOON).await;
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
}
