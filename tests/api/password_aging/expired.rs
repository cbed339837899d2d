//! Passwords that an administrator expired, and expired passwords of locked and suspended users.

use std::time::Duration;

use client::Portal;
use contract::bulk::{BulkAction, BulkRequest};
use contract::links::SetPasswordByLink;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::sign_in::ReplaceReason;
use contract::users::{PasswordChanges, UpdateUser, User};
use entity::account::{Column, Entity};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;
use rules::password_aging::AgingPolicy;
use rules::role::Role;
use rules::status::{ExpiryReason, PasswordStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{ADA, BOB, DAY, NEW, age, days_later, listed, ninety_days, replace};

on_both_databases!(
    an_administrator_expires_a_password,
    unlocking_does_not_renew_an_expired_password,
    suspended_users_are_notified_after_activation,
    passwords_older_than_a_new_maximum_age_can_be_listed,
    passwords_that_expire_soon_are_listed_and_counted,
    the_expiration_job_does_not_undo_a_parallel_reset,
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
    assert_eq!(server.send_expiry_emails().await, 0, "it was told at once");

    // No aging policy revives a password that an administrator expired.
    age(&owner, ninety_days()).await;
    age(&owner, AgingPolicy::default()).await;
    assert_eq!(listed(&owner, "passwordExpired:true").await, [ADA]);
    replace(&server, ReplaceReason::Expired, NEW).await;
    let bulk = BulkRequest {
        action: BulkAction::ExpirePassword,
        ids: vec![user.id, pending.id],
    };
    let results = owner.bulk_users(&bulk).await.unwrap().results;
    assert!(results[0].done && !results[1].done, "{results:?}");
}

async fn unlocking_does_not_renew_an_expired_password(backend: Backend) {
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

async fn suspended_users_are_notified_after_activation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    owner.suspend_user(user.id).await.unwrap();
    owner.expire_user_password(user.id).await.unwrap();
    assert_eq!(server.send_expiry_emails().await, 0);
    assert_eq!(server.mails(ADA, "has expired"), 0);
    owner.activate_user(user.id).await.unwrap();
    assert_eq!(server.send_expiry_emails().await, 1);
    assert_eq!(server.mails(ADA, "has expired"), 1);
}

async fn passwords_older_than_a_new_maximum_age_can_be_listed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let bob = server.active_user(&owner, BOB).await;
    server.pending_user(&owner, "new@example.com").await;
    let exempt = UpdateUser {
        password: Some(PasswordChanges {
            never_expires: Some(true),
        }),
        ..UpdateUser::default()
    };
    owner
        .update_user(bob.id, bob.version, &exempt)
        .await
        .unwrap();
    let owner = days_later(&server, 91).await;
    assert_eq!(listed(&owner, "passwordOlderThan:90").await, [ADA, BOB]);
    assert_eq!(listed(&owner, "passwordNeverExpires:true").await, [BOB]);
    let counted = "passwordOlderThan:90;passwordNeverExpires:false;passwordExpired:false";
    assert_eq!(listed(&owner, counted).await, [ADA]);
    assert!(listed(&owner, "passwordOlderThan:92").await.is_empty());
    assert_eq!(
        listed(&owner, "passwordOlderThan:92,90").await,
        [ADA, BOB],
        "of several any"
    );
    let wrong = ListQuery {
        filter: Some("passwordOlderThan:731".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(
        problem_type(owner.users(&wrong).await),
        ProblemType::InvalidQuery
    );
    age(&owner, ninety_days()).await;
    assert_eq!(listed(&owner, "passwordExpired:true").await, [ADA]);
    assert!(listed(&owner, counted).await.is_empty());
}

async fn passwords_that_expire_soon_are_listed_and_counted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    age(&owner, ninety_days()).await;
    server.active_user(&owner, ADA).await;
    server.pending_user(&owner, "new@example.com").await;
    let owner = days_later(&server, 60).await;
    server.active_user(&owner, BOB).await;
    let soon = "passwordExpiresWithin:7";
    assert!(listed(&owner, soon).await.is_empty());
    assert_eq!(listed(&owner, "passwordExpiresWithin:30").await, [ADA]);
    assert_eq!(owner.user_counts().await.unwrap().expiring, 0);

    let owner = days_later(&server, 23).await;
    assert_eq!(listed(&owner, soon).await, [ADA]);
    assert!(listed(&owner, "passwordExpiresWithin:6").await.is_empty());
    assert_eq!(owner.user_counts().await.unwrap().expiring, 1);

    // What has expired no longer expires soon.
    let owner = days_later(&server, 7).await;
    assert_eq!(listed(&owner, "passwordExpired:true").await, [ADA]);
    assert!(listed(&owner, soon).await.is_empty());
    assert_eq!(owner.user_counts().await.unwrap().expiring, 0);
}

/// The expiration job runs while a reset that replaced the password is about to commit.
async fn the_expiration_job_does_not_undo_a_parallel_reset(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    age(&owner, ninety_days()).await;
    let user = server.active_user(&owner, ADA).await;
    days_later(&server, 91).await;
    let context = server.running.context.clone();
    let reset = context.database().begin().await.unwrap();
    let later = context.now().plus(DAY * 90).unix_millis();
    Entity::update_many()
        .col_expr(Column::PasswordExpiresAt, Expr::value(later))
        .filter(Column::Id.eq(user.id.0))
        .exec(&reset)
        .await
        .unwrap();
    let never = tokio_util::sync::CancellationToken::new();
    let round = tokio::spawn(async move {
        identity::password_aging::send_expiry_emails(&context, &never).await
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    reset.commit().await.unwrap();
    assert_eq!(round.await.unwrap().unwrap(), 0);
    assert_eq!(server.send_expiry_emails().await, 0);
    assert_eq!(server.mails(ADA, "has expired"), 0);
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
}
