//! Required MFA: the enrollment period, its end, and how an administrator can help.

use std::time::Duration;

use client::Portal;
use contract::bulk::{BulkAction, BulkRequest};
use contract::change::Change;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use contract::users::{MfaChanges, UpdateUser};
use harness::{
    ADMINISTRATOR_PASSWORD, AuthenticatorApp, Backend, TestServer, USER_PASSWORD,
    on_both_databases, problem_type,
};
use rules::mfa::{MfaRequirement, MfaStatus};
use rules::role::Role;
use rules::status::LockReason;

use super::{ADA, after_password, enrolled, is_in, set_policy, sign_in_with};

on_both_databases!(
    the_enrollment_period_begins_reminds_and_locks,
    an_overdue_enrollment_locks_and_an_extension_unlocks,
    enrolling_ends_the_period,
    the_last_factor_cannot_be_removed_if_mfa_is_required,
    a_user_can_override_the_organizations_requirement,
    an_administrator_resets_factors,
    administrators_have_their_own_requirement,
    disabled_mfa_is_not_asked_for,
);

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn the_enrollment_period_begins_reminds_and_locks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    let begun = owner.user(user.id).await.unwrap();
    assert_eq!(begun.mfa.status, MfaStatus::EnrollmentPeriod);
    assert!(is_in(&server, begun.mfa.enroll_by, 7 * DAY), "{begun:?}");
    server.send_enrollment_emails().await;
    server.send_enrollment_emails().await;
    let told = || server.mails(ADA, "set up MFA");
    assert_eq!(told(), 1);
    // During the period the password opens the portal, which prompts for enrollment.
    let (ada, step) = after_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Complete);
    let me = ada.me().await.unwrap();
    assert_eq!(me.mfa.requirement, MfaRequirement::Required);
    assert_eq!(me.mfa.enroll_by, begun.mfa.enroll_by);
    server.clock.advance(6 * DAY + Duration::from_secs(60));
    server.send_enrollment_emails().await;
    server.send_enrollment_emails().await;
    assert_eq!(told(), 2, "a day before");
    server.clock.advance(DAY);
    server.send_enrollment_emails().await;
    server.send_enrollment_emails().await;
    assert_eq!(server.mails(ADA, "your account is locked"), 1);
    let (browser, _) = {
        let browser = server.anonymous(Portal::User);
        browser.begin_sign_in(ADA).await.unwrap();
        let answer = browser.submit_password(USER_PASSWORD).await;
        let error = answer.unwrap_err();
        let lock = error.problem().unwrap().lock.unwrap();
        assert_eq!(lock.reason, LockReason::MfaEnrollmentPeriod);
        (browser, lock)
    };
    assert_eq!(
        problem_type(browser.me().await),
        ProblemType::Unauthenticated
    );
    let counts = owner.user_counts().await;
    // The owner's own session has expired within the week.
    assert!(counts.is_err());
    let owner = server.owner().await;
    let counts = owner.user_counts().await.unwrap();
    assert_eq!(
        (
            counts.mfa.enrollment_overdue,
            counts.password_statuses.locked
        ),
        (1, 1)
    );
}

async fn an_overdue_enrollment_locks_and_an_extension_unlocks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    set_policy(&owner, |policy| {
        policy.users = MfaRequirement::Required;
        policy.enrollment_days = 1;
    })
    .await;
    // The account is locked exactly at that time, without any background job.
    server.clock.advance(DAY - Duration::from_secs(1));
    let owner = server.owner().await;
    ada.refresh().await.unwrap();
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
    // Unlocking does not end this lock.
    assert_eq!(
        problem_type(owner.unlock_user(user.id).await),
        ProblemType::Conflict
    );
    for days in [0, 366] {
        let answer = owner.extend_user_enrollment(user.id, days).await;
        assert_eq!(problem_type(answer), ProblemType::InvalidFields);
    }
    let after = owner.extend_user_enrollment(user.id, 3).await.unwrap();
    assert!(is_in(&server, after.mfa.enroll_by, 3 * DAY), "{after:?}");
    let (ada, _) = after_password(&server, ADA).await;
    AuthenticatorApp::add(&server, &ada).await;
    assert_eq!(
        problem_type(owner.extend_user_enrollment(user.id, 3).await),
        ProblemType::Conflict
    );
}

async fn enrolling_ends_the_period(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (_, app) = enrolled(&server, &owner).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    server.send_enrollment_emails().await;
    assert_eq!(server.mails(ADA, "set up MFA"), 0);
    server.clock.advance(8 * DAY);
    sign_in_with(&server, ADA, app.proof(&server)).await;
    // A new user has their own period, which begins with the first password.
    let owner = server.owner().await;
    let new = server.pending_user(&owner, "eve@example.com").await;
    assert_eq!(new.mfa.status, MfaStatus::NotEnrolled);
    let new = server.active_user(&owner, "mary@example.com").await;
    assert_eq!(new.mfa.status, MfaStatus::EnrollmentPeriod);
    for (status, expected) in [
        ("enrolled", vec![ADA]),
        ("enrollment_period", vec!["mary@example.com"]),
        ("enrollment_overdue", vec![]),
        ("not_enrolled", vec!["eve@example.com"]),
    ] {
        let query = ListQuery {
            filter: Some(format!("mfa:{status}")),
            ..ListQuery::default()
        };
        let page = owner.users(&query).await.unwrap();
        let emails: Vec<_> = page.items.iter().map(|user| user.email.as_str()).collect();
        assert_eq!(emails, expected, "{status}");
        assert_eq!(page.total, expected.len() as u64);
    }
}

async fn the_last_factor_cannot_be_removed_if_mfa_is_required(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    let id = app.added.factor.id;
    assert_eq!(
        problem_type(ada.remove_factor(id).await),
        ProblemType::Conflict
    );
    let second = AuthenticatorApp::add(&server, &ada).await;
    // Two parallel requests do not remove both factors.
    let both = tokio::join!(
        ada.remove_factor(id),
        ada.remove_factor(second.added.factor.id)
    );
    assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
    assert_eq!(ada.my_factors().await.unwrap().factors.len(), 1);
}

async fn a_user_can_override_the_organizations_requirement(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let update = |asked| UpdateUser {
        mfa: Some(MfaChanges {
            requirement_override: asked,
        }),
        ..UpdateUser::default()
    };
    let act = BulkRequest {
        action: BulkAction::RequireMfa,
        ids: vec![user.id],
    };
    assert!(owner.bulk_users(&act).await.unwrap().results[0].done);
    assert!(
        !owner.bulk_users(&act).await.unwrap().results[0].done,
        "already"
    );
    let now = owner.user(user.id).await.unwrap();
    assert_eq!(now.mfa.requirement_override, Some(MfaRequirement::Required));
    assert_eq!(now.mfa.status, MfaStatus::EnrollmentPeriod);
    let off = Change::Set(MfaRequirement::Off);
    let answer = owner.update_user(user.id, now.version, &update(off)).await;
    assert_eq!(problem_type(answer), ProblemType::InvalidFields);
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    let exempt = Change::Set(MfaRequirement::Optional);
    let now = owner
        .update_user(user.id, now.version, &update(exempt))
        .await
        .unwrap();
    assert_eq!(now.mfa.status, MfaStatus::NotEnrolled);
    let now = owner
        .update_user(user.id, now.version, &update(Change::Clear))
        .await
        .unwrap();
    assert_eq!(now.mfa.requirement_override, None);
    assert_eq!(now.mfa.status, MfaStatus::EnrollmentPeriod);
    set_policy(&owner, |policy| policy.users = MfaRequirement::Optional).await;
    let now = owner.user(user.id).await.unwrap();
    assert_eq!(
        (now.mfa.status, now.mfa.enroll_by),
        (MfaStatus::NotEnrolled, None)
    );
}

async fn an_administrator_resets_factors(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    let user = owner
        .users(&ListQuery::default())
        .await
        .unwrap()
        .items
        .remove(0);
    let (waiting, _) = after_password(&server, ADA).await;
    let reader = server
        .administrator(&owner, "reader@example.com", Role::ReadOnly)
        .await;
    assert_eq!(
        problem_type(reader.reset_user_factors(user.id).await),
        ProblemType::Forbidden
    );
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    let help = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    let after = help.reset_user_factors(user.id).await.unwrap();
    assert_eq!(after.mfa.status, MfaStatus::EnrollmentPeriod);
    assert_eq!(
        (after.mfa.factors, after.mfa.recovery_codes_left),
        (vec![], 0)
    );
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
    // A sign-in that has already begun cannot be completed, with or without the old code.
    let answer = waiting.submit_factor(app.proof(&server)).await;
    assert_eq!(problem_type(answer), ProblemType::SignInExpired);
    server.mail_settled().await;
    assert_eq!(server.mails(ADA, "your MFA was reset"), 1);
    assert_eq!(
        problem_type(help.reset_user_factors(user.id).await),
        ProblemType::Conflict
    );
}

async fn administrators_have_their_own_requirement(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let grace = server
        .administrator(&owner, "grace@example.com", Role::Owner)
        .await;
    set_policy(&owner, |policy| {
        policy.administrators = MfaRequirement::Required
    })
    .await;
    let me = grace.administrator_me().await.unwrap();
    assert_eq!(me.mfa.status, MfaStatus::EnrollmentPeriod);
    let own = owner.administrator_me().await.unwrap().id;
    for answer in [
        owner.reset_administrator_factors(own).await.map(drop),
        owner
            .extend_administrator_enrollment(own, 300)
            .await
            .map(drop),
    ] {
        assert_eq!(problem_type(answer), ProblemType::Conflict, "not one's own");
    }
    AuthenticatorApp::add(&server, &owner).await;
    AuthenticatorApp::add(&server, &grace).await;
    owner.reset_administrator_factors(me.id).await.unwrap();
    server.clock.advance(8 * DAY);
    let browser = server.anonymous(Portal::Admin);
    browser.begin_sign_in("grace@example.com").await.unwrap();
    let answer = browser.submit_password(ADMINISTRATOR_PASSWORD).await;
    assert_eq!(problem_type(answer), ProblemType::AccountLocked);
}

async fn disabled_mfa_is_not_asked_for(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Off).await;
    let (_, step) = after_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Complete);
    assert_eq!(
        problem_type(ada.begin_totp_enrollment().await),
        ProblemType::Forbidden
    );
    set_policy(&owner, |policy| policy.users = MfaRequirement::Optional).await;
    sign_in_with(&server, ADA, app.proof(&server)).await;
    let now = owner.organization().await.unwrap();
    let mut policy = now.settings.mfa_policy;
    policy.administrators = MfaRequirement::Off;
    policy.enrollment_days = 0;
    let update = contract::organization::UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..Default::default()
    };
    let refused = owner
        .update_organization(now.version, &update)
        .await
        .unwrap_err();
    let fields: Vec<_> = refused
        .problem()
        .unwrap()
        .errors
        .iter()
        .map(|e| e.field.clone())
        .collect();
    assert_eq!(
        fields,
        ["mfaPolicy.administrators", "mfaPolicy.enrollmentDays"]
    );
}
