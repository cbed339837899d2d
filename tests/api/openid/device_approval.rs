//! Only the person whom a device is for approves it, knowingly, and as strictly as the application is opened in a
//! browser (attack classes 14, 34 and 36).

use std::time::Duration;

use contract::applications::UpdateApplication;
use contract::continuing::RequestAnswer;
use contract::devices::AnswerDevice;
use contract::events::Outcome;
use contract::problem::ProblemType;
use harness::{AuthenticatorApp, Backend, Surfer, on_both_databases, problem_type};
use rules::access::{Refusal, WantedFactor};
use rules::application::OpenTo;

use super::ADA;
use super::device_grant::{Device, setting};
use super::step_up::{give, policy};
use crate::groups::{events, group};

on_both_databases!(
    a_denied_device_gets_nothing,
    nobody_of_another_organization_approves,
    nothing_is_fetched_after_a_loss,
    only_some_wrong_codes_may_be_entered,
    finding_a_device_approves_nothing,
    the_policy_is_obeyed,
    the_terms_are_accepted_first,
    approving_is_consent,
);

async fn a_denied_device_gets_nothing(backend: Backend) {
    let here = setting(backend).await;
    let device = Device::begin(&here.rp).await;
    device.answer(&here.ada, RequestAnswer::Deny).await.unwrap();
    for _ in 0..2 {
        assert_eq!(device.error(&here.rp).await, "access_denied");
    }
    let late = device.approve(&here.ada).await;
    assert_eq!(problem_type(late), ProblemType::NotFound);
    assert_eq!(device.error(&here.rp).await, "access_denied");
    let refused = events(&here.owner, "application.refused").await;
    assert_eq!(refused[0].detail["reason"], "device_denied");
    assert!(events(&here.owner, "application.opened").await.is_empty());
}

async fn nobody_of_another_organization_approves(backend: Backend) {
    let here = setting(backend).await;
    here.other_organization().await;
    let eve = Surfer::signed_in(&here.server, "eve@example.org").await;
    let device = Device::begin(&here.rp).await;
    assert_eq!(problem_type(device.find(&eve).await), ProblemType::NotFound);
    for answer in RequestAnswer::ALL {
        let refused = device.answer(&eve, answer).await;
        assert_eq!(problem_type(refused), ProblemType::NotFound);
    }
    device.approve(&here.ada).await.unwrap();
    device.tokens(&here.rp).await;
}

async fn nothing_is_fetched_after_a_loss(backend: Backend) {
    let here = setting(backend).await;
    let sales = group(&here.owner, "Sales").await.id;
    here.owner.add_group_member(sales, here.user).await.unwrap();
    let assigned = here.owner.assign_application_to_group(here.rp.id, sales);
    assigned.await.unwrap();
    let change = |update| crate::applications::change(&here.owner, here.rp.id, update);
    change(UpdateApplication {
        open_to: Some(OpenTo::Assigned),
        ..UpdateApplication::default()
    })
    .await;
    let enabled = |enabled| UpdateApplication {
        enabled: Some(enabled),
        ..UpdateApplication::default()
    };
    let approved = async || {
        let device = Device::begin(&here.rp).await;
        device.approve(&here.ada).await.unwrap();
        device
    };

    let device = approved().await;
    here.owner
        .remove_group_member(sales, here.user)
        .await
        .unwrap();
    assert_eq!(device.error(&here.rp).await, "access_denied");
    let refused = Device::begin(&here.rp).await.approve(&here.ada).await;
    let refused = refused.unwrap_err();
    assert_eq!(
        refused.problem().unwrap().reason,
        Some(Refusal::NotAssigned)
    );
    here.owner.add_group_member(sales, here.user).await.unwrap();
    // It does not come back.
    assert_eq!(device.error(&here.rp).await, "invalid_grant");

    let device = approved().await;
    change(enabled(false)).await;
    assert_eq!(device.error(&here.rp).await, "access_denied");
    let refused = Device::begin(&here.rp).await.approve(&here.ada).await;
    assert_eq!(problem_type(refused), ProblemType::ApplicationRefused);
    change(enabled(true)).await;

    let device = approved().await;
    here.owner.suspend_user(here.user).await.unwrap();
    assert_eq!(device.error(&here.rp).await, "access_denied");
}

async fn only_some_wrong_codes_may_be_entered(backend: Backend) {
    let here = setting(backend).await;
    let device = Device::begin(&here.rp).await;
    let portal = &here.ada.portal;
    // Those that cannot be a code count too, and so do those of answers.
    for number in 0..9 {
        let typed = if number == 0 { "no code" } else { "BBBB-BBBB" };
        let wrong = portal.find_device(typed).await;
        assert_eq!(problem_type(wrong), ProblemType::NotFound, "{number}");
    }
    let wrong = AnswerDevice {
        user_code: "BBBB-BBBB".to_owned(),
        answer: RequestAnswer::Approve,
    };
    let blocked = async || events(&here.owner, "device.codes_blocked").await;
    assert!(blocked().await.is_empty());
    let refused = portal.answer_device(&wrong).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    // From now on also the right one is refused, in every session of the user.
    let refused = device.approve(&here.ada).await;
    assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
    let elsewhere = Surfer::signed_in(&here.server, ADA).await;
    let refused = device.find(&elsewhere).await;
    assert_eq!(problem_type(refused), ProblemType::TooManyRequests);
    assert_eq!(device.error(&here.rp).await, "authorization_pending");
    // Administrators and the user learn of it, once.
    let recorded = blocked().await;
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].outcome, Outcome::Failure);
    assert_eq!(recorded[0].actor.email.as_deref(), Some(ADA));
    assert_eq!(recorded[0].target.as_ref().unwrap().id, Some(here.user.0));
    // Others are not concerned.
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let grace = Surfer::signed_in(&here.server, grace).await;
    device.find(&grace).await.unwrap();
    here.server.clock.advance(Duration::from_secs(60 * 60 + 1));
    let device = Device::begin(&here.rp).await;
    device.approve(&here.ada).await.unwrap();
}

async fn finding_a_device_approves_nothing(backend: Backend) {
    let here = setting(backend).await;
    let device = Device::begin(&here.rp).await;
    for _ in 0..2 {
        device.find(&here.ada).await.unwrap();
    }
    assert_eq!(device.error(&here.rp).await, "authorization_pending");
}

async fn the_policy_is_obeyed(backend: Backend) {
    let here = setting(backend).await;
    let app = AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    policy(&here, WantedFactor::Any, Some(0)).await;
    for _ in 0..2 {
        let device = Device::begin(&here.rp).await;
        // A factor that was not asked for here is for something else.
        give(&here, &here.ada, &app).await;
        let asked = device.approve(&here.ada).await;
        assert_eq!(problem_type(asked), ProblemType::ProofRequired);
        assert_eq!(device.error(&here.rp).await, "authorization_pending");
        give(&here, &here.ada, &app).await;
        device.approve(&here.ada).await.unwrap();
        let tokens = device.tokens(&here.rp).await;
        let claims = here.rp.verified(&tokens["id_token"]).await;
        assert_eq!(claims["acr"], "mfa");
    }
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let grace = Surfer::signed_in(&here.server, grace).await;
    let device = Device::begin(&here.rp).await;
    let asked = device.approve(&grace).await;
    assert_eq!(problem_type(asked), ProblemType::FactorRequired);
}

async fn the_terms_are_accepted_first(backend: Backend) {
    let here = setting(backend).await;
    crate::terms::publish(&here.owner, "Be kind.", true).await;
    let device = Device::begin(&here.rp).await;
    let asked = device.approve(&here.ada).await;
    assert_eq!(problem_type(asked), ProblemType::TermsRequired);
    assert_eq!(device.error(&here.rp).await, "authorization_pending");
    here.ada.portal.accept_my_terms(1).await.unwrap();
    device.approve(&here.ada).await.unwrap();
    // A device asks every five seconds.
    here.server.clock.advance(Duration::from_secs(10));
    device.tokens(&here.rp).await;
}

async fn approving_is_consent(backend: Backend) {
    let here = setting(backend).await;
    here.change(|settings| settings.consent = true).await;
    let denied = Device::with(&here.rp, "openid email").await;
    denied.answer(&here.ada, RequestAnswer::Deny).await.unwrap();
    let grants = here.ada.portal.my_application_grants().await.unwrap();
    assert_eq!(grants.total, 0);
    let device = Device::with(&here.rp, "openid email").await;
    device.approve(&here.ada).await.unwrap();
    device.tokens(&here.rp).await;
    let grants = here.ada.portal.my_application_grants().await.unwrap();
    assert_eq!(grants.items[0].scopes, ["openid", "email"]);
    assert!(grants.items[0].consented_at.is_some());
}
