//! "Why can't this person sign in?": the diagnosis says what a sign-in then answers, and what it offers
//! mends it.

use std::time::Duration;

use client::{Client, Portal};
use contract::problem::{Problem, ProblemType};
use contract::sign_in::NextStep;
use contract::sign_in::diagnosis::{
    SignInAttemptResult, SignInDiagnosis, SignInFact, SignInFactKind, SignInRemedy, SignInVerdict,
};
use contract::users::{CreateUser, SetTemporaryPassword, User};
use entity::mail::Column as MailColumn;
use harness::{AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::links::LinkPurpose;
use rules::mail::MailState;
use rules::mfa::{FactorKind, MfaRequirement, MfaStatus};
use rules::role::Role;
use rules::state::UserState;
use rules::status::{LockReason, PasswordStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::company_email::{change, program};
use crate::factors::{lockout, set_policy};
use crate::lockout::lock_by_administrator;

on_both_databases!(
    a_state_other_than_active_is_mended_by_activation,
    a_user_without_a_password_waits_for_the_link,
    a_temporary_password_is_replaced_and_expires,
    an_expired_password_is_replaced,
    wrong_passwords_lock_strangers_only,
    a_lowered_limit_hides_the_right_password,
    a_lock_by_an_administrator_refuses_everybody,
    an_enrollment_period_that_is_over_is_extended,
    a_factor_is_asked_for,
    an_unverified_email_gets_no_link,
    an_email_that_failed_is_told,
    attempts_are_told_with_the_address,
);

const ADA: &str = "ada@example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Diagnoses, then signs in with the right password in a new browser. Both must say the same.
async fn agreed(
    server: &TestServer,
    owner: &Client,
    user: &User,
    password: &str,
) -> SignInDiagnosis {
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    let email = owner.user(user.id).await.unwrap().email;
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(&email).await.unwrap();
    match browser.submit_password(password).await {
        Ok(step) => {
            assert_eq!(said.shown.problem, None, "{said:?}");
            assert_eq!(said.shown.next_step, Some(step.next_step), "{said:?}");
            assert_eq!(said.shown.factors, step.factors);
            assert_eq!(said.shown.replace_reason, step.replace_reason);
        }
        Err(error) => {
            let answer = Problem {
                request_id: None,
                ..error.problem().unwrap().clone()
            };
            assert_eq!(said.shown.problem, Some(answer), "{said:?}");
            assert_eq!(said.shown.next_step, None);
        }
    }
    server.mail_settled().await;
    let blocked = said.facts.iter().any(|fact| fact.blocks);
    assert_eq!(blocked, said.shown.problem.is_some(), "{said:?}");
    said
}

/// Compares the facts behind the result with those of the user's own resource.
async fn decided_by(owner: &Client, user: &User, said: &SignInDiagnosis) {
    let user = owner.user(user.id).await.unwrap();
    assert_eq!(said.state, user.state);
    assert_eq!(said.password, user.password);
    assert_eq!(said.mfa, user.mfa);
}

fn kinds(said: &SignInDiagnosis) -> Vec<SignInFactKind> {
    said.facts.iter().map(|fact| fact.kind).collect()
}

fn only(said: &SignInDiagnosis) -> &SignInFact {
    assert_eq!(said.facts.len(), 1, "{said:?}");
    &said.facts[0]
}

fn problem(said: &SignInDiagnosis) -> Option<ProblemType> {
    said.shown.problem.as_ref().map(|problem| problem.kind)
}

/// Changes a column of all emails to this address.
pub async fn change_mails(
    server: &TestServer,
    email: &str,
    column: MailColumn,
    value: impl Into<Expr>,
) {
    entity::mail::Entity::update_many()
        .col_expr(column, value.into())
        .filter(MailColumn::Recipient.eq(email))
        .exec(server.running.context.database().write())
        .await
        .unwrap();
}

async fn a_state_other_than_active_is_mended_by_activation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
    assert_eq!(said.facts, []);
    assert_eq!(said.shown.next_step, Some(NextStep::Complete));
    decided_by(&owner, &user, &said).await;

    owner.suspend_user(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Cannot);
    assert_eq!(problem(&said), Some(ProblemType::AccountSuspended));
    assert_eq!(only(&said).kind, SignInFactKind::Suspended);
    assert_eq!(only(&said).remedies, [SignInRemedy::Activate]);
    assert_eq!(said.sessions, 0);
    assert_eq!(said.state, UserState::Suspended);
    decided_by(&owner, &user, &said).await;

    owner.activate_user(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);

    let new = CreateUser {
        email: "bob@example.com".to_owned(),
        username: "bob".to_owned(),
        state: Some(UserState::Staged),
        ..CreateUser::default()
    };
    let bob = owner.create_user(&new, None).await.unwrap();
    let said = agreed(&server, &owner, &bob, USER_PASSWORD).await;
    let expected = [SignInFactKind::Staged, SignInFactKind::NoPassword];
    assert_eq!(kinds(&said), expected);
    assert_eq!(said.facts[0].remedies, [SignInRemedy::Activate]);
    // The activation email is sent with the activation.
    assert_eq!(said.facts[1].remedies, []);
    let set = SetTemporaryPassword {
        password: Some("quiet orchard lantern".to_owned()),
    };
    owner.set_temporary_password(bob.id, &set).await.unwrap();
    let said = agreed(&server, &owner, &bob, "quiet orchard lantern").await;
    assert_eq!(problem(&said), Some(ProblemType::AccountStaged));
}

async fn a_user_without_a_password_waits_for_the_link(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, ADA).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Cannot);
    assert_eq!(problem(&said), Some(ProblemType::WrongCredentials));
    assert_eq!(only(&said).kind, SignInFactKind::NoPassword);
    assert_eq!(only(&said).remedies, [SignInRemedy::SendActivation]);
    let links: Vec<_> = said
        .links
        .iter()
        .map(|it| (it.purpose, it.expired))
        .collect();
    assert_eq!(links, [(LinkPurpose::UserActivation, false)]);

    server.clock.advance(7 * DAY);
    let owner = server.owner().await;
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    assert!(said.links[0].expired, "{said:?}");
    owner.resend_activation(user.id).await.unwrap();
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    assert!(!said.links[0].expired, "{said:?}");
    assert_eq!(said.links.len(), 1, "{said:?}");
    server.mail_settled().await;
    let token = server.token_mailed_to(ADA).await;
    harness::activate(&server.origin, token).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
    assert_eq!(said.links, []);
}

async fn a_temporary_password_is_replaced_and_expires(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let generated = SetTemporaryPassword::default();
    let set = owner.set_temporary_password(user.id, &generated).await;
    let temporary = set.unwrap().password.unwrap();
    let said = agreed(&server, &owner, &user, &temporary).await;
    assert_eq!(said.verdict, SignInVerdict::CanAfterNewPassword);
    assert_eq!(only(&said).kind, SignInFactKind::TemporaryPassword);
    assert!(only(&said).until.is_some());

    server.clock.advance(DAY);
    let owner = server.owner().await;
    let said = agreed(&server, &owner, &user, &temporary).await;
    assert_eq!(said.verdict, SignInVerdict::Cannot);
    assert_eq!(problem(&said), Some(ProblemType::TemporaryPasswordExpired));
    assert_eq!(only(&said).kind, SignInFactKind::TemporaryPasswordExpired);
    let remedies = [
        SignInRemedy::SendPasswordReset,
        SignInRemedy::SetTemporaryPassword,
    ];
    assert_eq!(only(&said).remedies, remedies);
    let set = owner.set_temporary_password(user.id, &generated).await;
    let temporary = set.unwrap().password.unwrap();
    let said = agreed(&server, &owner, &user, &temporary).await;
    assert_eq!(said.verdict, SignInVerdict::CanAfterNewPassword);
}

async fn an_expired_password_is_replaced(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    owner.expire_user_password(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::CanAfterNewPassword);
    assert_eq!(only(&said).kind, SignInFactKind::PasswordExpired);
    assert!(!only(&said).blocks);
    owner.send_user_password_reset(user.id).await.unwrap();
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    let reset = LinkPurpose::UserPasswordResetByAdministrator;
    assert!(said.links.iter().any(|link| link.purpose == reset));
}

async fn wrong_passwords_lock_strangers_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let known = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    server.guess_until_locked(Portal::User, ADA).await;
    // At first, not even the right password is verified.
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::OnlyKnownBrowsers);
    assert_eq!(problem(&said), Some(ProblemType::WrongCredentials));
    let fact = only(&said);
    assert_eq!(fact.kind, SignInFactKind::Locked);
    let lock = fact.lock.unwrap();
    assert_eq!(said.password.status, PasswordStatus::Locked);
    assert_eq!(said.password.lock, Some(lock));
    assert_eq!(lock.reason, LockReason::FailedPasswordAttempts);
    assert_eq!((fact.since, fact.until), (Some(lock.at), lock.until));
    assert_eq!(fact.remedies, [SignInRemedy::Unlock]);
    let in_known = said.shown_in_known_browsers.unwrap();
    known.sign_out().await.unwrap();
    known.begin_sign_in(ADA).await.unwrap();
    let step = known.submit_password(USER_PASSWORD).await.unwrap();
    assert_eq!(in_known.next_step, Some(step.next_step));
    assert_eq!(said.attempts[0].result, SignInAttemptResult::WrongPassword);
    assert_eq!(said.attempts[0].times, 6);

    server.clock.advance(Duration::from_secs(61));
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(problem(&said), Some(ProblemType::AccountLocked));
    owner.unlock_user(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
    assert_eq!(said.facts, []);
}

async fn a_lowered_limit_hides_the_right_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let guesser = server.anonymous(Portal::User);
    guesser.begin_sign_in(ADA).await.unwrap();
    for _ in 0..4 {
        guesser.submit_password("wrong").await.unwrap_err();
    }
    server.mail_settled().await;
    lockout(&owner, |policy| policy.failed_password_attempts = 3).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(only(&said).kind, SignInFactKind::PasswordNotVerified);
    // That attempt has locked the account.
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(only(&said).kind, SignInFactKind::Locked);
}

async fn a_lock_by_an_administrator_refuses_everybody(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    lock_by_administrator(&server, &user).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Cannot);
    assert_eq!(problem(&said), Some(ProblemType::AccountLocked));
    assert_eq!(only(&said).until, None);
    owner.unlock_user(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
}

async fn an_enrollment_period_that_is_over_is_extended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
    assert_eq!(only(&said).kind, SignInFactKind::EnrollmentPeriod);
    assert_eq!(said.policy.unwrap().mfa, MfaRequirement::Required);

    server.clock.advance(7 * DAY);
    let owner = server.owner().await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Cannot);
    let lock = only(&said).lock.unwrap();
    assert_eq!(lock.reason, LockReason::MfaEnrollmentPeriod);
    assert_eq!(only(&said).remedies, [SignInRemedy::ExtendEnrollment]);
    owner.extend_user_enrollment(user.id, 3).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
}

async fn a_factor_is_asked_for(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &ada).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.verdict, SignInVerdict::Can);
    assert_eq!(said.shown.next_step, Some(NextStep::Factor));
    assert!(said.shown.factors.contains(&FactorKind::Totp));
    assert_eq!(said.mfa.status, MfaStatus::Enrolled);
    assert_eq!(said.mfa.factors[0].kind, FactorKind::Totp);
    decided_by(&owner, &user, &said).await;
    owner.reset_user_factors(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    assert_eq!(said.shown.next_step, Some(NextStep::Complete));
}

async fn an_unverified_email_gets_no_link(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let program = program(&server, &owner).await;
    change(&program, user.id, "ada@new.example.com").await;
    owner.expire_user_password(user.id).await.unwrap();
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    let expected = [
        SignInFactKind::PasswordExpired,
        SignInFactKind::EmailUnverified,
    ];
    assert_eq!(kinds(&said), expected);
    assert_eq!(said.facts[0].remedies, [SignInRemedy::SetTemporaryPassword]);
    // Nor does anybody learn of the link that undoes the change.
    let undo = LinkPurpose::UserEmailChangeUndo;
    assert!(said.links.iter().all(|link| link.purpose != undo));
}

async fn an_email_that_failed_is_told(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, ADA).await;
    server.mail_settled().await;
    let refusal = "550 5.1.1 No such mailbox";
    change_mails(&server, ADA, MailColumn::State, MailState::Failed).await;
    change_mails(&server, ADA, MailColumn::LastError, refusal).await;
    let said = agreed(&server, &owner, &user, USER_PASSWORD).await;
    let expected = [SignInFactKind::NoPassword, SignInFactKind::EmailUndelivered];
    assert_eq!(kinds(&said), expected);
    let last = &said.deliveries.unwrap()[0];
    assert_eq!(last.last_error.as_deref(), Some(refusal));
    let remedies = [SignInRemedy::SendActivation, SignInRemedy::ChangeEmail];
    assert_eq!(said.facts[1].remedies, remedies);
    // The help desk cannot change the email.
    let helper = server.administrator(&owner, "helper@example.com", Role::HelpDesk);
    let seen = helper.await.diagnose_user_sign_in(user.id).await.unwrap();
    assert_eq!(seen.facts[1].remedies, [SignInRemedy::SendActivation]);
}

async fn attempts_are_told_with_the_address(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    owner.suspend_user(user.id).await.unwrap();
    server.clock.advance(Duration::from_secs(1));
    agreed(&server, &owner, &user, USER_PASSWORD).await;
    let said = owner.diagnose_user_sign_in(user.id).await.unwrap();
    let last = &said.attempts[0];
    assert_eq!(last.result, SignInAttemptResult::Refused);
    assert_eq!(last.reason.as_deref(), Some("account-suspended"));
    assert!(last.known_address, "{said:?}");
}
