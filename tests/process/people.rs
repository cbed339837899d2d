//! The first organization of a server and its people, created the way that people create them.

use std::time::Duration;

use client::{Client, Portal};
use contract::links::SetPasswordByLink;
use contract::mail::{MailDelivery, MailState};
use contract::page::ListQuery;
use contract::users::{CreateUser, User};
pub use harness::{OWNER, owner, set_up};
use harness::{Server, USER_PASSWORD, until};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;

use crate::smtp::Smtp;

/// Creates an active user, who gets an activation email.
pub async fn pending_user(operator: &Client, email: &str) -> User {
    let (username, _) = email.split_once('@').unwrap();
    let new = CreateUser {
        email: email.to_owned(),
        username: username.to_owned(),
        state: Some(UserState::Active),
        ..CreateUser::default()
    };
    operator.create_user(&new, None).await.unwrap()
}

/// Activates a user with the link in the email. Returns their client, signed in.
pub async fn activate(server: &Server, smtp: &Smtp, email: &str) -> Client {
    let mail = smtp.mail_with_link(email, Duration::from_secs(20)).await;
    let portal = server.anonymous(Portal::User);
    let activate = SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: mail.token(),
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    portal.set_password_by_link(&activate).await.unwrap();
    portal
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
