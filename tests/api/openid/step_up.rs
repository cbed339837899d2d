//! Applications ask for more, and get it for one opening (attack classes 18, 25 and 26).

use std::time::Duration;

use contract::applications::UpdateApplication;
use contract::change::Change;
use contract::continuing::ContinueAuthorization;
use contract::factors::Proof;
use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use harness::{
    AuthenticatorApp, Backend, RelyingParty, Surfer, field, location, on_both_databases, web,
};
use rules::access::WantedFactor;
use serde_json::json;

use super::{ADA, Setting, asked};

on_both_databases!(
    a_factor_is_given_in_the_tab_that_opened_the_application,
    a_factor_for_each_opening_is_for_one,
    a_factor_for_one_application_opens_no_other,
    a_new_sign_in_is_a_new_one,
    an_application_never_gets_less_than_the_policy,
    a_preferred_level_is_no_obstacle,
    a_refusal_says_why,
);

/// Continues with a request. Returns the problem, or the code.
pub async fn go_on(surfer: &Surfer, token: &str) -> Result<String, ProblemType> {
    let nothing = ContinueAuthorization::default();
    match surfer.portal.continue_authorization(token, nothing).await {
        Err(error) => Err(error.problem().unwrap().kind),
        Ok(continued) => {
            let address = location(&surfer.get(&continued.address).await);
            Ok(field(&address, "code").unwrap_or_else(|| panic!("{address}")))
        }
    }
}

pub async fn policy(here: &Setting, factor: WantedFactor, minutes: Option<u32>) {
    policy_of(here, here.rp.id, factor, minutes).await;
}

async fn policy_of(
    here: &Setting,
    application: ApplicationId,
    factor: WantedFactor,
    minutes: Option<u32>,
) {
    let update = UpdateApplication {
        factor: Some(factor),
        fresh_minutes: Change::from_option(minutes),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, application, update).await;
}

pub async fn give(here: &Setting, surfer: &Surfer, app: &AuthenticatorApp) {
    let proof = Proof::Factor(app.proof(&here.server));
    surfer.portal.give_proof(&proof).await.unwrap();
}

async fn a_factor_is_given_in_the_tab_that_opened_the_application(backend: Backend) {
    let here = Setting::new(backend).await;
    policy(&here, WantedFactor::Any, None).await;
    let elsewhere = Surfer::signed_in(&here.server, ADA).await;
    let token = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    assert_eq!(
        go_on(&here.ada, &token).await,
        Err(ProblemType::FactorRequired)
    );
    // Going on without the portal does not help.
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&here.ada.get(&path).await), token);
    let app = AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    let code = go_on(&here.ada, &token).await.unwrap();
    let (_, tokens) = here.rp.redeem(&code).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("mfa"), &json!(["pwd", "otp", "mfa"]))
    );

    // Another session has to give it itself.
    let token = asked(&elsewhere.get(&here.rp.authorize_path(&[])).await);
    assert_eq!(
        go_on(&elsewhere, &token).await,
        Err(ProblemType::ProofRequired)
    );
    let other = Surfer::new(&here.server);
    other.portal.begin_sign_in(ADA).await.unwrap();
    other
        .portal
        .submit_password(harness::USER_PASSWORD)
        .await
        .unwrap();
    other
        .portal
        .submit_factor(app.proof(&here.server))
        .await
        .unwrap();
    assert!(field(&here.rp.sent(&other, &[]).await, "code").is_some());
}

async fn a_factor_for_each_opening_is_for_one(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let app = AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    policy(&here, WantedFactor::Any, Some(0)).await;
    // A factor from before the request is for something else.
    give(&here, &here.ada, &app).await;
    let first = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    let second = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    assert_eq!(
        go_on(&here.ada, &first).await,
        Err(ProblemType::ProofRequired)
    );
    give(&here, &here.ada, &app).await;
    go_on(&here.ada, &first).await.unwrap();
    // Neither a reload nor the second tab inherits it.
    let reload = here
        .ada
        .get(&format!("/oidc/continue?request={first}"))
        .await;
    assert_eq!(reload.status(), 400);
    assert_eq!(
        go_on(&here.ada, &second).await,
        Err(ProblemType::ProofRequired)
    );
    asked(
        &here
            .ada
            .get(&format!("/oidc/continue?request={second}"))
            .await,
    );
    give(&here, &here.ada, &app).await;
    go_on(&here.ada, &second).await.unwrap();
    // An application that asks for nothing takes nothing away.
    let third = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    give(&here, &here.ada, &app).await;
    assert!(field(&other.sent(&here.ada, &[]).await, "code").is_some());
    go_on(&here.ada, &third).await.unwrap();
}

async fn a_factor_for_one_application_opens_no_other(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = RelyingParty::named(&here.server, &here.owner, "Other", web()).await;
    let app = AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    policy(&here, WantedFactor::Any, Some(0)).await;
    policy_of(&here, other.id, WantedFactor::Any, Some(0)).await;
    let asks = Err(ProblemType::ProofRequired);
    let mine = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    let others = asked(&here.ada.get(&other.authorize_path(&[])).await);
    assert_eq!(go_on(&here.ada, &mine).await, asks);
    assert_eq!(go_on(&here.ada, &others).await, asks);
    give(&here, &here.ada, &app).await;
    // It was given for the other application, and asking again does not change that.
    let path = format!("/oidc/continue?request={mine}");
    assert_eq!(asked(&here.ada.get(&path).await), mine);
    for _ in 0..3 {
        assert_eq!(go_on(&here.ada, &mine).await, asks);
    }
    assert_eq!(asked(&here.ada.get(&path).await), mine);
    // Nor is it kept for the other one, after this one asked.
    assert_eq!(go_on(&here.ada, &others).await, asks);
    give(&here, &here.ada, &app).await;
    go_on(&here.ada, &others).await.unwrap();
    assert_eq!(go_on(&here.ada, &mine).await, asks);
    give(&here, &here.ada, &app).await;
    go_on(&here.ada, &mine).await.unwrap();
}

async fn a_new_sign_in_is_a_new_one(backend: Backend) {
    let here = Setting::new(backend).await;
    for wish in [("prompt", "login"), ("max_age", "0")] {
        let token = asked(&here.ada.get(&here.rp.authorize_path(&[wish])).await);
        let shown = here.ada.portal.authorization_request(&token).await.unwrap();
        assert!(shown.sign_in_again);
        assert_eq!(
            go_on(&here.ada, &token).await,
            Err(ProblemType::ProofRequired)
        );
        here.ada.sign_in(ADA).await;
        go_on(&here.ada, &token).await.unwrap();
    }
    let minute = [("max_age", "60")];
    assert!(field(&here.rp.sent(&here.ada, &minute).await, "code").is_some());
    here.server.clock.advance(Duration::from_secs(60));
    let token = asked(&here.ada.get(&here.rp.authorize_path(&minute)).await);
    let password = Proof::Password(harness::USER_PASSWORD.to_owned());
    here.ada.portal.give_proof(&password).await.unwrap();
    let code = go_on(&here.ada, &token).await.unwrap();
    let (_, tokens) = here.rp.redeem(&code).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let age = claims["iat"].as_i64().unwrap() - claims["auth_time"].as_i64().unwrap();
    assert!((0..60).contains(&age), "{claims}");
}

async fn an_application_never_gets_less_than_the_policy(backend: Backend) {
    let here = Setting::new(backend).await;
    AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    let fresh = Surfer::new(&here.server);
    policy(&here, WantedFactor::Passkey, None).await;
    let pwd = r#"{"id_token":{"acr":{"essential":true,"value":"pwd"}}}"#;
    for wish in [
        ("acr_values", "pwd"),
        ("claims", pwd),
        ("max_age", "99999"),
        ("acr_values", "mfa"),
    ] {
        asked(&here.ada.get(&here.rp.authorize_path(&[wish])).await);
        asked(&fresh.get(&here.rp.authorize_path(&[wish])).await);
    }
    // Settings are checked as they are stored, in whatever order they were changed.
    policy(&here, WantedFactor::None, None).await;
    assert!(field(&here.rp.sent(&here.ada, &[]).await, "code").is_some());
    let essential = r#"{"id_token":{"acr":{"essential":true,"value":"phr"}}}"#;
    let token = asked(
        &here
            .ada
            .get(&here.rp.authorize_path(&[("claims", essential)]))
            .await,
    );
    assert_eq!(
        go_on(&here.ada, &token).await,
        Err(ProblemType::FactorRequired)
    );
}

async fn a_preferred_level_is_no_obstacle(backend: Backend) {
    let here = Setting::new(backend).await;
    // Ada has no factor, and the application only prefers one.
    let preferred = [("acr_values", "phr mfa")];
    let tokens = here.rp.tokens(&here.ada, &preferred).await;
    assert_eq!(here.rp.verified(&tokens["id_token"]).await["acr"], "pwd");
    AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    let preferred = [("acr_values", "mfa")];
    let tokens = here.rp.tokens(&here.ada, &preferred).await;
    assert_eq!(here.rp.verified(&tokens["id_token"]).await["acr"], "mfa");
}

async fn a_refusal_says_why(backend: Backend) {
    let here = Setting::new(backend).await;
    let only = UpdateApplication {
        open_to: Some(rules::application::OpenTo::Assigned),
        ..UpdateApplication::default()
    };
    crate::applications::change(&here.owner, here.rp.id, only).await;
    let token = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    let nothing = ContinueAuthorization::default();
    let refused = here
        .ada
        .portal
        .continue_authorization(&token, nothing)
        .await;
    let refused = refused.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::ApplicationRefused);
    assert_eq!(problem.reason, Some(rules::access::Refusal::NotAssigned));
    let events = crate::groups::events(&here.owner, "application.refused").await;
    assert_eq!(events[0].detail["reason"], "not_assigned");
    let address = here.rp.sent(&here.ada, &[("prompt", "none")]).await;
    assert_eq!(field(&address, "error").as_deref(), Some("access_denied"));
    // Once it is assigned, the same request goes on.
    let assigned = here.owner.assign_application_to_user(here.rp.id, here.user);
    assigned.await.unwrap();
    go_on(&here.ada, &token).await.unwrap();
}
