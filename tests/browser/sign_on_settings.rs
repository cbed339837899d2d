//! Every sign-on setting of an application is saved from its own field.

use contract::applications::{CreateApplication, OidcSettings, SamlSettings};
use harness::saml::{der, foreign_key, sp_key};
use harness::web;
use rules::openid::TokenAlgorithm;
use rules::saml::{NameIdFormat, SignedParts};

use crate::connected_applications::Setting;
use crate::drive::Browser;
use crate::saml_applications::service_provider;
use crate::{owner_signed_in, server};

async fn save(browser: &Browser) {
    browser.button("Save application").await;
    browser.see("Application saved").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rare_settings_of_openid_connect_are_saved() {
    let here = Setting::new().await;
    let browser = &here.browser;
    here.open("sign-on").await;
    browser.button("More settings").await;
    let login = "https://app.example.com/login";
    for switch in [
        "Require pushed requests (PAR)",
        "Require bound tokens (DPoP)",
        "Access without a session",
        "Devices without a browser",
        "Ask users for consent",
    ] {
        browser.click_part("checkbox", switch).await;
    }
    browser
        .see("Its access ends with the session of the user.")
        .await;
    browser.see("sign in with a code on devices").await;
    browser.click_part("radio", "ES256").await;
    browser
        .see("Sign-ins fail if the application does not support this algorithm.")
        .await;
    browser.fill("Initiate login URI", login).await;
    let bye = "https://app.example.com/goodbye";
    browser.fill("Sign-out redirect URIs", bye).await;
    save(browser).await;
    let saved = here.owner.application(here.rp.id).await.unwrap();
    let expected = OidcSettings {
        require_pushed: true,
        dpop_required: true,
        offline: false,
        device_grant: true,
        consent: true,
        algorithm: TokenAlgorithm::Es256,
        initiate_login_uri: Some(login.to_owned()),
        after_logout_uris: vec![bye.to_owned()],
        ..web()
    };
    assert_eq!(saved.oidc, Some(expected));
    here.browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_of_saml_are_saved() {
    let (server, owner) = server().await;
    let before = service_provider("https://wiki.example.com");
    let new = CreateApplication::saml("Wiki", before.clone());
    let id = owner.create_application(&new, None).await.unwrap().id;
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/applications/{id}?tab=sign-on"))
        .await;
    browser.click_part("radio", "Persistent").await;
    browser
        .see("the application may treat its users as new users")
        .await;
    browser
        .click_part("checkbox", "IdP-initiated sign-in")
        .await;
    browser.button("More settings").await;
    browser.click_part("radio", "Only the assertion").await;
    let (own, others) = (sp_key(), foreign_key());
    for (field, text) in [
        ("Encryption certificate", own.certificate.trim_end()),
        ("Request certificates", others.certificate.trim_end()),
        ("Logout response URL", "https://wiki.example.com/out"),
        ("Default RelayState", "/start"),
    ] {
        browser.fill(field, text).await;
    }
    browser
        .click_part("checkbox", "Requests must be signed")
        .await;
    save(&browser).await;
    let saved = owner.application(id).await.unwrap().saml.unwrap();
    let encryption = saved.encryption_certificate.as_deref().unwrap();
    assert_eq!(der(encryption), der(&own.certificate));
    assert_eq!(saved.request_certificates.len(), 1);
    assert_eq!(
        der(&saved.request_certificates[0]),
        der(&others.certificate)
    );
    let expected = SamlSettings {
        name_id: NameIdFormat::Persistent,
        idp_initiated: true,
        sign: SignedParts::Assertion,
        encryption_certificate: saved.encryption_certificate.clone(),
        request_certificates: saved.request_certificates.clone(),
        logout_url: Some("https://wiki.example.com/out".to_owned()),
        default_relay_state: Some("/start".to_owned()),
        requests_signed: true,
        ..before
    };
    assert_eq!(saved, expected);
    browser.finish().await;
}
