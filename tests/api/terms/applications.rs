//! In a session that exists, terms are asked for before an application opens, and only then.

use contract::applications::CreateApplication;
use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::factors::Proof;
use contract::problem::ProblemType;
use harness::{AuthenticatorApp, Backend, field, location, on_both_databases, problem_type};
use rules::access::{Check, StepUp, WantedFactor};
use rules::application::OpenTo;
use url::Url;

use super::publish;
use crate::openid::{Setting, asked};

on_both_databases!(
    an_openid_connect_request_waits_for_the_terms,
    a_saml_request_waits_for_the_terms,
    a_bookmark_waits_for_the_terms,
    a_factor_is_given_once_for_an_opening_that_asks_for_terms_too,
);

async fn an_openid_connect_request_waits_for_the_terms(backend: Backend) {
    let here = Setting::new(backend).await;
    let portal = &here.ada.portal;
    let before = here.rp.tokens(&here.ada, &[]).await;
    publish(&here.owner, "Be kind.", true).await;
    // The portal goes on as before.
    assert!(portal.me().await.is_ok());

    let token = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    for answer in [None, Some(RequestAnswer::Approve)] {
        let body = ContinueAuthorization {
            answer,
            chosen: true,
        };
        let refused = portal.continue_authorization(&token, body).await;
        assert_eq!(problem_type(refused), ProblemType::TermsRequired);
    }
    // The address that the portal would open gives nothing either.
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&here.ada.get(&path).await), token);
    let silent = here.rp.sent(&here.ada, &[("prompt", "none")]).await;
    let error = field(&silent, "error");
    assert_eq!(error.as_deref(), Some("interaction_required"));
    // "Why can't Ada open it?" says so.
    let checked = here.owner.check_application_access(here.rp.id, here.user);
    let checked = checked.await.unwrap();
    assert_eq!(checked.step_up, Some(StepUp::AcceptTerms));
    let step = checked.steps.iter().find(|one| one.check == Check::Terms);
    assert_eq!(step.unwrap().step_up, Some(StepUp::AcceptTerms));

    // What is open goes on.
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", before["refresh_token"].as_str().unwrap()),
    ];
    let (status, refreshed) = here.rp.post("/oidc/token", &form).await;
    assert_eq!(status, 200, "{refreshed}");

    portal.accept_my_terms(1).await.unwrap();
    let body = ContinueAuthorization::default();
    let continued = portal.continue_authorization(&token, body).await.unwrap();
    let answer = location(&here.ada.get(&continued.address).await);
    assert!(field(&answer, "code").is_some(), "{answer}");
    // The next version is asked for again.
    publish(&here.owner, "Be brief.", true).await;
    let token = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    let body = ContinueAuthorization::default();
    let refused = portal.continue_authorization(&token, body).await;
    assert_eq!(problem_type(refused), ProblemType::TermsRequired);
    publish(&here.owner, "Be brief.", false).await;
    let sent = here.rp.sent(&here.ada, &[]).await;
    assert!(field(&sent, "code").is_some(), "{sent}");
}

async fn a_saml_request_waits_for_the_terms(backend: Backend) {
    let here = crate::saml::Setting::new(backend).await;
    publish(&here.owner, "Be kind.", true).await;
    let portal = &here.ada.portal;
    let request = here.sp.request();
    let token = asked(&here.ada.get(&here.sp.path(&request)).await);
    let body = ContinueAuthorization::default();
    let refused = portal.continue_authorization(&token, body).await;
    assert_eq!(problem_type(refused), ProblemType::TermsRequired);
    let silent = here.sp.request().with("IsPassive", "true");
    let answer = here.sp.answer(&here.ada, &silent).await;
    assert_eq!(answer.status(), ["Responder", "NoPassive"]);
    // An application that opens without a request waits too.
    here.change(|settings| settings.idp_initiated = true).await;
    let opened = portal.open_application(here.sp.id).await.unwrap();
    let base = Url::parse(&here.server.origin).unwrap();
    let address = base.join(&opened.address).unwrap();
    let unsolicited = asked(&here.ada.get(address.path()).await);
    let body = ContinueAuthorization::default();
    let refused = portal.continue_authorization(&unsolicited, body).await;
    assert_eq!(problem_type(refused), ProblemType::TermsRequired);
    portal.accept_my_terms(1).await.unwrap();
    // It is recognized without a page again.
    here.sp.assertion(&here.ada).await;
}

async fn a_bookmark_waits_for_the_terms(backend: Backend) {
    let here = Setting::new(backend).await;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::bookmark("Wiki", crate::applications::ADDRESS)
    };
    let wiki = here.owner.create_application(&new, None).await.unwrap().id;
    let portal = &here.ada.portal;
    portal.open_application(wiki).await.unwrap();
    publish(&here.owner, "Be kind.", true).await;
    let refused = portal.open_application(wiki).await;
    assert_eq!(problem_type(refused), ProblemType::TermsRequired);
    let older = portal.accept_my_terms(0).await;
    assert_eq!(problem_type(older), ProblemType::Conflict);
    portal.accept_my_terms(1).await.unwrap();
    portal.open_application(wiki).await.unwrap();
}

async fn a_factor_is_given_once_for_an_opening_that_asks_for_terms_too(backend: Backend) {
    let here = Setting::new(backend).await;
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        factor: Some(WantedFactor::Any),
        // For each opening.
        fresh_minutes: Some(0),
        ..CreateApplication::bookmark("Bank", crate::applications::ADDRESS)
    };
    let bank = here.owner.create_application(&new, None).await.unwrap().id;
    publish(&here.owner, "Be kind.", true).await;
    let portal = &here.ada.portal;
    let app = AuthenticatorApp::add(&here.server, portal).await;
    let give = async || {
        let proof = Proof::Factor(app.proof(&here.server));
        portal.give_proof(&proof).await.unwrap();
    };
    let refused = async || problem_type(portal.open_application(bank).await);
    assert_eq!(refused().await, ProblemType::ProofRequired);
    give().await;
    assert_eq!(refused().await, ProblemType::TermsRequired);
    portal.accept_my_terms(1).await.unwrap();
    portal.open_application(bank).await.unwrap();
    // The factor was for that opening only.
    assert_eq!(refused().await, ProblemType::ProofRequired);
    // Terms alone make no application wait for a factor, so an earlier proof still counts in the portal.
    let plain = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::bookmark("Wiki", crate::applications::ADDRESS)
    };
    let wiki = here
        .owner
        .create_application(&plain, None)
        .await
        .unwrap()
        .id;
    give().await;
    portal.open_application(wiki).await.unwrap();
    publish(&here.owner, "Be brief.", true).await;
    let asked = portal.open_application(wiki).await;
    assert_eq!(problem_type(asked), ProblemType::TermsRequired);
    assert!(portal.proof_state().await.unwrap().fresh_until.is_some());
}
