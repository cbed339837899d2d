//! Lockout under parallel guesses, over every way that takes a password.

use std::time::Duration;

use client::{Client, Portal};
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use contract::users::{AttemptCount, FailedAttempts, User};
use entity::account::Column;
use entity::event::{self, Entity as Event};
use harness::{Backend, TestDatabase, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use rules::links::LinkPurpose;
use rules::lockout::MOST_WRONG_PASSWORDS;
use rules::status::{Lock, LockReason, PasswordStatus};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::factors::lockout;

on_both_databases!(
    of_two_hundred_parallel_guesses_six_are_verified,
    a_lock_ends_automatically_after_ten_minutes,
    a_locked_person_learns_why_and_an_administrator_unlocks,
    a_lock_without_failed_attempts_is_explained_too,
    the_last_allowed_attempt_can_succeed,
    a_user_has_the_failed_attempts_that_count,
    locks_in_a_row_double_and_verify_few_passwords,
    after_a_hundred_wrong_passwords_only_a_reset_or_an_administrator_helps,
    repeated_failures_are_one_event_per_network_and_hour,
    a_stranger_can_cause_few_emails,
    a_reset_does_not_end_an_administrators_lock,
);

async fn of_two_hundred_parallel_guesses_six_are_verified(backend: Backend) {
    let database = TestDatabase::installed(backend).await;
    // A quarter of the places is for one network, and all guesses come from here at the same time.
    let places = |config: &mut latchkey::config::Config| config.security.hashing.queue = 1024;
    let server = TestServer::start_on(database, places).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..200 {
        let portal = server.anonymous(Portal::User);
        guesses.spawn(async move {
            portal.begin_sign_in("ada@example.com").await.unwrap();
            portal.submit_password(&format!("wrong {n}")).await
        });
    }
    for answer in guesses.join_all().await {
        assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
    }
    server.mail_settled().await;
    let row = entity::account::Entity::find_by_id(user.id.0)
        .one(server.running.context.database().read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.failed_password_attempts, 6, "{row:?}");
    let now = owner.user(user.id).await.unwrap();
    assert_eq!(now.password.status, PasswordStatus::Locked);
    // The seventh is not verified, although it is right.
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    let answer = portal.submit_password(USER_PASSWORD).await;
    assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
}

async fn a_lock_ends_automatically_after_ten_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    assert_eq!(failures(&server, &user).await, [Some(6)]);
    server.clock.advance(Duration::from_secs(10 * 60));
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
}

/// The number of attempts in each event of wrong passwords, the oldest first.
async fn failures(server: &TestServer, user: &User) -> Vec<Option<u64>> {
    let events = Event::find()
        .filter(event::Column::Action.eq("sign_in.failed"))
        .filter(event::Column::TargetId.eq(user.id.0))
        .order_by_asc(event::Column::Id)
        .all(server.running.context.database().read())
        .await
        .unwrap();
    let attempts = events
        .into_iter()
        .map(|event| Some(event.detail.get("attempts")?.parse().unwrap()));
    attempts.collect()
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
    lock_by_administrator(&server, &user).await;
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    assert_eq!(
        problem_type(portal.submit_password(USER_PASSWORD).await),
        ProblemType::AccountLocked
    );
    // That was the one verification in this minute.
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

/// Writes columns of an account.
async fn write(server: &TestServer, user: &User, columns: &[(Column, Expr)]) {
    let mut update = entity::account::Entity::update_many();
    for (column, value) in columns {
        update = update.col_expr(*column, value.clone());
    }
    let write = server.running.context.database().write();
    let update = update.filter(Column::Id.eq(user.id.0));
    update.exec(write).await.unwrap();
}

pub(crate) async fn lock_by_administrator(server: &TestServer, user: &User) {
    let now = server.running.context.now().unix_millis();
    let reason = LockReason::Administrator.as_str();
    let lock = [
        (Column::LockReason, Expr::value(reason)),
        (Column::LockedAt, Expr::value(now)),
    ];
    write(server, user, &lock).await;
}

async fn lock_of(owner: &Client, user: &User) -> Option<Lock> {
    owner.user(user.id).await.unwrap().password.lock
}

async fn locks_in_a_row_double_and_verify_few_passwords(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    for minutes in [10, 20, 40] {
        let guesser = server
            .guess_until_locked(Portal::User, "ada@example.com")
            .await;
        let lock = lock_of(&owner, &user).await.unwrap();
        let lasts = Duration::from_secs(minutes * 60);
        assert_eq!(lock.at.until(lock.until.unwrap()), lasts);
        if minutes == 10 {
            for _ in 0..3 {
                server.clock.advance(Duration::from_secs(61));
                guesser.submit_password("wrong").await.unwrap_err();
            }
            // No more passwords are verified during this lock.
            server.clock.advance(Duration::from_secs(61));
            let right = guesser.submit_password(USER_PASSWORD).await;
            assert_eq!(problem_type(right), ProblemType::WrongCredentials);
        }
        server.clock.advance(lasts);
    }
    // The right password ends the row.
    server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    server
        .guess_until_locked(Portal::User, "ada@example.com")
        .await;
    let lock = lock_of(&owner, &user).await.unwrap();
    let lasts = lock.at.until(lock.until.unwrap());
    assert_eq!(lasts, Duration::from_secs(10 * 60));
}

/// Sets a new password with a link that Ada requests.
async fn reset(server: &TestServer, new_password: &str) {
    let portal = server.anonymous(Portal::User);
    portal
        .request_password_reset("ada@example.com")
        .await
        .unwrap();
    server.mail_settled().await;
    let link = server
        .link_mailed_to("ada@example.com", "reset your password")
        .await;
    let by_link = SetPasswordByLink {
        purpose: LinkPurpose::UserPasswordReset,
        token: link.split_once('#').unwrap().1.to_owned(),
        new_password: new_password.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    portal.set_password_by_link(&by_link).await.unwrap();
}

async fn after_a_hundred_wrong_passwords_only_a_reset_or_an_administrator_helps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    // Even where nothing else locks.
    lockout(&owner, |lockout| lockout.locks = false).await;
    let almost = i32::try_from(MOST_WRONG_PASSWORDS).unwrap() - 1;
    let almost = [(Column::WrongPasswords, Expr::value(almost))];
    for by_reset in [true, false] {
        write(&server, &user, &almost).await;
        let portal = server.anonymous(Portal::User);
        portal.begin_sign_in("ada@example.com").await.unwrap();
        portal.submit_password("wrong").await.unwrap_err();
        server.mail_settled().await;
        assert_eq!(lock_of(&owner, &user).await.unwrap().until, None);
        server.clock.advance(Duration::from_secs(61));
        let right = portal.submit_password(USER_PASSWORD).await;
        assert_eq!(problem_type(right), ProblemType::WrongCredentials);
        if by_reset {
            reset(&server, USER_PASSWORD).await;
        } else {
            owner.unlock_user(user.id).await.unwrap();
        }
        server
            .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
            .await;
    }
}

async fn repeated_failures_are_one_event_per_network_and_hour(backend: Backend) {
    let server = TestServer::start_on(TestDatabase::installed(backend).await, |config| {
        config.server.proxies.networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    lockout(&owner, |lockout| lockout.locks = false).await;
    let guess = async |address: &str| {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("X-Forwarded-For", address.parse().unwrap());
        let http = harness::http_builder().cookie_store(true);
        let http = http.default_headers(headers).build().unwrap();
        let portal = Client::new(http, &server.origin, Portal::User);
        portal.begin_sign_in("ada@example.com").await.unwrap();
        portal.submit_password("wrong").await.unwrap_err();
        server.mail_settled().await;
    };
    for address in ["203.0.113.7", "203.0.113.99", "198.51.100.1", "203.0.113.7"] {
        guess(address).await;
    }
    assert_eq!(failures(&server, &user).await, [Some(3), None]);
    server.clock.advance(Duration::from_secs(60 * 60 + 1));
    guess("203.0.113.7").await;
    assert_eq!(failures(&server, &user).await, [Some(3), None, None]);
}

async fn a_stranger_can_cause_few_emails(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    for _ in 0..7 {
        server
            .guess_until_locked(Portal::User, "ada@example.com")
            .await;
        owner.unlock_user(user.id).await.unwrap();
    }
    assert_eq!(server.mails("ada@example.com", "account is locked"), 5);
}

async fn a_reset_does_not_end_an_administrators_lock(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    lock_by_administrator(&server, &user).await;
    reset(&server, "a password of my own").await;
    let reason = lock_of(&owner, &user).await.unwrap().reason;
    assert_eq!(reason, LockReason::Administrator);
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    let refused = portal.submit_password("a password of my own").await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);
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
