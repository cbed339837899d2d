//! MFA over the API: enrolling, signing in, attacks.

mod attempts;
mod clones;
mod enrollment;
mod forgotten_attempts;
mod passkey_challenges;
mod passkeys;
mod recovery_codes;
mod resets;
mod step_up;
mod totp;

use std::time::Duration;

use client::{Client, Error, Portal};
use contract::factors::FactorProof;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::sign_in::{NextStep, SignIn};
use harness::{AuthenticatorApp, TestServer, USER_PASSWORD};
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

pub(crate) use passkeys::{add as add_passkey, alone as sign_in_with_passkey};

const ADA: &str = "ada@example.com";

/// Signs Ada in, and adds an authenticator app to her account.
async fn enrolled(server: &TestServer, owner: &Client) -> (Client, AuthenticatorApp) {
    server.active_user(owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let app = AuthenticatorApp::add(server, &ada).await;
    (ada, app)
}

/// A client that has sent the password and is asked for a factor.
async fn after_password(server: &TestServer, email: &str) -> (Client, SignIn) {
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(email).await.unwrap();
    let step = browser.submit_password(USER_PASSWORD).await.unwrap();
    (browser, step)
}

/// Signs in with password and factor.
async fn sign_in_with(server: &TestServer, email: &str, factor: FactorProof) -> Client {
    let (browser, step) = after_password(server, email).await;
    assert_eq!(step.next_step, NextStep::Factor);
    let done = browser.submit_factor(factor).await.unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
    browser
}

/// The error code of the field `factor` in a failed call.
fn refused<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    let error = answer.unwrap_err();
    let problem = error.problem().expect("a problem").clone();
    assert_eq!(problem.kind, ProblemType::InvalidFields, "{problem:?}");
    let field = problem
        .errors
        .into_iter()
        .find(|error| error.field == "factor");
    field.expect("the factor is named").code
}

/// Changes the organization's MFA policy.
pub(crate) async fn set_policy(owner: &Client, change: impl FnOnce(&mut MfaPolicy)) {
    let now = owner.organization().await.unwrap();
    let mut policy = now.settings.mfa_policy;
    change(&mut policy);
    let update = UpdateOrganization {
        mfa_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    owner
        .update_organization(now.version, &update)
        .await
        .unwrap();
}

/// The number of events with this action and this text in their details.
async fn events(server: &TestServer, action: &str, detail: &str) -> u64 {
    entity::event::Entity::find()
        .filter(entity::event::Column::Action.eq(action))
        .filter(entity::event::Column::Detail.contains(detail))
        .count(server.running.context.database().read())
        .await
        .unwrap()
}

/// Changes the organization's lockout policy.
pub(crate) async fn lockout(owner: &Client, change: impl FnOnce(&mut LockoutPolicy)) {
    let now = owner.organization().await.unwrap();
    let mut policy = now.settings.lockout_policy;
    change(&mut policy);
    let update = UpdateOrganization {
        lockout_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    owner
        .update_organization(now.version, &update)
        .await
        .unwrap();
}

/// Whether a timestamp is this far from now, with the tolerance of a test.
fn is_in(server: &TestServer, moment: Option<Timestamp>, from_now: Duration) -> bool {
    let second = Duration::from_secs(1);
    let expected = server.clock_now().plus(from_now);
    moment.is_some_and(|moment| moment <= expected && expected.minus(second) <= moment)
}
