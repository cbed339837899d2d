//! Authenticator apps.

use client::Portal;
use contract::factors::{ConfirmTotp, FactorProof, Proof, RenameFactor};
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, code_at, on_both_databases, problem_type,
};
use rules::mfa::{FactorKind, MfaStatus};
use std::time::Duration;

use super::{ADA, after_password, enrolled, events, refused, sign_in_with};

on_both_databases!(
    an_app_is_added_asked_for_and_removed,
    a_code_works_once_even_in_fifty_parallel_requests,
    a_code_of_a_wrong_clock_is_recognized,
    several_apps_work_for_one_account,
    the_mfa_step_cannot_be_skipped,
    a_new_password_ends_unfinished_sign_ins,
    nobody_finishes_with_the_code_of_another,
    a_session_has_at_most_fifty_unconfirmed_apps,
    an_app_is_confirmed_within_ten_minutes,
);

async fn an_app_is_added_asked_for_and_removed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let begun = ada.begin_totp_enrollment().await.unwrap();
    assert!(begun.uri.contains(&begun.secret), "{}", begun.uri);
    assert!(begun.qr_code.size > 20);
    // It does not count before it is confirmed.
    assert_eq!(ada.my_factors().await.unwrap().factors, []);
    let mut confirm = ConfirmTotp {
        enrollment_id: begun.enrollment_id,
        code: "000000".to_owned(),
        name: "My phone".to_owned(),
    };
    let wrong = ada.confirm_totp_enrollment(&confirm).await.unwrap_err();
    assert_eq!(wrong.problem().unwrap().errors[0].field, "code");
    confirm.code = code_at(&begun.secret, server.clock_now());
    let added = ada.confirm_totp_enrollment(&confirm).await.unwrap();
    assert_eq!(added.recovery_codes.as_ref().unwrap().len(), 10);
    // The code that confirmed it is used up, and so is the enrollment.
    assert_eq!(
        problem_type(ada.confirm_totp_enrollment(&confirm).await),
        ProblemType::Conflict
    );
    let (browser, step) = after_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Factor);
    assert_eq!(step.factors, [FactorKind::Totp, FactorKind::RecoveryCode]);
    assert!(step.access_token.is_none());
    let again = FactorProof::Totp(confirm.code.clone());
    assert_eq!(refused(browser.submit_factor(again).await), "spent");
    server.next_code();
    let code = code_at(&begun.secret, server.clock_now());
    // With a space, as people type it.
    let typed = format!("{} {}", &code[..3], &code[3..]);
    let done = browser
        .submit_factor(FactorProof::Totp(typed))
        .await
        .unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
    let mine = browser.my_factors().await.unwrap();
    assert_eq!(mine.status, MfaStatus::Enrolled);
    assert!(mine.factors[0].last_used_at.is_some());
    let seen = owner.user(user.id).await.unwrap();
    assert_eq!(seen.mfa.factors[0].name, "My phone");
    let name = RenameFactor {
        name: "Old phone".to_owned(),
    };
    let id = mine.factors[0].id;
    assert_eq!(
        browser.rename_factor(id, &name).await.unwrap().name,
        "Old phone"
    );
    browser.remove_factor(id).await.unwrap();
    let mine = browser.my_factors().await.unwrap();
    assert_eq!(
        (mine.status, mine.recovery_codes_left),
        (MfaStatus::NotEnrolled, 0)
    );
    let (_, step) = after_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Complete);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "an MFA factor was added"), 1);
    assert_eq!(server.mails(ADA, "an MFA factor was removed"), 1);
}

async fn a_code_works_once_even_in_fifty_parallel_requests(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    super::lockout(&owner, |lockout| lockout.locks = false).await;
    let code = app.code(&server);
    let mut browsers = Vec::new();
    for _ in 0..50 {
        browsers.push(after_password(&server, ADA).await.0);
    }
    let mut tries = tokio::task::JoinSet::new();
    for browser in browsers {
        let proof = FactorProof::Totp(code.clone());
        tries.spawn(async move { browser.submit_factor(proof).await });
    }
    let answers = tries.join_all().await;
    let (right, wrong): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for answer in wrong {
        assert_eq!(refused(answer), "spent");
    }
}

async fn a_code_of_a_wrong_clock_is_recognized(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    server.clock.advance(Duration::from_secs(3600));
    let now = server.clock_now();
    let (browser, _) = after_password(&server, ADA).await;
    let late = code_at(&app.secret, now.plus(Duration::from_secs(150)));
    assert_eq!(
        refused(browser.submit_factor(FactorProof::Totp(late)).await),
        "wrong"
    );
    assert_eq!(
        events(&server, "sign_in.factor_failed", "clock_drift").await,
        1
    );
    let far = code_at(&app.secret, now.plus(Duration::from_secs(900)));
    assert_eq!(
        refused(browser.submit_factor(FactorProof::Totp(far)).await),
        "wrong"
    );
    assert_eq!(
        events(&server, "sign_in.factor_failed", "clock_drift").await,
        1
    );
    for seconds in [30, 0] {
        // A code of the step before or after is accepted; the later one also uses up the earlier.
        let code = code_at(&app.secret, now.plus(Duration::from_secs(seconds)));
        let (browser, _) = after_password(&server, ADA).await;
        let answer = browser.submit_factor(FactorProof::Totp(code)).await;
        assert_eq!(answer.is_ok(), seconds == 30, "{seconds}");
    }
}

async fn several_apps_work_for_one_account(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, first) = enrolled(&server, &owner).await;
    let second = AuthenticatorApp::add(&server, &ada).await;
    assert!(
        second.added.recovery_codes.is_none(),
        "only the first brings codes"
    );
    for app in [&first, &second] {
        sign_in_with(&server, ADA, app.proof(&server)).await;
    }
}

async fn the_mfa_step_cannot_be_skipped(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    let (browser, _) = after_password(&server, ADA).await;
    // The unfinished sign-in gives no access.
    assert_eq!(
        problem_type(browser.me().await),
        ProblemType::Unauthenticated
    );
    assert_eq!(
        problem_type(browser.submit_password(USER_PASSWORD).await),
        ProblemType::WrongStep
    );
    assert_eq!(
        problem_type(browser.replace_password("another long password").await),
        ProblemType::WrongStep
    );
    let resumed = browser.resume_sign_in().await.unwrap();
    assert_eq!(resumed.next_step, NextStep::Factor);
    // A factor before the password is refused.
    let fresh = server.anonymous(Portal::User);
    fresh.begin_sign_in(ADA).await.unwrap();
    assert_eq!(
        problem_type(fresh.submit_factor(app.proof(&server)).await),
        ProblemType::WrongStep
    );
    // The sign-in of the other portal does not help either.
    let admin = server.anonymous(Portal::Admin);
    assert_eq!(
        problem_type(admin.submit_factor(app.proof(&server)).await),
        ProblemType::SignInExpired
    );
    // A temporary password does not bypass it.
    let user = owner.user(owner_sees(&owner).await).await.unwrap();
    let temporary = contract::users::SetTemporaryPassword {
        password: Some("temporary brass key".to_owned()),
    };
    owner
        .set_temporary_password(user.id, &temporary)
        .await
        .unwrap();
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    let step = browser
        .submit_password("temporary brass key")
        .await
        .unwrap();
    assert_eq!(step.next_step, NextStep::Factor);
    assert_eq!(
        problem_type(browser.replace_password("another long password").await),
        ProblemType::WrongStep
    );
    let step = browser.submit_factor(app.proof(&server)).await.unwrap();
    assert_eq!(step.next_step, NextStep::ReplacePassword);
    let done = browser
        .replace_password("another long password")
        .await
        .unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
}

async fn a_new_password_ends_unfinished_sign_ins(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    let (half, _) = after_password(&server, ADA).await;
    let change = contract::me::ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: "another long password".to_owned(),
    };
    ada.change_password(&change).await.unwrap();
    assert_eq!(
        problem_type(half.submit_factor(app.proof(&server)).await),
        ProblemType::SignInExpired
    );
    // A sign-in that began with a passkey accepts no password.
    let browser = server.anonymous(Portal::User);
    browser.begin_passkey_sign_in().await.unwrap();
    assert_eq!(
        problem_type(browser.resume_sign_in().await),
        ProblemType::SignInExpired
    );
    assert_eq!(
        problem_type(browser.submit_password(USER_PASSWORD).await),
        ProblemType::SignInExpired
    );
}

async fn owner_sees(owner: &client::Client) -> contract::ids::UserId {
    let page = owner
        .users(&contract::page::ListQuery::default())
        .await
        .unwrap();
    page.items[0].id
}

async fn nobody_finishes_with_the_code_of_another(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, adas) = enrolled(&server, &owner).await;
    server.active_user(&owner, "eve@example.com").await;
    let eve = server
        .sign_in(Portal::User, "eve@example.com", USER_PASSWORD)
        .await;
    let eves = AuthenticatorApp::add(&server, &eve).await;
    let (browser, _) = after_password(&server, ADA).await;
    assert_eq!(
        refused(browser.submit_factor(eves.proof(&server)).await),
        "wrong"
    );
    let code = eves.added.recovery_codes.clone().unwrap()[0].clone();
    assert_eq!(
        refused(browser.submit_factor(FactorProof::RecoveryCode(code)).await),
        "wrong"
    );
    browser.submit_factor(adas.proof(&server)).await.unwrap();
}

async fn a_session_has_at_most_fifty_unconfirmed_apps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    for _ in 0..50 {
        ada.begin_totp_enrollment().await.unwrap();
    }
    let refused = ada.begin_totp_enrollment().await;
    assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
    let elsewhere = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    elsewhere.begin_totp_enrollment().await.unwrap();
    server.clock.advance(Duration::from_secs(10 * 60));
    ada.refresh().await.unwrap();
    let proof = Proof::Password(USER_PASSWORD.to_owned());
    ada.give_proof(&proof).await.unwrap();
    ada.begin_totp_enrollment().await.unwrap();
}

async fn an_app_is_confirmed_within_ten_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let begun = ada.begin_totp_enrollment().await.unwrap();
    let confirm = async |right: bool| {
        let code = code_at(&begun.secret, server.clock_now());
        let confirm = ConfirmTotp {
            enrollment_id: begun.enrollment_id,
            code: if right { code } else { "000000".to_owned() },
            name: "My phone".to_owned(),
        };
        problem_type(ada.confirm_totp_enrollment(&confirm).await)
    };
    let last = Duration::from_millis(1);
    server.clock.advance(Duration::from_secs(600) - last);
    let proof = Proof::Password(USER_PASSWORD.to_owned());
    ada.give_proof(&proof).await.unwrap();
    assert_eq!(confirm(false).await, ProblemType::InvalidFields);
    server.clock.advance(last);
    assert_eq!(confirm(true).await, ProblemType::Conflict);
}
