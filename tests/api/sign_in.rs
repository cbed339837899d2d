//! Signing in, step by step and out of order.

use std::time::Duration;

use client::Portal;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, ReplaceReason};
use contract::users::SetTemporaryPassword;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};

on_both_databases!(
    known_and_unknown_addresses_get_the_same_answers,
    a_user_signs_in_and_is_known,
    steps_cannot_be_skipped,
    a_transaction_ends_after_ten_minutes,
    a_temporary_password_is_replaced_before_anything_else,
    a_suspended_user_learns_it_only_after_the_right_password,
    the_portals_share_nothing,
);

async fn known_and_unknown_addresses_get_the_same_answers(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let mut answers = Vec::new();
    for email in ["ada@example.com", "nobody@example.com"] {
        let portal = server.anonymous(Portal::User);
        let begun = portal.begin_sign_in(email).await.unwrap();
        assert_eq!(begun.next_step, NextStep::Password);
        let refused = portal
            .submit_password("not the password")
            .await
            .unwrap_err();
        let mut problem = refused.problem().unwrap().clone();
        problem.request_id = None;
        answers.push(problem);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].kind, ProblemType::WrongCredentials);
}

async fn a_user_signs_in_and_is_known(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ADA@example.com", USER_PASSWORD)
        .await;
    assert_eq!(ada.me().await.unwrap().email, "ada@example.com");
    ada.sign_out().await.unwrap();
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
    assert_eq!(
        problem_type(ada.refresh().await),
        ProblemType::Unauthenticated
    );
}

async fn steps_cannot_be_skipped(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let portal = server.anonymous(Portal::User);
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::SignInExpired
    );
    assert_eq!(
        problem_type(portal.replace_password("another fine password").await),
        ProblemType::SignInExpired
    );
    portal.begin_sign_in("ada@example.com").await.unwrap();
    assert_eq!(
        problem_type(portal.replace_password("another fine password").await),
        ProblemType::WrongStep
    );
    assert_eq!(
        problem_type(portal.refresh().await),
        ProblemType::Unauthenticated
    );
    portal.submit_password(USER_PASSWORD).await.unwrap();
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::SignInExpired
    );
}

async fn a_transaction_ends_after_ten_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    server.clock.stop();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    server
        .clock
        .advance(Duration::from_millis(10 * 60 * 1000 - 1));
    portal.resume_sign_in().await.unwrap();
    server.clock.advance(Duration::from_millis(1));
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::SignInExpired
    );
}

async fn a_temporary_password_is_replaced_before_anything_else(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let set = owner
        .set_temporary_password(user.id, &SetTemporaryPassword::default())
        .await
        .unwrap();
    let temporary = set.password.expect("a generated password");

    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    let state = portal.submit_password(&temporary).await.unwrap();
    assert_eq!(state.next_step, NextStep::ReplacePassword);
    assert_eq!(state.replace_reason, Some(ReplaceReason::Temporary));
    assert!(state.access_token.is_none());
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
    assert_eq!(
        problem_type(portal.refresh().await),
        ProblemType::Unauthenticated
    );
    assert_eq!(
        portal.resume_sign_in().await.unwrap().next_step,
        NextStep::ReplacePassword
    );
    for refused in ["short", &temporary, "my name is ada@example.com"] {
        let answer = portal.replace_password(refused).await;
        assert_eq!(
            problem_type(answer),
            ProblemType::InvalidFields,
            "{refused}"
        );
    }
    let state = portal
        .replace_password("a password of my own")
        .await
        .unwrap();
    assert_eq!(state.next_step, NextStep::Complete);
    assert_eq!(portal.me().await.unwrap().email, "ada@example.com");

    owner
        .set_temporary_password(user.id, &SetTemporaryPassword::default())
        .await
        .unwrap();
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
}

async fn a_suspended_user_learns_it_only_after_the_right_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let signed_in = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    owner.suspend_user(user.id).await.unwrap();
    assert_eq!(
        problem_type(signed_in.me().await),
        ProblemType::Unauthenticated
    );

    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    assert_eq!(
        problem_type(portal.submit_password("not the password").await),
        ProblemType::WrongCredentials
    );
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::AccountSuspended
    );
    owner.activate_user(user.id).await.unwrap();
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
}

async fn the_portals_share_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, &server.owner_email).await;
    // One address with an account of each kind: each password works only at its own portal.
    let user = server
        .sign_in(Portal::User, &server.owner_email, USER_PASSWORD)
        .await;
    let portal = server.anonymous(Portal::Admin);
    portal.begin_sign_in(&server.owner_email).await.unwrap();
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::WrongCredentials
    );
    let admin_with_user_token = server.anonymous(Portal::Admin);
    admin_with_user_token.set_token(user.token());
    assert_eq!(
        problem_type(admin_with_user_token.administrator_me().await),
        ProblemType::Unauthenticated
    );
    let user_with_admin_token = server.anonymous(Portal::User);
    user_with_admin_token.set_token(owner.token());
    assert_eq!(
        problem_type(user_with_admin_token.me().await),
        ProblemType::Unauthenticated
    );
}
