//! What is used once, and by whom (attack classes 24 and 32).

use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use harness::saml::{ACS, Form, RELAY_STATE, query};
use harness::{Backend, Surfer, on_both_databases, problem_type};

use super::{ADA, Setting, page};
use crate::openid::asked;

on_both_databases!(
    another_browser_cannot_continue_a_request,
    all_tabs_work_and_each_request_is_answered_once,
    a_request_expires,
    a_person_can_refuse,
);

async fn another_browser_cannot_continue_a_request(backend: Backend) {
    let here = Setting::new(backend).await;
    let attacker = Surfer::new(&here.server);
    let token = asked(&attacker.get(&here.sp.path(&here.sp.request())).await);
    // The victim opens the attacker's address, signed in and with a request of their own.
    let forced = here.sp.request().with("ForceAuthn", "true");
    asked(&here.ada.get(&here.sp.path(&forced)).await);
    let shown = here.ada.portal.authorization_request(&token).await;
    assert_eq!(problem_type(shown), ProblemType::NotFound);
    let nothing = ContinueAuthorization::default();
    let continued = here
        .ada
        .portal
        .continue_authorization(&token, nothing)
        .await;
    assert_eq!(problem_type(continued), ProblemType::NotFound);
    let path = format!("/oidc/continue?request={token}");
    page(here.ada.get(&path).await).await;
    // So nobody continues with it for the attacker.
    assert_eq!(asked(&attacker.get(&path).await), token);
}

async fn all_tabs_work_and_each_request_is_answered_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let requests = [here.sp.request(), here.sp.request()];
    let mut tokens = Vec::new();
    for (number, request) in requests.iter().enumerate() {
        let query = query(&request.xml(), Some(&format!("tab {number}")));
        tokens.push(asked(&surfer.get(&here.sp.sso(&query)).await));
    }
    surfer.sign_in(ADA).await;
    for number in [1, 0] {
        let path = format!("/oidc/continue?request={}", tokens[number]);
        let form = Form::shown(surfer.get(&path).await).await;
        assert_eq!(form.field("RelayState"), Some(&*format!("tab {number}")));
        let answer = form.answer();
        let id = requests[number].id.as_str();
        assert_eq!(answer.root.attribute("InResponseTo"), Some(id));
        let confirmed = answer.root.find("saml:SubjectConfirmationData");
        assert_eq!(confirmed.attribute("InResponseTo"), Some(id));
        // A reload gets nothing.
        page(surfer.get(&path).await).await;
    }
}

async fn a_request_expires(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let token = asked(&surfer.get(&here.sp.path(&here.sp.request())).await);
    here.server
        .clock
        .advance(rules::lifetimes::AUTHORIZATION_REQUEST);
    let path = format!("/oidc/continue?request={token}");
    let text = page(surfer.get(&path).await).await;
    assert!(text.contains("Open the application again"), "{text}");
}

async fn a_person_can_refuse(backend: Backend) {
    let here = Setting::new(backend).await;
    let request = here.sp.request().with("ForceAuthn", "true");
    let token = asked(&here.ada.get(&here.sp.path(&request)).await);
    let deny = ContinueAuthorization {
        answer: Some(RequestAnswer::Deny),
        ..ContinueAuthorization::default()
    };
    let continued = here.ada.portal.continue_authorization(&token, deny).await;
    let form = Form::shown(here.ada.get(&continued.unwrap().address).await).await;
    assert_eq!(
        (&*form.action, form.field("RelayState")),
        (ACS, Some(RELAY_STATE))
    );
    let answer = form.answer();
    assert_eq!(answer.status(), ["Responder", "RequestDenied"]);
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    page(
        here.ada
            .get(&format!("/oidc/continue?request={token}"))
            .await,
    )
    .await;
}
