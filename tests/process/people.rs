//! The first organization of a server and its people, created the way that people create them.

use std::time::Duration;

use client::Client;
use contract::imports::{ImportState, UploadQuery, UserImport};
use contract::mail_deliveries::{MailDelivery, MailState};
use contract::page::ListQuery;
pub use harness::{OWNER, owner, pending_user, set_up};
use harness::{Server, until};

use crate::smtp::Smtp;

/// Activates a user with the link in the email. Returns their client, signed in.
pub async fn activate(server: &Server, smtp: &Smtp, email: &str) -> Client {
    let mail = smtp.mail_with_link(email, Duration::from_secs(20)).await;
    harness::activate(&server.origin, mail.token()).await
}

/// The latest delivery to this address in the delivery log.
pub async fn delivery(operator: &Client, email: &str) -> Option<MailDelivery> {
    let page = operator
        .mail_deliveries(&ListQuery::default())
        .await
        .unwrap();
    page.items.into_iter().find(|one| one.to == email)
}

/// Waits until the latest delivery to this address is in `state`, after an attempt.
pub async fn delivery_tried(operator: &Client, email: &str, state: MailState) -> MailDelivery {
    until(
        Duration::from_secs(30),
        &format!("{email}'s mail to be {state:?}"),
        async || {
            let found = delivery(operator, email).await?;
            let decided = state != MailState::Queued || found.last_error.is_some();
            (found.state == state && decided).then_some(found)
        },
    )
    .await
}

/// A file with this number of users.
pub fn users_file(users: u32) -> String {
    let rows = (0..users).map(|number| format!("user{number}@example.com,User {number}\n"));
    format!("email,firstName\n{}", rows.collect::<String>())
}

/// Begins to import a file.
async fn begin_file(operator: &Client, file: String) -> UserImport {
    let query = UploadQuery::default();
    let import = operator.upload_import(&query, file.into_bytes()).await;
    operator.run_import(import.unwrap().id).await.unwrap()
}

/// Begins to import this number of users.
pub async fn begin_import(operator: &Client, users: u32) -> UserImport {
    begin_file(operator, users_file(users)).await
}

/// Imports a file.
pub async fn import_file(operator: &Client, file: String) {
    let import = begin_file(operator, file).await;
    until(Duration::from_secs(90), "the users", async || {
        let import = operator.import(import.id).await.unwrap();
        (import.state == ImportState::Finished).then_some(())
    })
    .await;
}

/// Imports this number of users.
pub async fn import_users(operator: &Client, users: u32) {
    import_file(operator, users_file(users)).await;
}
