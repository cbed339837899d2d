//! An application asks for a new sign-in (`prompt=login`, `max_age`) of people who have different factors
//! (attack class 25).

use std::time::Duration;

use contract::continuing::ContinueAuthorization;
use contract::factors::{FactorProof, Proof};
use contract::problem::ProblemType;
use harness::{AuthenticatorApp, Backend, Surfer, USER_PASSWORD, on_both_databases, problem_type};
use rules::access::WantedFactor;
use rules::mfa::FactorKind;
use serde_json::json;

use super::step_up::{give, go_on, policy};
use super::{ADA, Setting, asked};
use crate::factors::add_passkey;

on_both_databases!(
    one_password_is_for_one_request,
    with_mfa_the_password_comes_first,
    a_passkey_is_both,
    the_password_counts_for_the_application_only,
);

const SECOND: Duration = Duration::from_secs(1);
const WISH: [(&str, &str); 1] = [("prompt", "login")];

fn password() -> Proof {
    Proof::Password(USER_PASSWORD.to_owned())
}

/// A request that Ada is asked about.
async fn requested(here: &Setting) -> String {
    let token = asked(&here.ada.get(&here.rp.authorize_path(&WISH)).await);
    here.server.clock.advance(SECOND);
    token
}

/// The factors that Ada is asked for; none if she has to sign in again.
async fn wanted(here: &Setting, token: &str) -> Vec<FactorKind> {
    let nothing = ContinueAuthorization::default();
    let refused = here.ada.portal.continue_authorization(token, nothing).await;
    let refused = refused.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::ProofRequired);
    here.server.clock.advance(SECOND);
    problem.factors.clone()
}

async fn one_password_is_for_one_request(backend: Backend) {
    let here = Setting::new(backend).await;
    let (first, second) = (requested(&here).await, requested(&here).await);
    assert!(wanted(&here, &first).await.is_empty());
    // What another session proves does not count.
    let other = Surfer::signed_in(&here.server, ADA).await;
    other.portal.give_proof(&password()).await.unwrap();
    assert!(wanted(&here, &first).await.is_empty());
    here.ada.portal.give_proof(&password()).await.unwrap();
    go_on(&here.ada, &first).await.unwrap();
    // Neither a reload nor the second tab inherits it.
    let reload = format!("/oidc/continue?request={first}");
    assert_eq!(here.ada.get(&reload).await.status(), 400);
    let again = format!("/oidc/continue?request={second}");
    assert_eq!(asked(&here.ada.get(&again).await), second);
    assert!(wanted(&here, &second).await.is_empty());
    here.ada.portal.give_proof(&password()).await.unwrap();
    go_on(&here.ada, &second).await.unwrap();
}

async fn with_mfa_the_password_comes_first(backend: Backend) {
    let here = Setting::new(backend).await;
    let app = AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    policy(&here, WantedFactor::Any, Some(0)).await;
    let token = requested(&here).await;
    assert!(wanted(&here, &token).await.is_empty());
    here.ada.portal.give_proof(&password()).await.unwrap();
    assert_eq!(wanted(&here, &token).await, FactorKind::ALL);
    give(&here, &here.ada, &app).await;
    let code = go_on(&here.ada, &token).await.unwrap();
    let (_, tokens) = here.rp.redeem(&code).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(claims["amr"], json!(["pwd", "otp", "mfa"]));
    let age = claims["iat"].as_i64().unwrap() - claims["auth_time"].as_i64().unwrap();
    assert!((0..60).contains(&age), "{claims}");

    // A code is not a sign-in, and neither is a recovery code.
    policy(&here, WantedFactor::None, None).await;
    let token = requested(&here).await;
    let recovery = app.added.recovery_codes.as_ref().unwrap()[0].clone();
    for factor in [app.proof(&here.server), FactorProof::RecoveryCode(recovery)] {
        assert!(wanted(&here, &token).await.is_empty());
        let proof = Proof::Factor(factor);
        here.ada.portal.give_proof(&proof).await.unwrap();
    }
    assert!(wanted(&here, &token).await.is_empty());
    here.ada.portal.give_proof(&password()).await.unwrap();
    go_on(&here.ada, &token).await.unwrap();
}

async fn a_passkey_is_both(backend: Backend) {
    let here = Setting::new(backend).await;
    let portal = &here.ada.portal;
    let mut key = add_passkey(&here.server, portal).await;
    policy(&here, WantedFactor::Passkey, Some(0)).await;
    let token = requested(&here).await;
    assert!(wanted(&here, &token).await.is_empty());
    let challenge = portal.begin_passkey_proof().await.unwrap();
    let proof = Proof::Factor(FactorProof::Passkey(key.get(&challenge)));
    portal.give_proof(&proof).await.unwrap();
    let code = go_on(&here.ada, &token).await.unwrap();
    alone(&here, &code).await;
    // The password is a sign-in too, and the policy is asked for after it.
    let token = requested(&here).await;
    assert!(wanted(&here, &token).await.is_empty());
    portal.give_proof(&password()).await.unwrap();
    assert_eq!(wanted(&here, &token).await, [FactorKind::Passkey]);

    // So it is at the first sign-in.
    let other = Surfer::new(&here.server);
    let challenge = other.portal.begin_passkey_sign_in().await.unwrap();
    let answer = key.get(&challenge);
    other.portal.submit_passkey(&answer).await.unwrap();
    policy(&here, WantedFactor::Passkey, None).await;
    let code = here.rp.code(&other, &[]).await;
    alone(&here, &code).await;
}

/// Expects that an application learns that a passkey was used alone.
async fn alone(here: &Setting, code: &str) {
    let (_, tokens) = here.rp.redeem(code).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let passkey = json!(["pop", "user", "mfa"]);
    assert_eq!((&claims["acr"], &claims["amr"]), (&json!("phr"), &passkey));
}

async fn the_password_counts_for_the_application_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let portal = &here.ada.portal;
    AuthenticatorApp::add(&here.server, portal).await;
    here.server.clock.advance(Duration::from_secs(5 * 60));
    // Nothing asks for it.
    let refused = portal.give_proof(&password()).await;
    assert_eq!(problem_type(refused), ProblemType::FactorRequired);
    let token = requested(&here).await;
    assert!(wanted(&here, &token).await.is_empty());
    let wrong = Proof::Password("not it".to_owned());
    let refused = portal.give_proof(&wrong).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    let given = portal.give_proof(&password()).await.unwrap();
    assert!(given.fresh_until <= here.server.clock_now());
    // A sensitive action still requires the factor.
    let refused = portal.begin_totp_enrollment().await.map(drop);
    assert_eq!(problem_type(refused), ProblemType::ProofRequired);
    go_on(&here.ada, &token).await.unwrap();
    let refused = portal.begin_totp_enrollment().await.map(drop);
    assert_eq!(problem_type(refused), ProblemType::ProofRequired);
    // It is not kept for another request.
    let next = requested(&here).await;
    assert!(wanted(&here, &next).await.is_empty());
}
