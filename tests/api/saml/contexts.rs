//! How a person has to be authenticated: by the policy, and by what a request asks for (attack classes
//! 18 and 25).

use std::time::Duration;

use contract::applications::UpdateApplication;
use contract::change::Change;
use contract::continuing::ContinueAuthorization;
use contract::problem::ProblemType;
use harness::saml::{Answer, Form, Message};
use harness::{AuthenticatorApp, Backend, Surfer, on_both_databases};
use rules::access::WantedFactor;
use rules::time::Timestamp;

use super::{ADA, Setting};
use crate::applications::change;
use crate::openid::asked;

on_both_databases!(
    passwords_are_answered_as_they_were_asked_for,
    a_second_factor_is_asked_for_and_answered_as_it_was_asked_for,
    an_application_never_gets_less_than_the_policy,
    a_forced_sign_in_is_a_new_one,
    a_user_who_cannot_be_asked_gets_an_error,
);

const PASSWORD: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const REFEDS: &str = "https://refeds.org/profile/mfa";
const MICROSOFT: &str = "http://schemas.microsoft.com/claims/multipleauthn";
const CARD: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI";

/// Continues with a request. Returns the problem, or what the application gets.
async fn go_on(surfer: &Surfer, token: &str) -> Result<Answer, ProblemType> {
    let nothing = ContinueAuthorization::default();
    match surfer.portal.continue_authorization(token, nothing).await {
        Err(error) => Err(error.problem().unwrap().kind),
        Ok(continued) => {
            let shown = surfer.get(&continued.address).await;
            Ok(Form::shown(shown).await.answer())
        }
    }
}

async fn policy(here: &Setting, factor: WantedFactor, minutes: Option<u32>) {
    let update = UpdateApplication {
        factor: Some(factor),
        fresh_minutes: Change::from_option(minutes),
        ..UpdateApplication::default()
    };
    change(&here.owner, here.sp.id, update).await;
}

/// Sends a request that the portal has to ask about.
async fn held_up(here: &Setting, request: &Message) -> String {
    asked(&here.ada.get(&here.sp.path(request)).await)
}

/// A request for these contexts, compared in this way.
fn compared(here: &Setting, comparison: &str, classes: &[&str]) -> Message {
    let classes: String = classes
        .iter()
        .map(|class| format!("<saml:AuthnContextClassRef>{class}</saml:AuthnContextClassRef>"))
        .collect();
    here.sp.request().containing(&format!(
        "<samlp:RequestedAuthnContext Comparison=\"{comparison}\">{classes}</samlp:RequestedAuthnContext>"
    ))
}

async fn passwords_are_answered_as_they_were_asked_for(backend: Backend) {
    let here = Setting::new(backend).await;
    let unspecified = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";
    for class in [PASSWORD, unspecified] {
        let answer = here
            .sp
            .answer(&here.ada, &here.sp.request().for_context(class))
            .await;
        assert_eq!(answer.assertion().context(), class);
    }
    for (comparison, classes, expected) in [
        ("exact", &[CARD, PASSWORD, REFEDS][..], PASSWORD),
        ("minimum", &[REFEDS, PASSWORD][..], PASSWORD),
        ("maximum", &[PASSWORD][..], PASSWORD),
    ] {
        let request = compared(&here, comparison, classes);
        let answer = here.sp.answer(&here.ada, &request).await;
        assert_eq!(answer.assertion().context(), expected, "{comparison}");
    }
    // What nobody can reach is an error, and nobody is asked first.
    let stranger = Surfer::new(&here.server);
    for request in [
        here.sp.request().for_context(CARD),
        compared(&here, "better", &[REFEDS]),
        compared(&here, "minimum", &[CARD]),
    ] {
        for surfer in [&here.ada, &stranger] {
            let answer = here.sp.answer(surfer, &request).await;
            assert_eq!(answer.status(), ["Requester", "NoAuthnContext"]);
            assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
            assert!(answer.root.all("saml:Assertion").is_empty());
        }
    }
    here.refused(&harness::saml::query(
        &compared(&here, "any", &[PASSWORD]).xml(),
        None,
    ))
    .await;
}

async fn a_second_factor_is_asked_for_and_answered_as_it_was_asked_for(backend: Backend) {
    let here = Setting::new(backend).await;
    let request = here.sp.request().for_context(REFEDS);
    let token = held_up(&here, &request).await;
    let refused = go_on(&here.ada, &token).await;
    assert_eq!(refused.unwrap_err(), ProblemType::FactorRequired);
    // Continuing without the portal does not help.
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&here.ada.get(&path).await), token);
    AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    let answer = go_on(&here.ada, &token).await.unwrap();
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    assert_eq!(answer.assertion().context(), REFEDS);

    // In this session it has been given.
    for (request, expected) in [
        (here.sp.request().for_context(MICROSOFT), MICROSOFT),
        (here.sp.request().for_context(PASSWORD), PASSWORD),
        (compared(&here, "better", &[PASSWORD]), REFEDS),
        (here.sp.request(), REFEDS),
    ] {
        let answer = here.sp.answer(&here.ada, &request).await;
        assert_eq!(answer.assertion().context(), expected);
    }
}

async fn an_application_never_gets_less_than_the_policy(backend: Backend) {
    let here = Setting::new(backend).await;
    policy(&here, WantedFactor::Any, Some(0)).await;
    let app = AuthenticatorApp::add(&here.server, &here.ada.portal).await;
    // Neither a weaker context nor a factor from before the request is enough.
    let first = held_up(&here, &here.sp.request().for_context(PASSWORD)).await;
    let second = held_up(&here, &here.sp.request()).await;
    let refused = go_on(&here.ada, &first).await;
    assert_eq!(refused.unwrap_err(), ProblemType::ProofRequired);
    let proof = contract::factors::Proof::Factor(app.proof(&here.server));
    here.ada.portal.give_proof(&proof).await.unwrap();
    let answer = go_on(&here.ada, &first).await.unwrap();
    assert_eq!(answer.assertion().context(), PASSWORD);
    // The second tab does not inherit it.
    let refused = go_on(&here.ada, &second).await;
    assert_eq!(refused.unwrap_err(), ProblemType::ProofRequired);
}

async fn a_forced_sign_in_is_a_new_one(backend: Backend) {
    let here = Setting::new(backend).await;
    here.server.clock.advance(Duration::from_secs(60));
    for value in ["true", "1"] {
        let request = here.sp.request().with("ForceAuthn", value);
        let token = held_up(&here, &request).await;
        let shown = here.ada.portal.authorization_request(&token).await.unwrap();
        assert!(shown.sign_in_again);
        let refused = go_on(&here.ada, &token).await;
        assert_eq!(refused.unwrap_err(), ProblemType::ProofRequired);
        here.ada.sign_in(ADA).await;
        let assertion = go_on(&here.ada, &token).await.unwrap().assertion();
        let statement = assertion.root.find("saml:AuthnStatement");
        let at = Timestamp::parse(statement.attribute("AuthnInstant").unwrap()).unwrap();
        // It is written in whole seconds.
        assert!(at.plus(Duration::from_secs(1)) > request.issued_at, "{at}");
    }
    let request = here.sp.request().with("ForceAuthn", "false");
    here.sp.answer(&here.ada, &request).await.assertion();
}

async fn a_user_who_cannot_be_asked_gets_an_error(backend: Backend) {
    let here = Setting::new(backend).await;
    let passive = || here.sp.request().with("IsPassive", "true");
    assert_eq!(
        here.sp
            .answer(&here.ada, &passive())
            .await
            .assertion()
            .name_id(),
        ADA
    );
    let stranger = Surfer::new(&here.server);
    let request = passive();
    let answer = here.sp.answer(&stranger, &request).await;
    assert_eq!(answer.status(), ["Responder", "NoPassive"]);
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    assert_eq!(
        answer.root.attribute("Destination"),
        Some(harness::saml::ACS)
    );
    let answer = here
        .sp
        .answer(&here.ada, &passive().with("ForceAuthn", "true"))
        .await;
    assert_eq!(answer.status(), ["Responder", "NoPassive"]);
    policy(&here, WantedFactor::Any, None).await;
    // Ada has no factor, and cannot set one up without being asked.
    let answer = here.sp.answer(&here.ada, &passive()).await;
    assert_eq!(answer.status().len(), 2, "{}", answer.xml);
    assert!(answer.root.all("saml:Assertion").is_empty());
}
