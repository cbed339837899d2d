//! Responses without a request: from the card in the portal, and only where the settings allow them
//! (attack class 32).

use contract::applications::UpdateApplication;
use contract::continuing::ContinueAuthorization;
use contract::problem::ProblemType;
use harness::saml::{ACS, Form};
use harness::{Backend, Surfer, field, location, on_both_databases, problem_type};
use rules::access::WantedFactor;
use url::Url;

use super::{ADA, Setting, page};
use crate::applications::change;
use crate::openid::asked;

on_both_databases!(
    a_card_opens_an_application_that_asks_for_nothing,
    nothing_is_sent_without_a_request_unless_the_settings_say_so,
);

/// The path that a card leads to.
async fn launch(here: &Setting) -> String {
    let opened = here.ada.portal.open_application(here.sp.id).await.unwrap();
    let base = Url::parse(&here.server.origin).unwrap();
    let address = base.join(&opened.address).unwrap();
    assert_eq!(address.origin(), base.origin());
    address.path().to_owned()
}

async fn a_card_opens_an_application_that_asks_for_nothing(backend: Backend) {
    let here = Setting::new(backend).await;
    let page = "https://sp.example.com/start?a=1&b=2";
    here.change(|settings| {
        settings.idp_initiated = true;
        settings.default_relay_state = Some(page.to_owned());
    })
    .await;
    let path = launch(&here).await;
    let form = Form::shown(here.ada.get(&path).await).await;
    assert_eq!((&*form.action, form.field("RelayState")), (ACS, Some(page)));
    let answer = form.answer();
    assert_eq!(answer.root.attribute("InResponseTo"), None);
    let assertion = answer.assertion();
    assert_eq!(assertion.signed_by(here.sp.certificate()), Some(true));
    let confirmed = assertion.root.find("saml:SubjectConfirmationData");
    assert_eq!(confirmed.attribute("InResponseTo"), None);
    assert_eq!(confirmed.attribute("Recipient"), Some(ACS));
    assert_eq!(assertion.name_id(), ADA);

    // A person who is not signed in is asked, and the policy of the application applies.
    let stranger = Surfer::new(&here.server);
    let token = asked(&stranger.get(&path).await);
    let shown = stranger.portal.authorization_request(&token).await.unwrap();
    assert_eq!(shown.application.name, "Wiki");
    stranger.sign_in(ADA).await;
    let address = format!("/oidc/continue?request={token}");
    let form = Form::shown(stranger.get(&address).await).await;
    assert_eq!(form.answer().assertion().name_id(), ADA);
    let update = UpdateApplication {
        factor: Some(WantedFactor::Any),
        ..UpdateApplication::default()
    };
    change(&here.owner, here.sp.id, update).await;
    let token = asked(&here.ada.get(&path).await);
    let nothing = ContinueAuthorization::default();
    let refused = here
        .ada
        .portal
        .continue_authorization(&token, nothing)
        .await;
    assert_eq!(problem_type(refused), ProblemType::FactorRequired);
    // The link to the application leads there too.
    let link = location(&here.ada.get(&format!("/open/{}", here.sp.id)).await);
    assert!(link.ends_with(&path), "{link}");
}

async fn nothing_is_sent_without_a_request_unless_the_settings_say_so(backend: Backend) {
    let here = Setting::new(backend).await;
    // The application has to begin, so its front page opens.
    let opened = here.ada.portal.open_application(here.sp.id).await.unwrap();
    assert_eq!(opened.address, "https://sp.example.com/");
    here.change(|settings| settings.idp_initiated = true).await;
    let path = launch(&here).await;
    let stranger = Surfer::new(&here.server);
    let token = asked(&stranger.get(&path).await);
    here.change(|settings| settings.idp_initiated = false).await;
    page(here.ada.get(&path).await).await;
    // Nor for somebody who was on the way.
    stranger.sign_in(ADA).await;
    page(
        stranger
            .get(&format!("/oidc/continue?request={token}"))
            .await,
    )
    .await;
    // The application begins the sign-in at its own address.
    let start = "https://sp.example.com/login";
    let update: UpdateApplication =
        serde_json::from_value(serde_json::json!({"launchUrl": start})).unwrap();
    change(&here.owner, here.sp.id, update).await;
    let opened = here.ada.portal.open_application(here.sp.id).await.unwrap();
    assert_eq!(opened.address, start);
    assert_eq!(field(&opened.address, "SAMLResponse"), None);
}
