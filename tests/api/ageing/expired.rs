//! An administrator's own expiry, and expired passwords of locked and suspended users.

use client::Portal;
use contract::bulk::{BulkAct, BulkRequest};
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use contract::sign_in::ReplaceReason;
use contract::users::User;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::ageing::AgeingPolicy;
use rules::lifetimes::LinkPurpose;
use rules::role::Role;
use rules::status::{ExpiryReason, PasswordStatus};

use super::{ADA, BOB, NEW, age, listed, ninety_days, replace};

on_both_databases!(
    an_administrator_expires_a_password,
    unlocking_an_expired_one_leaves_it_expired,
    who_is_not_active_is_told_later,
);

async fn an_administrator_expires_a_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let pending = server.pending_user(&owner, BOB).await;
    let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let reader = server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    let refused = reader.expire_user_password(user.id).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
    let nothing = owner.expire_user_password(pending.id).await;
    assert_eq!(problem_type(nothing), ProblemType::Conflict);

    let expired = owner.expire_user_password(user.id).await.unwrap();
    assert!(expired.password_expired);
    let reason = expired.password.expiry_reason;
    assert_eq!(reason, Some(ExpiryReason::Administrator));
    assert_eq!(
        problem_type(portal.me().await),
        ProblemType::Unauthenticated
    );
    let again = owner.expire_user_password(user.id).await;
    assert_eq!(problem_type(again), ProblemType::Conflict);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "has expired"), 1);
    assert_eq!(server.round().await, 0, "it was told at once");

    // No rule about age revives what an administrator expired.
    age(&owner, ninety_days()).await;
    age(&owner, AgeingPolicy::default()).await;
    assert_eq!(listed(&owner, "passwordExpired:true").await, [ADA]);
    replace(&server, ReplaceReason::Expired, NEW).await;
    let bulk = BulkRequest {
        act: BulkAct::ExpirePassword,
        ids: vec![user.id, pending.id],
    };
    let results = owner.bulk_users(&bulk).await.unwrap().results;
    assert!(results[0].done && !results[1].done, "{results:?}");
}

async fn unlocking_an_expired_one_leaves_it_expired(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    owner.expire_user_password(user.id).await.unwrap();
    let status = |user: &User| (user.password.status, user.password_expired);
    let both = owner.user(user.id).await.unwrap();
    assert_eq!(status(&both), (PasswordStatus::Locked, true));
    assert_eq!(listed(&owner, "passwordExpired:true").await, [ADA]);
    let unlocked = owner.unlock_user(user.id).await.unwrap();
    assert_eq!(status(&unlocked), (PasswordStatus::Expired, true));

    server.guess_until_locked(Portal::User, ADA).await;
    let portal = server.anonymous(Portal::User);
    portal.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    let link = server.link_mailed_to(ADA, "reset your password").await;
    let by_link = SetPasswordByLink {
        purpose: LinkPurpose::UserPasswordReset,
        token: link.split_once('#').unwrap().1.to_owned(),
        new_password: NEW.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    portal.set_password_by_link(&by_link).await.unwrap();
    let revived = owner.user(user.id).await.unwrap();
    assert_eq!(status(&revived), (PasswordStatus::Active, false));
}

async fn who_is_not_active_is_told_later(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    owner.suspend_user(user.id).await.unwrap();
    owner.expire_user_password(user.id).await.unwrap();
    assert_eq!(server.round().await, 0);
    assert_eq!(server.mails(ADA, "has expired"), 0);
    owner.activate_user(user.id).await.unwrap();
    assert_eq!(server.round().await, 1);
    assert_eq!(server.mails(ADA, "has expired"), 1);
}
