//! Lockout under parallel guesses, over every way that takes a password.

use std::time::Duration;

use client::Portal;
use contract::problem::ProblemType;
use contract::users::{AttemptCount, FailedAttempts};
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::status::{LockReason, PasswordStatus};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::factors::lockout;

on_both_databases!(
    two_hundred_parallel_guesses_count_as_at_most_six,
    a_lock_ends_automatically_after_ten_minutes,
    a_locked_person_learns_why_and_an_administrator_unlocks,
    a_lock_without_failed_attempts_is_explained_too,
    the_last_allowed_attempt_can_succeed,
    a_user_has_the_failed_attempts_that_count,
);

async fn two_hundred_parallel_guesses_count_as_at_most_six(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..200 {
        let portal = server.anonymous(Portal::User);
        guesses.spawn(async move {
            portal.begin_sign_in("ada@example.com").await.unwrap();
            // The correct password is among the later ones and must not be verified anymore.
            let guess = if n > 150 {
                USER_PASSWORD.to_owned()
            } else {
                format!("wrong {n}")
            };
            (n > 150, portal.submit_password(&guess).await)
        });
    }
    let results = guesses.join_all().await;
    let found = results
        .iter()
        .filter(|(right, result)| *right && result.is_ok())
        .count();
    let now = owner.user(user.id).await.unwrap();
    let row = entity::account::Entity::find_by_id(user.id.0)
        .one(server.running.context.database().read())
        .await
        .unwrap()
        .unwrap();
    // Either the correct password was among the first six, or the account is locked after six.
    assert!(found > 0 || now.password.status == PasswordStatus::Locked);
    assert!(row.failed_password_attempts <= 6, "{row:?}");
}

async fn a_lock_ends_automatically_after_ten_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    let failures = entity::event::Entity::find()
        .filter(entity::event::Column::Action.eq("sign_in.failed"))
        .filter(entity::event::Column::TargetId.eq(user.id.0))
        .count(server.running.context.database().read())
        .await
        .unwrap();
    assert_eq!(failures, 6);
    server.clock.advance(Duration::from_secs(10 * 60));
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
}

async fn a_locked_person_learns_why_and_an_administrator_unlocks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let portal = server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    // At first no password is verified, so that guessing cannot continue.
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::WrongCredentials
    );
    server.clock.advance(Duration::from_secs(61));
    let refused = portal.submit_password(USER_PASSWORD).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::AccountLocked);
    let lock = problem.lock.expect("why and until when");
    assert_eq!(lock.reason, LockReason::FailedPasswordAttempts);
    assert!(lock.until.is_some());

    let listed = owner.user(user.id).await.unwrap();
    assert_eq!(listed.password.status, PasswordStatus::Locked);
    assert_eq!(listed.password.lock, Some(lock));
    owner.unlock_user(user.id).await.unwrap();
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
}

async fn a_lock_without_failed_attempts_is_explained_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let now = server.running.context.now().unix_millis();
    entity::account::Entity::update_many()
        .col_expr(
            entity::account::Column::LockReason,
            Expr::value(LockReason::Administrator.as_str()),
        )
        .col_expr(entity::account::Column::LockedAt, Expr::value(now))
        .filter(entity::account::Column::Id.eq(user.id.0))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::AccountLocked
    );
    // That was the one verification in a minute.
    let again = server.anonymous(Portal::User);
    again.begin_sign_in("ada@example.com").await.unwrap();
    assert_eq!(
        problem_type(again.submit_password(USER_PASSWORD).await),
        ProblemType::WrongCredentials
    );
}

async fn the_last_allowed_attempt_can_succeed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    for _ in 0..5 {
        portal
            .submit_password("not the password")
            .await
            .unwrap_err();
    }
    // The work that follows the fifth attempt runs while the sixth is being verified.
    portal.submit_password(USER_PASSWORD).await.unwrap();
    server.mail_settled().await;
    portal.me().await.unwrap();
    assert_eq!(server.mails("ada@example.com", "locked"), 0);
}

/// Guesses that use up this many of six attempts, and count until then.
fn used(passwords: u32, until: Option<Timestamp>) -> FailedAttempts {
    let count = |used| AttemptCount {
        used,
        limit: Some(6),
    };
    FailedAttempts {
        passwords: count(passwords),
        factors: Some(count(0)),
        until,
    }
}

async fn a_user_has_the_failed_attempts_that_count(backend: Backend) {
    let minutes = |count: u64| Duration::from_secs(60 * count);
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let shown = async || owner.user(user.id).await.unwrap().failed_attempts;
    let guess = async |count| {
        let portal = server.anonymous(Portal::User);
        portal.begin_sign_in("ada@example.com").await.unwrap();
        for _ in 0..count {
            portal.submit_password("a guess").await.unwrap_err();
        }
        server.mail_settled().await;
    };
    assert_eq!(user.failed_attempts, used(0, None));
    guess(2).await;
    assert_eq!(shown().await, used(2, None));

    // They are forgotten half an hour after the last one, in lists too.
    lockout(&owner, |policy| policy.forgets = true).await;
    guess(1).await;
    let counted = shown().await;
    assert_eq!(counted.passwords.used, 3);
    let until = counted.until.unwrap();
    assert!(until <= server.clock_now().plus(minutes(30)));
    server.clock.advance(minutes(29));
    let owner = server.owner().await;
    let listed = owner.users(&Default::default()).await.unwrap().items;
    assert_eq!(listed[0].failed_attempts, used(3, Some(until)));
    server.clock.advance(minutes(1));
    let owner = server.owner().await;
    let shown = async || owner.user(user.id).await.unwrap();
    assert_eq!(shown().await.failed_attempts, used(0, None));

    // Those of a lock count until it ends.
    guess(6).await;
    let locked = shown().await;
    let until = locked.password.lock.unwrap().until;
    assert_eq!(locked.failed_attempts, used(6, until));
    // A lower limit than those that were used is used up.
    lockout(&owner, |policy| policy.failed_password_attempts = 3).await;
    let lowered = shown().await.failed_attempts.passwords;
    assert_eq!((lowered.used, lowered.limit), (3, Some(3)));
    lockout(&owner, |policy| policy.locks = false).await;
    let unlimited = shown().await.failed_attempts.passwords;
    assert_eq!((unlimited.used, unlimited.limit), (6, None));
    owner.unlock_user(user.id).await.unwrap();
    assert_eq!(shown().await.failed_attempts.passwords.used, 0);
}
