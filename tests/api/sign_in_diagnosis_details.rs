//! The details of the diagnosis of a sign-in: who is shut out, which links wait, and what was tried.

use std::time::Duration;

use client::{Client, Portal};
use contract::factors::FactorProof;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::sign_in::diagnosis::SignInFactKind::{self, EmailUnverified};
use contract::sign_in::diagnosis::{
    SignInAttemptResult, SignInRemedy, SignInVerdict, VerificationLimit, VerificationLimitReason,
};
use contract::users::{PasswordChanges, SendActivation, UpdateUser, User};
use entity::mail::Column as MailColumn;
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, activate, on_both_databases, problem_type,
};
use rules::links::LinkPurpose::{
    self, UserActivation, UserEmailVerification, UserPasswordReset,
    UserPasswordResetByAdministrator,
};
use rules::links::VERIFICATION_EVERY;
use rules::mail::MailState;
use rules::password_aging::AgingPolicy;

use crate::company_email::{change, program};
use crate::sign_in_diagnosis::change_mails;

on_both_databases!(
    a_lock_blocks_users_without_a_known_browser,
    the_latest_link_of_each_purpose_is_shown,
    a_failed_email_is_sent_again_only_while_it_helps,
    a_verification_email_is_offered_only_while_it_can_be_sent,
    an_attempt_says_what_was_wrong_and_where,
    the_policies_and_an_exemption_are_shown,
);

const ADA: &str = "ada@example.com";
const SECOND: Duration = Duration::from_secs(1);

async fn a_lock_blocks_users_without_a_known_browser(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    for (forgotten, verdict) in [
        (false, SignInVerdict::OnlyKnownBrowsers),
        (true, SignInVerdict::Cannot),
    ] {
        if forgotten {
            owner.unlock_user(user).await.unwrap();
            owner.end_user_sessions(user).await.unwrap();
        }
        server.guess_until_locked(Portal::User, ADA).await;
        let said = owner.diagnose_user_sign_in(user).await.unwrap();
        assert_eq!(said.verdict, verdict);
        assert_eq!(said.shown_in_known_browsers.is_none(), forgotten);
    }
}

async fn the_latest_link_of_each_purpose_is_shown(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, ADA).await.id;
    let elsewhere = SendActivation {
        email: "ada@home.example".to_owned(),
    };
    owner.send_activation(user, &elsewhere).await.unwrap();
    server.mail_settled().await;
    server.clock.advance(SECOND);
    let anybody = server.anonymous(Portal::User);
    let again = server.clock_now();
    anybody.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    // Both links can still be used.
    let links = owner.diagnose_user_sign_in(user).await.unwrap().links;
    let purposes: Vec<_> = links.iter().map(|link| link.purpose).collect();
    assert_eq!(purposes, [UserActivation]);
    assert!(links[0].sent_at >= again, "{links:?}");

    activate(&server.origin, server.token_mailed_to(ADA).await).await;
    owner.send_user_password_reset(user).await.unwrap();
    server.clock.advance(SECOND);
    anybody.request_password_reset(ADA).await.unwrap();
    server.mail_settled().await;
    let links = owner.diagnose_user_sign_in(user).await.unwrap().links;
    let purposes: Vec<_> = links.iter().map(|link| link.purpose).collect();
    let both = [UserPasswordReset, UserPasswordResetByAdministrator];
    assert_eq!(purposes, both);
}

/// What mends the failure of the last email to this user.
async fn after_failure(server: &TestServer, owner: &Client, user: &User) -> Vec<SignInRemedy> {
    server.mail_settled().await;
    change_mails(server, &user.email, MailColumn::State, MailState::Failed).await;
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    let last = said.facts.last().unwrap();
    assert_eq!(last.kind, SignInFactKind::EmailUndelivered, "{said:?}");
    last.remedies.clone()
}

async fn a_failed_email_is_sent_again_only_while_it_helps(backend: Backend) {
    use SignInRemedy::{ChangeEmail, SendActivation, SendEmailVerification, SendPasswordReset};
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let with_password = server.active_user(&owner, ADA).await;
    let reset = [SendPasswordReset, ChangeEmail];
    owner
        .send_user_password_reset(with_password.id)
        .await
        .unwrap();
    let offered = after_failure(&server, &owner, &with_password).await;
    assert_eq!(offered, reset);
    let anybody = server.anonymous(Portal::User);
    anybody.request_password_reset(ADA).await.unwrap();
    let offered = after_failure(&server, &owner, &with_password).await;
    assert_eq!(offered, reset);
    let unverified = server.active_user(&owner, "bob@example.com").await.id;
    let program = program(&server, &owner).await;
    let unverified = change(&program, unverified, "bob@new.example.com").await;
    let offered = after_failure(&server, &owner, &unverified).await;
    assert_eq!(offered, [SendEmailVerification, ChangeEmail]);

    // Since the email was sent, the account may have got into any state.
    let pending = server.pending_user(&owner, "eve@example.com").await;
    let suspended = server.active_user(&owner, "kim@example.com").await;
    owner.suspend_user(suspended.id).await.unwrap();
    let resets = [UserPasswordReset, UserPasswordResetByAdministrator];
    let table: [(&User, SignInRemedy, &[LinkPurpose]); 4] = [
        (&with_password, SendPasswordReset, &resets),
        (&unverified, SendEmailVerification, &[UserEmailVerification]),
        (&pending, SendActivation, &[UserActivation]),
        (&suspended, SendPasswordReset, &[]),
    ];
    for (user, remedy, helpful) in table {
        for kind in LinkPurpose::ALL {
            change_mails(&server, &user.email, MailColumn::Kind, kind.as_str()).await;
            let again = helpful.contains(&kind).then_some(remedy);
            let expected: Vec<_> = again.into_iter().chain([ChangeEmail]).collect();
            let offered = after_failure(&server, &owner, user).await;
            assert_eq!(offered, expected, "{kind:?} to {}", user.email);
        }
    }
}

/// Why the verification email cannot be sent to this user now, if it cannot. The facts must agree, and so must the
/// server when the email is sent.
async fn limit(owner: &Client, user: &User) -> Option<VerificationLimit> {
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    let unverified = said.facts.iter().find(|fact| fact.kind == EmailUnverified);
    let limit = unverified.unwrap().verification_limit;
    for fact in &said.facts {
        let offered = fact.remedies.contains(&SignInRemedy::SendEmailVerification);
        assert_eq!(offered, limit.is_none(), "{said:?}");
        assert_eq!(fact.verification_limit, limit, "{said:?}");
    }
    let sent = owner.resend_user_email_verification(user.id).await;
    match limit {
        None => sent.unwrap(),
        Some(_) => assert_eq!(problem_type(sent), ProblemType::TooManyRequests),
    }
    limit
}

async fn a_verification_email_is_offered_only_while_it_can_be_sent(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let program = program(&server, &owner).await;
    let user = server.active_user(&owner, ADA).await.id;
    let user = change(&program, user, "ada@new.example.com").await;
    let links = owner.diagnose_user_sign_in(user.id).await.unwrap().links;
    let until = links[0].sent_at.plus(VERIFICATION_EVERY);
    let already_sent = VerificationLimit {
        reason: VerificationLimitReason::AlreadySent,
        until,
    };
    assert_eq!(limit(&owner, &user).await, Some(already_sent));
    let fail = async || {
        server.mail_settled().await;
        change_mails(&server, &user.email, MailColumn::State, MailState::Failed).await;
    };
    for _ in 0..2 {
        fail().await;
        assert_eq!(limit(&owner, &user).await, None);
    }
    fail().await;
    let too_many = VerificationLimit {
        reason: VerificationLimitReason::TooMany,
        until,
    };
    assert_eq!(limit(&owner, &user).await, Some(too_many));
    // A caller who may not send the email does not learn how many were sent.
    let seen = program.diagnose_user_sign_in(user.id).await.unwrap();
    assert_eq!(seen.facts[0].kind, EmailUnverified);
    assert_eq!(seen.facts[0].verification_limit, None);
    server.clock.advance(VERIFICATION_EVERY);
    let owner = server.owner().await;
    assert_eq!(limit(&owner, &user).await, None);
}

async fn an_attempt_says_what_was_wrong_and_where(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &ada).await;
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    browser.submit_password(USER_PASSWORD).await.unwrap();
    let wrong = FactorProof::Totp("000000".to_owned());
    browser.submit_factor(wrong).await.unwrap_err();

    let attempts = owner.diagnose_user_sign_in(user).await.unwrap().attempts;
    let said: Vec<_> = attempts
        .iter()
        .map(|one| (one.result, one.known_address))
        .collect();
    // The first sign-in makes the address known to those after it.
    let expected = [
        (SignInAttemptResult::WrongFactor, true),
        (SignInAttemptResult::SignedIn, false),
    ];
    assert_eq!(said, expected);
    for attempt in &attempts {
        assert_eq!(attempt.device.as_deref(), Some("Firefox on Linux"));
        assert!(attempt.address.is_some(), "{attempt:?}");
        assert_eq!((attempt.times, attempt.reason.as_deref()), (1, None));
    }
}

async fn the_policies_and_an_exemption_are_shown(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    let aging = AgingPolicy {
        has_maximum_age: true,
        ..AgingPolicy::default()
    };
    let change = UpdateOrganization {
        aging_policy: Some(aging.into()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    let settings = owner.organization().await.unwrap().settings;
    let said = owner.diagnose_user_sign_in(user).await.unwrap();
    let policy = said.policy.unwrap();
    assert!(policy.aging.has_maximum_age);
    assert_eq!(policy.aging, settings.aging_policy);
    assert_eq!(policy.lockout, settings.lockout_policy);
    assert_eq!(policy.enrollment_days, settings.mfa_policy.enrollment_days);
    assert!(said.password.expires_at.is_some() && !said.password.never_expires);

    let exempt = UpdateUser {
        password: Some(PasswordChanges {
            never_expires: Some(true),
        }),
        ..UpdateUser::default()
    };
    let version = owner.user(user).await.unwrap().version;
    owner.update_user(user, version, &exempt).await.unwrap();
    let said = owner.diagnose_user_sign_in(user).await.unwrap();
    assert!(said.password.never_expires);
    assert_eq!(said.password.expires_at, None);
    // The organization's policy stays the same.
    assert!(said.policy.unwrap().aging.has_maximum_age);
}
