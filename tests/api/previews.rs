//! "What if": a preview of new settings says what happens to whom, and after the settings are saved,
//! exactly that happens.

use std::time::Duration;

use client::{Client, Portal};
use contract::change::Change;
use contract::organization::{SetComplianceDeadline, UpdateOrganization};
use contract::page::ListQuery;
use contract::previews::{AffectedAccount, AffectedQuery, PolicyOutcome, PolicyPreview};
use contract::sign_in::diagnosis::SignInVerdict;
use contract::sign_in::{NextStep, ReplaceReason};
use harness::{AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::account::AccountKind;
use rules::lockout::LockoutPolicy;
use rules::mfa::{MfaPolicy, MfaRequirement, MfaStatus};
use rules::password_aging::AgingPolicy;
use rules::passwords::PasswordPolicy;
use rules::status::PasswordStatus;

on_both_databases!(
    a_maximum_age_expires_whom_the_preview_names,
    a_longer_maximum_age_revives_whom_the_preview_names,
    a_deadline_applies_to_everybody_with_a_password,
    required_mfa_starts_the_periods_that_the_preview_names,
    mfa_that_is_no_longer_required_unlocks,
    mfa_that_is_off_is_not_asked_for,
    a_lowered_limit_keeps_out_whom_the_preview_names,
    a_minimum_age_refuses_whom_the_preview_names,
    a_preview_changes_nothing,
);

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The numbers of a preview by outcome.
fn counts(preview: &PolicyPreview) -> Vec<(PolicyOutcome, u64)> {
    let outcomes = preview.outcomes.iter();
    outcomes.map(|one| (one.outcome, one.accounts)).collect()
}

/// Previews a change. The list behind each number has as many accounts.
async fn previewed(owner: &Client, change: &UpdateOrganization) -> Vec<(PolicyOutcome, u64)> {
    let preview = owner.preview_organization(change).await.unwrap();
    for one in &preview.outcomes {
        let accounts = affected(owner, change, Some(one.outcome)).await;
        assert_eq!(accounts.len() as u64, one.accounts, "{preview:?}");
    }
    let all = affected(owner, change, None).await;
    assert_eq!(all.len() as u64, preview.affected, "{preview:?}");
    counts(&preview)
}

async fn affected(
    owner: &Client,
    change: &UpdateOrganization,
    outcome: Option<PolicyOutcome>,
) -> Vec<AffectedAccount> {
    let query = AffectedQuery {
        outcome,
        ..AffectedQuery::default()
    };
    let page = owner.affected_accounts(&query, change).await.unwrap();
    assert_eq!(page.next_cursor, None);
    page.items
}

/// The emails of the accounts with this outcome.
async fn emails(
    owner: &Client,
    change: &UpdateOrganization,
    outcome: PolicyOutcome,
) -> Vec<String> {
    let accounts = affected(owner, change, Some(outcome)).await;
    accounts.into_iter().map(|one| one.email).collect()
}

async fn save(owner: &Client, change: &UpdateOrganization) {
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, change).await.unwrap();
}

/// The answer to the right password in a new browser.
async fn next_step(server: &TestServer, email: &str) -> (NextStep, Option<ReplaceReason>) {
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(email).await.unwrap();
    let step = browser.submit_password(USER_PASSWORD).await.unwrap();
    (step.next_step, step.replace_reason)
}

fn aging(days: u16) -> UpdateOrganization {
    let policy = AgingPolicy {
        has_maximum_age: true,
        maximum_age_days: days,
        ..AgingPolicy::default()
    };
    UpdateOrganization {
        aging_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    }
}

fn mfa(users: MfaRequirement) -> UpdateOrganization {
    let policy = MfaPolicy {
        users,
        ..MfaPolicy::default()
    };
    UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    }
}

async fn a_maximum_age_expires_whom_the_preview_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    server.clock.advance(30 * DAY);
    let owner = server.owner().await;
    let bob = server.active_user(&owner, BOB).await;
    server.pending_user(&owner, "carol@example.com").await;

    let soon = previewed(&owner, &aging(35)).await;
    let expected = [
        (PolicyOutcome::PasswordExpiresSoon, 1),
        (PolicyOutcome::PasswordExpiresEarlier, 1),
    ];
    assert_eq!(soon, expected);
    let change = aging(30);
    let expected = [
        (PolicyOutcome::PasswordExpiresNow, 1),
        (PolicyOutcome::PasswordExpiresEarlier, 1),
    ];
    assert_eq!(previewed(&owner, &change).await, expected);
    let now = emails(&owner, &change, PolicyOutcome::PasswordExpiresNow).await;
    assert_eq!(now, [ADA]);
    let later = affected(&owner, &change, Some(PolicyOutcome::PasswordExpiresEarlier)).await;

    save(&owner, &change).await;
    let ada = owner.user(ada.id).await.unwrap();
    assert_eq!(ada.password.status, PasswordStatus::Expired);
    let replaced = (NextStep::ReplacePassword, Some(ReplaceReason::Expired));
    assert_eq!(next_step(&server, ADA).await, replaced);
    let bob = owner.user(bob.id).await.unwrap();
    assert_eq!(later[0].password_expires_at, bob.password.expires_at);
    assert_eq!(next_step(&server, BOB).await.0, NextStep::Complete);
    // Saving the same again changes nothing for anybody.
    assert_eq!(previewed(&owner, &change).await, []);
}

async fn a_longer_maximum_age_revives_whom_the_preview_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    save(&owner, &aging(30)).await;
    server.clock.advance(31 * DAY);
    let owner = server.owner().await;
    server.active_user(&owner, BOB).await;

    let change = aging(90);
    let expected = [
        (PolicyOutcome::PasswordNoLongerExpired, 1),
        (PolicyOutcome::PasswordExpiresLater, 1),
    ];
    assert_eq!(previewed(&owner, &change).await, expected);
    let revived = emails(&owner, &change, PolicyOutcome::PasswordNoLongerExpired).await;
    assert_eq!(revived, [ADA]);
    assert_eq!(next_step(&server, ADA).await.0, NextStep::ReplacePassword);
    save(&owner, &change).await;
    assert_eq!(next_step(&server, ADA).await.0, NextStep::Complete);
}

async fn a_deadline_applies_to_everybody_with_a_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    server.pending_user(&owner, BOB).await;
    let policy = PasswordPolicy {
        min_length: 20,
        ..PasswordPolicy::default()
    };
    let stricter = UpdateOrganization {
        password_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    // The hash does not say how long the password is.
    let expected = [(PolicyOutcome::PasswordUnchecked, 1)];
    assert_eq!(previewed(&owner, &stricter).await, expected);

    let by = server.clock_now().plus(14 * DAY);
    let change = UpdateOrganization {
        compliance_deadline: Change::Set(SetComplianceDeadline { by }),
        ..stricter
    };
    let expected = [(PolicyOutcome::PasswordExpiresByDeadline, 1)];
    assert_eq!(previewed(&owner, &change).await, expected);
    let dated = affected(&owner, &change, None).await;
    assert_eq!(dated[0].password_expires_at, Some(by));
    save(&owner, &change).await;
    let expires_at = owner.user(ada.id).await.unwrap().password.expires_at;
    assert_eq!(expires_at, Some(by));
    assert_eq!(next_step(&server, ADA).await.0, NextStep::Complete);
    server.clock.advance(14 * DAY);
    assert_eq!(next_step(&server, ADA).await.0, NextStep::ReplacePassword);
}

async fn required_mfa_starts_the_periods_that_the_preview_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    server.active_user(&owner, BOB).await;
    let bob = server.sign_in(Portal::User, BOB, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &bob).await;
    let carol = server.pending_user(&owner, "carol@example.com").await;

    let change = mfa(MfaRequirement::Required);
    let expected = [
        (PolicyOutcome::MfaEnrollmentBegins, 1),
        (PolicyOutcome::MfaEnrollmentBeginsLater, 1),
        (PolicyOutcome::PasswordResetRefused, 1),
    ];
    assert_eq!(previewed(&owner, &change).await, expected);
    let begins = affected(&owner, &change, Some(PolicyOutcome::MfaEnrollmentBegins)).await;
    assert_eq!(begins[0].email, ADA);
    assert!(begins[0].enroll_by.is_some());
    save(&owner, &change).await;
    let ada = owner.user(ada.id).await.unwrap();
    assert_eq!(ada.mfa.status, MfaStatus::EnrollmentPeriod);
    assert!(begins[0].enroll_by <= ada.mfa.enroll_by);
    let carol = owner.user(carol.id).await.unwrap();
    assert_eq!(carol.mfa.status, MfaStatus::NotEnrolled);
    // Hers begins when she has a password.
    let token = server.token_mailed_to(&carol.email).await;
    harness::activate(&server.origin, token).await;
    let carol = owner.user(carol.id).await.unwrap();
    assert_eq!(carol.mfa.status, MfaStatus::EnrollmentPeriod);
}

async fn mfa_that_is_no_longer_required_unlocks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    save(&owner, &mfa(MfaRequirement::Required)).await;
    server.clock.advance(7 * DAY);
    let owner = server.owner().await;
    server.active_user(&owner, BOB).await;

    let change = mfa(MfaRequirement::Optional);
    let expected = [
        (PolicyOutcome::MfaEnrollmentEnds, 1),
        (PolicyOutcome::MfaLockEnds, 1),
        (PolicyOutcome::PasswordResetAllowed, 2),
        (PolicyOutcome::SignInRestored, 1),
    ];
    assert_eq!(previewed(&owner, &change).await, expected);
    let unlocked = emails(&owner, &change, PolicyOutcome::MfaLockEnds).await;
    assert_eq!(unlocked, [ADA]);
    let before = owner.diagnose_user_sign_in(ada.id).await.unwrap();
    assert_eq!(before.verdict, SignInVerdict::Cannot);
    save(&owner, &change).await;
    assert_eq!(next_step(&server, ADA).await.0, NextStep::Complete);
}

async fn mfa_that_is_off_is_not_asked_for(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    AuthenticatorApp::add(&server, &ada).await;
    for (requirement, outcome, step) in [
        (
            MfaRequirement::Off,
            PolicyOutcome::FactorNoLongerRequired,
            NextStep::Complete,
        ),
        (
            MfaRequirement::Required,
            PolicyOutcome::FactorRequiredAgain,
            NextStep::Factor,
        ),
    ] {
        let change = mfa(requirement);
        assert_eq!(previewed(&owner, &change).await, [(outcome, 1)]);
        save(&owner, &change).await;
        assert_eq!(next_step(&server, ADA).await.0, step);
    }
}

async fn a_lowered_limit_keeps_out_whom_the_preview_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    server.active_user(&owner, BOB).await;
    for (email, times) in [(ADA, 4), (BOB, 2)] {
        let guesser = server.anonymous(Portal::User);
        guesser.begin_sign_in(email).await.unwrap();
        for _ in 0..times {
            guesser.submit_password("wrong").await.unwrap_err();
        }
    }
    server.mail_settled().await;
    let policy = LockoutPolicy {
        failed_password_attempts: 3,
        ..LockoutPolicy::default()
    };
    let change = UpdateOrganization {
        lockout_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let before = previewed(&owner, &change).await;
    save(&owner, &change).await;
    let after = owner.diagnose_user_sign_in(ada.id).await.unwrap();
    let expected = match after.verdict {
        SignInVerdict::OnlyKnownBrowsers => PolicyOutcome::SignInOnlyKnownBrowsers,
        SignInVerdict::Cannot => PolicyOutcome::SignInPrevented,
        other => panic!("{other:?}"),
    };
    assert_eq!(before, [(expected, 1)]);
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    browser.submit_password(USER_PASSWORD).await.unwrap_err();
    assert_eq!(next_step(&server, BOB).await.0, NextStep::Complete);
}

async fn a_minimum_age_refuses_whom_the_preview_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let policy = AgingPolicy {
        has_minimum_age: true,
        ..AgingPolicy::default()
    };
    let change = UpdateOrganization {
        aging_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let expected = [(PolicyOutcome::PasswordChangeRefused, 1)];
    assert_eq!(previewed(&owner, &change).await, expected);
    save(&owner, &change).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let changeable_from = ada.me().await.unwrap().password_changeable_from;
    assert!(changeable_from.is_some_and(|from| server.clock_now() < from));
    server.clock.advance(DAY);
    let owner = server.owner().await;
    assert_eq!(previewed(&owner, &change).await, []);
}

async fn a_preview_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ada = server.active_user(&owner, ADA).await;
    server.mail_settled().await;
    let organization = owner.organization().await.unwrap();
    let events = owner.events(&ListQuery::default()).await.unwrap().total;
    let policy = MfaPolicy {
        administrators: MfaRequirement::Required,
        users: MfaRequirement::Required,
        ..MfaPolicy::default()
    };
    let change = UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..aging(1)
    };
    let accounts = affected(&owner, &change, None).await;
    let kinds: Vec<_> = accounts.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [AccountKind::User, AccountKind::Administrator]);
    let preview = owner.preview_organization(&change).await.unwrap();
    assert_eq!((preview.examined, preview.affected), (2, 2));

    assert_eq!(owner.organization().await.unwrap(), organization);
    assert_eq!(owner.user(ada.id).await.unwrap(), ada);
    let same = owner.events(&ListQuery::default()).await.unwrap().total;
    assert_eq!(same, events);
}
