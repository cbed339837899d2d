//! Links in emails: what they do, and that a refusal leaves them usable. `link_kinds` tries every
//! wrong use of each kind.

use std::time::Duration;

use client::{Client, Portal};
use contract::events::Event;
use contract::links::SetPasswordByLink;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::users::{SendActivation, User};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;
use rules::role::Role;

on_both_databases!(
    an_activation_link_signs_in_once,
    a_link_expires_exactly_on_time,
    a_link_of_a_suspended_or_deleted_user_is_void,
    a_refused_password_leaves_the_link_usable,
    a_reset_ends_sessions_and_unlocks,
    an_unknown_address_gets_the_same_answer_and_no_email,
    a_user_without_a_password_gets_an_activation_link,
    an_activation_link_can_go_to_another_address_once,
    a_reset_request_does_not_void_a_link_that_went_elsewhere,
);

const NEW: &str = "a password chosen anew";

fn by_link(purpose: LinkPurpose, token: &str) -> SetPasswordByLink {
    SetPasswordByLink {
        purpose,
        token: token.to_owned(),
        new_password: NEW.to_owned(),
        terms_accepted: true,
        factor: None,
    }
}

async fn invited(server: &TestServer) -> (Client, User, String) {
    let owner = server.owner().await;
    let user = server.pending_user(&owner, "ada@example.com").await;
    let token = server.token_mailed_to("ada@example.com").await;
    (owner, user, token)
}

async fn not_usable(server: &TestServer, purpose: LinkPurpose, token: &str) {
    let portal = server.anonymous(Portal::User);
    assert_eq!(
        problem_type(portal.inspect_link(purpose, token).await),
        ProblemType::LinkNotUsable
    );
    assert_eq!(
        problem_type(portal.set_password_by_link(&by_link(purpose, token)).await),
        ProblemType::LinkNotUsable
    );
}

async fn an_activation_link_signs_in_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, _, token) = invited(&server).await;
    let portal = server.anonymous(Portal::User);
    for _ in 0..3 {
        let details = portal
            .inspect_link(LinkPurpose::UserActivation, &token)
            .await
            .unwrap();
        assert_eq!(details.organization_name, "Example Ltd");
    }
    portal
        .set_password_by_link(&by_link(LinkPurpose::UserActivation, &token))
        .await
        .unwrap();
    assert_eq!(portal.me().await.unwrap().email, "ada@example.com");
    portal.refresh().await.unwrap();
    not_usable(&server, LinkPurpose::UserActivation, &token).await;
}

async fn a_link_expires_exactly_on_time(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, user, token) = invited(&server).await;
    server
        .clock
        .advance(LinkPurpose::UserActivation.lifetime() + Duration::from_secs(1));
    not_usable(&server, LinkPurpose::UserActivation, &token).await;
    // The administrator's session has expired by then too, so they sign in again to resend.
    drop(owner);
    let owner = server.owner().await;
    owner.resend_activation(user.id).await.unwrap();
    server.mail_settled().await;
    let newer = server.token_mailed_to("ada@example.com").await;
    assert_ne!(newer, token);
    let portal = server.anonymous(Portal::User);
    portal
        .set_password_by_link(&by_link(LinkPurpose::UserActivation, &newer))
        .await
        .unwrap();
}

async fn a_link_of_a_suspended_or_deleted_user_is_void(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, user, token) = invited(&server).await;
    owner.suspend_user(user.id).await.unwrap();
    not_usable(&server, LinkPurpose::UserActivation, &token).await;
    owner.activate_user(user.id).await.unwrap();
    not_usable(&server, LinkPurpose::UserActivation, &token).await;
    server.mail_settled().await;
    let newer = server.token_mailed_to("ada@example.com").await;
    owner.delete_user(user.id).await.unwrap();
    not_usable(&server, LinkPurpose::UserActivation, &newer).await;
}

async fn a_refused_password_leaves_the_link_usable(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, _, token) = invited(&server).await;
    let portal = server.anonymous(Portal::User);
    let mut body = by_link(LinkPurpose::UserActivation, &token);
    body.new_password = "short".to_owned();
    let refused = portal.set_password_by_link(&body).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidFields);
    assert_eq!(problem.errors[0].field, "newPassword");
    assert_eq!(problem.errors[0].code, "too_short");
    portal
        .set_password_by_link(&by_link(LinkPurpose::UserActivation, &token))
        .await
        .unwrap();
}

async fn a_reset_ends_sessions_and_unlocks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let signed_in = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let portal = server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    let locked = owner.user(user.id).await.unwrap();
    assert!(locked.password.lock.is_some());
    signed_in.me().await.unwrap();

    portal
        .request_password_reset("ada@example.com")
        .await
        .unwrap();
    server.mail_settled().await;
    let token = server.token_mailed_to("ada@example.com").await;
    let set = portal
        .set_password_by_link(&by_link(LinkPurpose::UserPasswordReset, &token))
        .await
        .unwrap();
    assert!(set.access_token.is_none());
    assert!(owner.user(user.id).await.unwrap().password.lock.is_none());
    assert_eq!(
        problem_type(signed_in.me().await),
        ProblemType::Unauthenticated
    );
    server.sign_in(Portal::User, "ada@example.com", NEW).await;
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", "password was reset"), 1);
    not_usable(&server, LinkPurpose::UserPasswordReset, &token).await;
}

async fn an_unknown_address_gets_the_same_answer_and_no_email(backend: Backend) {
    let server = TestServer::start(backend).await;
    let portal = server.anonymous(Portal::User);
    portal
        .request_password_reset("nobody@example.com")
        .await
        .unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails("nobody@example.com", ""), 0);
}

async fn a_user_without_a_password_gets_an_activation_link(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, _, first) = invited(&server).await;
    let portal = server.anonymous(Portal::User);
    portal
        .request_password_reset("ada@example.com")
        .await
        .unwrap();
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", "reset"), 0);
    assert_eq!(server.mails("ada@example.com", "activate"), 2);
    not_usable(&server, LinkPurpose::UserActivation, &first).await;
    let second = server.token_mailed_to("ada@example.com").await;
    let activate = by_link(LinkPurpose::UserActivation, &second);
    portal.set_password_by_link(&activate).await.unwrap();
    server.sign_in(Portal::User, "ada@example.com", NEW).await;
}

async fn an_activation_link_can_go_to_another_address_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, user, first) = invited(&server).await;
    let elsewhere = "ada@home.example";
    let to = SendActivation {
        email: elsewhere.to_owned(),
    };
    let help_desk = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    let refused = help_desk.send_activation(user.id, &to).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let wrong = SendActivation {
        email: "nobody".to_owned(),
    };
    let refused = owner.send_activation(user.id, &wrong).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);

    let told = owner.send_activation(user.id, &to).await.unwrap();
    assert_eq!(told.email, "ada@example.com");
    not_usable(&server, LinkPurpose::UserActivation, &first).await;
    let token = server.token_mailed_to(elsewhere).await;
    server.mail_settled().await;
    // The company mailbox is told, but not where the link went.
    let subject = "activation link was sent to another address";
    assert_eq!(server.mails("ada@example.com", subject), 1);
    assert_eq!(server.mails(elsewhere, subject), 0);
    let portal = server.anonymous(Portal::User);
    portal
        .set_password_by_link(&by_link(LinkPurpose::UserActivation, &token))
        .await
        .unwrap();
    let after = owner.user(user.id).await.unwrap();
    assert_eq!(after.email, "ada@example.com");
    let all = ListQuery::default();
    let events = owner.user_activity(user.id, &all).await.unwrap().items;
    let sent = |event: &&Event| {
        event
            .detail
            .get("email_to")
            .is_some_and(|it| it == elsewhere)
    };
    assert_eq!(events.iter().filter(sent).count(), 1);
    // A user with a password gets no activation email.
    let refused = owner.send_activation(user.id, &to).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
}

async fn a_reset_request_does_not_void_a_link_that_went_elsewhere(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, user, first) = invited(&server).await;
    let elsewhere = "ada@home.example";
    let to = SendActivation {
        email: elsewhere.to_owned(),
    };
    owner.send_activation(user.id, &to).await.unwrap();
    let token = server.token_mailed_to(elsewhere).await;
    let portal = server.anonymous(Portal::User);
    let purpose = LinkPurpose::UserActivation;
    let mut here = vec![first];
    for _ in 0..2 {
        portal
            .request_password_reset("ada@example.com")
            .await
            .unwrap();
        server.mail_settled().await;
        let newer = server.token_mailed_to("ada@example.com").await;
        // One that was sent here before is replaced.
        not_usable(&server, purpose, here.last().unwrap()).await;
        portal.inspect_link(purpose, &newer).await.unwrap();
        here.push(newer);
    }
    portal
        .set_password_by_link(&by_link(purpose, &token))
        .await
        .unwrap();
    not_usable(&server, purpose, here.last().unwrap()).await;
}
