//! The whole way from an application to its assertion.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::continuing::ContinueAuthorization;
use contract::page::ListQuery;
use harness::saml::{ACS, Form, Message, RELAY_STATE, SECOND_ACS, SP, deflated, sp_key};
use harness::{Backend, Surfer, location, on_both_databases};
use rules::saml::SignedParts;
use rules::time::Timestamp;

use super::Setting;
use crate::groups::events;
use crate::openid::asked;

on_both_databases!(
    a_signed_in_user_is_recognized_without_a_page,
    a_user_who_is_not_signed_in_signs_in_first,
    an_application_can_post_its_request,
    what_is_signed_and_encrypted_follows_the_settings,
    a_request_can_choose_a_registered_address,
);

async fn a_signed_in_user_is_recognized_without_a_page(backend: Backend) {
    let here = Setting::new(backend).await;
    let request = here
        .sp
        .request()
        .with("Destination", &here.sp.provider.sso_url);
    let page = here.ada.get(&here.sp.path(&request)).await;
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(page.headers()["cache-control"], "no-store");
    let form = Form::shown(page).await;
    assert_eq!(form.action, ACS);
    assert_eq!(form.field("RelayState"), Some(RELAY_STATE));

    let answer = form.answer();
    let provider = &here.sp.provider;
    let root = &answer.root;
    assert_eq!(answer.status(), ["Success"]);
    assert_eq!(root.attribute("Destination"), Some(ACS));
    assert_eq!(root.attribute("InResponseTo"), Some(&*request.id));
    assert_eq!(root.child("saml:Issuer").unwrap().text, provider.entity_id);
    assert_eq!(answer.signed_by(here.sp.certificate()), Some(true));

    let assertion = answer.assertion();
    assert_eq!(assertion.signed_by(here.sp.certificate()), Some(true));
    let root = &assertion.root;
    assert_eq!(root.find("saml:Audience").text, SP);
    assert_eq!(root.child("saml:Issuer").unwrap().text, provider.entity_id);
    let confirmed = root.find("saml:SubjectConfirmationData");
    assert_eq!(confirmed.attribute("Recipient"), Some(ACS));
    assert_eq!(confirmed.attribute("InResponseTo"), Some(&*request.id));
    // For minutes, and for one application.
    let until = confirmed.attribute("NotOnOrAfter").unwrap();
    let until = Timestamp::parse(until).unwrap();
    let issued = Timestamp::parse(root.attribute("IssueInstant").unwrap()).unwrap();
    let minutes = Duration::from_secs(5 * 60);
    assert!(issued < until && until <= issued.plus(minutes), "{until}");
    assert_eq!(
        (assertion.name_format(), assertion.name_id()),
        ("emailAddress", super::ADA)
    );
    assert!(assertion.context().ends_with(":PasswordProtectedTransport"));

    // Another request in the same session gets the same session of the application.
    let again = here.sp.assertion(&here.ada).await;
    assert_eq!(again.session_index(), assertion.session_index());
    assert_ne!(again.root.attribute("ID"), root.attribute("ID"));
    assert_eq!(events(&here.owner, "application.opened").await.len(), 2);
    let shown = here.owner.application(here.sp.id).await.unwrap();
    assert!(shown.last_opened_at.is_some());
    let sessions = here
        .owner
        .application_sessions(here.sp.id, &ListQuery::default())
        .await
        .unwrap();
    let id = sessions.items[0].id.to_string();
    assert!(assertion.session_index().contains(&id), "{id}");
}

async fn a_user_who_is_not_signed_in_signs_in_first(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let request = here.sp.request();
    let token = asked(&surfer.get(&here.sp.signed(&request)).await);
    let shown = surfer.portal.authorization_request(&token).await.unwrap();
    assert_eq!(shown.application.name, "Wiki");
    assert!(!shown.sign_in_again && shown.scopes.is_empty());
    // Nobody continues before signing in.
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&surfer.get(&path).await), token);
    surfer.sign_in(super::ADA).await;
    let nothing = ContinueAuthorization::default();
    let continued = surfer.portal.continue_authorization(&token, nothing).await;
    let address = continued.unwrap().address;
    let form = Form::shown(surfer.get(&address).await).await;
    assert_eq!(
        (&*form.action, form.field("RelayState")),
        (ACS, Some(RELAY_STATE))
    );
    let answer = form.answer();
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    assert_eq!(answer.assertion().name_id(), super::ADA);
    // The request is answered.
    super::page(surfer.get(&address).await).await;
    assert!(surfer.portal.authorization_request(&token).await.is_err());
}

async fn an_application_can_post_its_request(backend: Backend) {
    let here = Setting::new(backend).await;
    let request = here.sp.request();
    let path = format!("/saml/{}/sso", here.sp.id);
    let origin = "https://sp.example.com";
    let post = async |request: &Message| {
        let message = STANDARD.encode(request.xml());
        let form = [("SAMLRequest", &*message), ("RelayState", RELAY_STATE)];
        here.ada.post(&path, origin, &form).await
    };
    // The browser sends it again with its cookies, which it does not send with such a form.
    let sent = post(&request).await;
    assert!(sent.headers().get("set-cookie").is_none());
    let address = location(&sent);
    assert!(
        address.starts_with(&format!("{path}?SAMLRequest=")),
        "{address}"
    );
    let form = Form::shown(here.ada.get(&address).await).await;
    assert_eq!(form.field("RelayState"), Some(RELAY_STATE));
    let answer = form.answer();
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    answer.assertion();

    // A signature inside of the XML is not verified, so it is not accepted either.
    let signature = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature>";
    let sent = post(&here.sp.request().containing(signature)).await;
    assert!(super::page(sent).await.contains("XML signature"));
    // What is compressed belongs to the other binding.
    let form = [("SAMLRequest", &*deflated(request.xml().as_bytes()))];
    super::page(here.ada.post(&path, origin, &form).await).await;
}

async fn what_is_signed_and_encrypted_follows_the_settings(backend: Backend) {
    let here = Setting::new(backend).await;
    let certificate = here.sp.certificate();
    let parts = [
        (SignedParts::Both, Some(true), Some(true)),
        (SignedParts::Response, Some(true), None),
        (SignedParts::Assertion, None, Some(true)),
    ];
    for encrypted in [false, true] {
        here.change(|settings| {
            settings.encryption_certificate = encrypted.then(|| sp_key().certificate.clone());
        })
        .await;
        for (sign, response, assertion) in parts {
            here.change(|settings| settings.sign = sign).await;
            let answer = here.sp.answer(&here.ada, &here.sp.request()).await;
            assert_eq!(answer.signed_by(certificate), response, "{sign:?}");
            let sent = if encrypted {
                assert!(!answer.xml.contains(super::ADA));
                answer.decrypted(sp_key())
            } else {
                answer.assertion()
            };
            assert_eq!(sent.signed_by(certificate), assertion, "{sign:?}");
            assert_eq!(sent.name_id(), super::ADA);
        }
    }
}

async fn a_request_can_choose_a_registered_address(backend: Backend) {
    let here = Setting::new(backend).await;
    for (name, value) in [
        ("AssertionConsumerServiceURL", SECOND_ACS),
        ("AssertionConsumerServiceIndex", "7"),
    ] {
        let request = here.sp.request().with(name, value);
        let form = here.sp.sent(&here.ada, &request).await;
        assert_eq!(form.action, SECOND_ACS);
        let assertion = form.answer().assertion();
        let confirmed = assertion.root.find("saml:SubjectConfirmationData");
        assert_eq!(confirmed.attribute("Recipient"), Some(SECOND_ACS));
    }
}
