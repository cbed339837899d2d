//! Guessing codes.

use std::time::Duration;

use client::{Client, Portal};
use contract::factors::FactorProof;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use harness::{
    ADMINISTRATOR_PASSWORD, AuthenticatorApp, Backend, TestDatabase, TestServer, USER_PASSWORD,
    on_both_databases, problem_type,
};
use identity::organizations::{resume, suspend};
use rules::lockout::MOST_WRONG_FACTORS;
use rules::mfa::MfaRequirement;
use rules::status::{LockReason, PasswordStatus};

use super::{
    ADA, add_passkey, after_password, enrolled, events, lockout, set_policy, sign_in_with,
};

on_both_databases!(
    guesses_in_many_sign_ins_are_counted_together,
    two_hundred_parallel_guesses_count_as_at_most_six,
    ten_thousand_codes_from_many_addresses_count_as_at_most_six,
    passwords_and_factors_count_together_if_configured,
    an_administrator_has_five_attempts,
    a_right_factor_resets_the_count,
    a_lock_returns_unfinished_sign_ins_to_the_password,
    a_factor_that_leads_nowhere_is_neither_counted_nor_used_up,
    locks_in_a_row_double,
    after_a_hundred_wrong_factors_only_an_administrator_helps,
);

pub(super) fn guess(n: usize) -> FactorProof {
    FactorProof::Totp(format!("{n:06}"))
}

async fn guesses_in_many_sign_ins_are_counted_together(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    let user = owner
        .users(&Default::default())
        .await
        .unwrap()
        .items
        .remove(0);
    for n in 0..6 {
        let (browser, _) = after_password(&server, ADA).await;
        let answer = problem_type(browser.submit_factor(guess(n)).await);
        let expected = if n < 5 {
            ProblemType::InvalidFields
        } else {
            ProblemType::AccountLocked
        };
        assert_eq!(answer, expected, "{n}");
        let shown = owner.user(user.id).await.unwrap().failed_attempts;
        let factors = shown.factors.unwrap();
        assert_eq!((factors.used as usize, factors.limit), (n + 1, Some(6)));
        assert_eq!(shown.passwords.used, 0);
    }
    server.mail_settled().await;
    assert_eq!(events(&server, "sign_in.factor_failed", "").await, 6);
    assert_eq!(server.mails(ADA, "your account is locked"), 1);
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
    let locked = owner.user(user.id).await.unwrap();
    assert_eq!(locked.password.status, PasswordStatus::Locked);
    let lock = locked.password.lock.unwrap();
    assert_eq!(lock.reason, LockReason::FailedFactorAttempts);
    assert!(lock.until.is_some());
    assert_eq!(locked.failed_attempts.until, lock.until);
    // Nothing works, even the right code in a sign-in that began earlier.
    server.clock.advance(Duration::from_secs(61));
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    assert_eq!(
        problem_type(browser.submit_password(USER_PASSWORD).await),
        ProblemType::AccountLocked
    );
    owner.unlock_user(user.id).await.unwrap();
    sign_in_with(&server, ADA, app.proof(&server)).await;
}

async fn two_hundred_parallel_guesses_count_as_at_most_six(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    enrolled(&server, &owner).await;
    let mut browsers = Vec::new();
    for _ in 0..20 {
        browsers.push(after_password(&server, ADA).await.0);
    }
    let mut guesses = tokio::task::JoinSet::new();
    for n in 0..200 {
        let browser = browsers[n % 20].clone();
        guesses.spawn(async move { browser.submit_factor(guess(n)).await });
    }
    for answer in guesses.join_all().await {
        answer.unwrap_err();
    }
    server.mail_settled().await;
    // Each verified guess has an event; none was verified after the sixth.
    assert_eq!(events(&server, "sign_in.factor_failed", "").await, 6);
}

async fn ten_thousand_codes_from_many_addresses_count_as_at_most_six(backend: Backend) {
    const ADDRESSES: usize = 50;
    const CODES: usize = 10_000;
    let server = TestServer::start_on(TestDatabase::installed(backend).await, |config| {
        config.server.proxies.networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let owner = server.owner().await;
    enrolled(&server, &owner).await;
    let mut browsers = Vec::new();
    for place in 0..ADDRESSES {
        let mut headers = reqwest::header::HeaderMap::new();
        let address = format!("203.0.113.{place}").parse().unwrap();
        headers.insert("X-Forwarded-For", address);
        let http = harness::http_builder()
            .cookie_store(true)
            .default_headers(headers);
        let browser = Client::new(http.build().unwrap(), &server.origin, Portal::User);
        browser.begin_sign_in(ADA).await.unwrap();
        browser.submit_password(USER_PASSWORD).await.unwrap();
        browsers.push(browser);
    }
    let mut guesses = tokio::task::JoinSet::new();
    for (place, browser) in browsers.into_iter().enumerate() {
        guesses.spawn(async move {
            for n in (place..CODES).step_by(ADDRESSES) {
                browser.submit_factor(guess(n)).await.unwrap_err();
            }
        });
    }
    guesses.join_all().await;
    server.mail_settled().await;
    assert_eq!(events(&server, "sign_in.factor_failed", "").await, 6);
    assert_eq!(events(&server, "account.locked", "").await, 1);
}

async fn passwords_and_factors_count_together_if_configured(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    lockout(&owner, |lockout| lockout.counts_together = true).await;
    let user = owner
        .users(&Default::default())
        .await
        .unwrap()
        .items
        .remove(0);
    for n in 0..3 {
        let browser = server.anonymous(Portal::User);
        browser.begin_sign_in(ADA).await.unwrap();
        browser.submit_password("wrong").await.unwrap_err();
        // The right password in between does not reset the count.
        let (browser, _) = after_password(&server, ADA).await;
        let answer = problem_type(browser.submit_factor(guess(n)).await);
        let expected = if n < 2 {
            ProblemType::InvalidFields
        } else {
            ProblemType::AccountLocked
        };
        assert_eq!(answer, expected, "{n}");
        let shown = owner.user(user.id).await.unwrap().failed_attempts;
        assert_eq!(shown.passwords.used as usize, 2 * (n + 1));
        assert_eq!(shown.factors, None);
    }
    let locked = owner.user(user.id).await.unwrap();
    let lock = locked.password.lock.unwrap();
    assert_eq!(lock.reason, LockReason::FailedFactorAttempts);
    server.clock.advance(Duration::from_secs(10 * 60));
    sign_in_with(&server, ADA, app.proof(&server)).await;
    let row = row(&server, user.id.0).await;
    assert_eq!(
        (row.failed_password_attempts, row.failed_factor_attempts),
        (0, 0)
    );
}

async fn an_administrator_has_five_attempts(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let app = AuthenticatorApp::add(&server, &owner).await;
    lockout(&owner, |lockout| lockout.failed_factor_attempts = 20).await;
    let browser = server.anonymous(Portal::Admin);
    browser.begin_sign_in(&server.owner_email).await.unwrap();
    browser
        .submit_password(ADMINISTRATOR_PASSWORD)
        .await
        .unwrap();
    for n in 0..5 {
        let answer = problem_type(browser.submit_factor(guess(n)).await);
        let locked = answer == ProblemType::AccountLocked;
        assert_eq!(locked, n == 4, "{n}");
    }
    server.clock.advance(Duration::from_secs(11 * 60));
    browser.begin_sign_in(&server.owner_email).await.unwrap();
    browser
        .submit_password(ADMINISTRATOR_PASSWORD)
        .await
        .unwrap();
    browser.submit_factor(app.proof(&server)).await.unwrap();
}

async fn a_right_factor_resets_the_count(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    for _ in 0..3 {
        let (browser, _) = after_password(&server, ADA).await;
        for n in 0..5 {
            browser.submit_factor(guess(n)).await.unwrap_err();
        }
        browser.submit_factor(app.proof(&server)).await.unwrap();
    }
}

async fn a_lock_returns_unfinished_sign_ins_to_the_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    lockout(&owner, |lockout| lockout.auto_unlock_minutes = 5).await;
    let lock = Duration::from_secs(5 * 60);
    ada.sign_out().await.unwrap();
    ada.begin_sign_in(ADA).await.unwrap();
    ada.submit_password(USER_PASSWORD).await.unwrap();
    let (stranger, _) = after_password(&server, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    // The right password was given in it, so it shows the lock, and verifies nothing.
    let refused = stranger.submit_factor(app.proof(&server)).await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);
    let refused = stranger.submit_password("anything").await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);
    server.clock.advance(lock);
    let right = app.proof(&server);
    let too_early = stranger.submit_factor(right.clone()).await;
    assert_eq!(problem_type(too_early), ProblemType::WrongStep);
    // The lock did not refuse the browser that is known.
    ada.submit_factor(right).await.unwrap();

    let (one, _) = after_password(&server, ADA).await;
    let (other, _) = after_password(&server, ADA).await;
    for n in 0..6 {
        one.submit_factor(guess(n)).await.unwrap_err();
    }
    for browser in [&one, &other] {
        let refused = browser.submit_password(USER_PASSWORD).await;
        assert_eq!(problem_type(refused), ProblemType::AccountLocked);
    }
    server.clock.advance(lock);
    for browser in [&one, &other] {
        let resumed = browser.resume_sign_in().await.unwrap();
        assert_eq!(resumed.next_step, NextStep::Password);
        let too_early = browser.submit_factor(app.proof(&server)).await;
        assert_eq!(problem_type(too_early), ProblemType::WrongStep);
        let state = browser.submit_password(USER_PASSWORD).await.unwrap();
        assert_eq!(state.next_step, NextStep::Factor);
    }
    one.submit_factor(app.proof(&server)).await.unwrap();
}

async fn a_factor_that_leads_nowhere_is_neither_counted_nor_used_up(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    add_passkey(&server, &ada).await;
    let user = ada.me().await.unwrap().id;
    let recovery_code = &app.added.recovery_codes.as_ref().unwrap()[0];
    let recovery_code = FactorProof::RecoveryCode(recovery_code.clone());
    let (browser, _) = after_password(&server, ADA).await;
    let all_are_refused = async |expected: ProblemType| {
        for proof in [guess(0), app.proof(&server), recovery_code.clone()] {
            let kind = proof.kind();
            let answer = problem_type(browser.submit_factor(proof).await);
            assert_eq!(answer, expected, "{kind:?}");
        }
        let challenge = browser.begin_passkey_factor().await;
        assert_eq!(problem_type(challenge), expected);
    };
    let context = &server.running.context;
    let organization = owner.organization().await.unwrap().id;
    suspend(context, organization).await.unwrap();
    all_are_refused(ProblemType::OrganizationSuspended).await;
    resume(context, organization).await.unwrap();
    set_policy(&owner, |policy| policy.users = MfaRequirement::Off).await;
    all_are_refused(ProblemType::WrongStep).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Optional).await;

    assert_eq!(events(&server, "sign_in.factor_failed", "").await, 0);
    let attempts = owner.user(user).await.unwrap().failed_attempts;
    assert_eq!(attempts.factors.unwrap().used, 0);
    let done = browser.submit_factor(recovery_code).await.unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
}

async fn locks_in_a_row_double(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    enrolled(&server, &owner).await;
    for minutes in [10, 20, 40] {
        let (browser, _) = after_password(&server, ADA).await;
        for n in 0..5 {
            browser.submit_factor(guess(n)).await.unwrap_err();
        }
        let locked = browser.submit_factor(guess(5)).await.unwrap_err();
        let lock = locked.problem().unwrap().lock.unwrap();
        let lasts = Duration::from_secs(minutes * 60);
        assert_eq!(lock.at.until(lock.until.unwrap()), lasts);
        server.clock.advance(lasts);
    }
}

async fn after_a_hundred_wrong_factors_only_an_administrator_helps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    let user = owner.users(&Default::default()).await.unwrap().items[0].id;
    // Neither a policy that never locks nor one that soon forgets ends the row.
    lockout(&owner, |lockout| {
        lockout.locks = false;
        lockout.forgets = true;
        lockout.forgets_after_minutes = 5;
    })
    .await;
    let wrong = async |browser: &Client, count: usize| {
        for n in 0..count {
            let answer = problem_type(browser.submit_factor(guess(n)).await);
            assert_eq!(answer, ProblemType::InvalidFields, "{n}");
        }
    };
    let most = MOST_WRONG_FACTORS as usize;
    let (browser, _) = after_password(&server, ADA).await;
    wrong(&browser, most - 1).await;
    browser.submit_factor(app.proof(&server)).await.unwrap();
    // The right one began another row.
    let (browser, _) = after_password(&server, ADA).await;
    wrong(&browser, 50).await;
    server.clock.advance(Duration::from_secs(6 * 60));
    let (browser, _) = after_password(&server, ADA).await;
    wrong(&browser, most - 51).await;
    let last = browser.submit_factor(guess(0)).await.unwrap_err();
    let lock = last.problem().unwrap().lock.unwrap();
    assert_eq!(lock.reason, LockReason::FailedFactorAttempts);
    assert_eq!(lock.until, None);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "your account is locked"), 1);
    server.clock.advance(Duration::from_secs(48 * 60 * 60));
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    let refused = browser.submit_password(USER_PASSWORD).await;
    assert_eq!(problem_type(refused), ProblemType::AccountLocked);

    let owner = server.owner().await;
    owner.unlock_user(user).await.unwrap();
    let (browser, _) = after_password(&server, ADA).await;
    wrong(&browser, 1).await;
    browser.submit_factor(app.proof(&server)).await.unwrap();
}

async fn row(server: &TestServer, id: uuid::Uuid) -> entity::account::Model {
    use sea_orm::EntityTrait;
    let read = server.running.context.database().read();
    let row = entity::account::Entity::find_by_id(id).one(read).await;
    row.unwrap().unwrap()
}
