//! The settings of an application.

use contract::applications::{CreateApplication, SamlSettings, UpdateApplication};
use contract::problem::ProblemType;
use harness::saml::{ACS, SECOND_ACS, SP, consumer, sp_key};
use harness::{Backend, TestServer, on_both_databases, problem_type, web};
use rules::application::ApplicationProtocol;
use serde_json::{Value, json};

use crate::applications::application;
use crate::groups::events;

on_both_databases!(
    settings_are_created_and_changed_in_parts,
    settings_belong_to_their_protocol,
    what_does_not_fit_together_is_refused_in_any_order,
);

async fn settings_are_created_and_changed_in_parts(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication::saml("Wiki", harness::saml::settings());
    let made = owner.create_application(&new, None).await.unwrap();
    assert_eq!(made.protocol, ApplicationProtocol::Saml);
    assert_eq!(made.saml, Some(harness::saml::settings()));
    let provider = made.saml_provider.clone().unwrap();
    assert_eq!(provider.certificates.len(), 1);
    assert_eq!(owner.application(made.id).await.unwrap(), made);

    let update: UpdateApplication =
        serde_json::from_value(json!({"saml": {"nameId": "persistent", "logoutUrl": null}}))
            .unwrap();
    let changed = owner.update_application(made.id, 1, &update).await.unwrap();
    assert_eq!(
        (changed.version, changed.saml_provider),
        (2, Some(provider))
    );
    let expected = SamlSettings {
        name_id: rules::saml::NameIdFormat::Persistent,
        logout_url: None,
        ..harness::saml::settings()
    };
    assert_eq!(changed.saml, Some(expected));
    let same = owner.update_application(made.id, 2, &update).await.unwrap();
    assert_eq!(same.version, 2);
    let updated = events(&owner, "application.updated").await;
    assert_eq!(updated.len(), 1);
    let fields = &updated[0].detail["fields"];
    assert_eq!(*fields, "saml.logoutUrl, saml.nameId");
    // A list has no room for it.
    let listed = owner.applications(&Default::default()).await.unwrap().items;
    assert!(
        listed
            .iter()
            .all(|one| one.saml.is_none() && one.saml_provider.is_none())
    );
}

async fn settings_belong_to_their_protocol(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let bookmark = application(&owner, "Page").await;
    let update: UpdateApplication =
        serde_json::from_value(json!({"saml": {"idpInitiated": true}})).unwrap();
    let refused = owner.update_application(bookmark.id, 1, &update).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    for wrong in [
        CreateApplication {
            saml: Some(harness::saml::settings()),
            ..CreateApplication::oidc("Other", web())
        },
        CreateApplication {
            saml: None,
            ..CreateApplication::saml("Other", harness::saml::settings())
        },
        CreateApplication {
            oidc: Some(web()),
            ..CreateApplication::saml("Other", harness::saml::settings())
        },
    ] {
        let refused = owner.create_application(&wrong, None).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    }
    let bookmarked = owner.create_application_certificate(bookmark.id).await;
    assert_eq!(problem_type(bookmarked), ProblemType::Conflict);
}

/// What is wrong, whatever the rest of the settings is.
fn wrong() -> Vec<Value> {
    let consumers = |addresses: &[&str]| {
        let all: Vec<_> = (0..)
            .zip(addresses)
            .map(|(index, url)| consumer(url, index))
            .collect();
        json!({"consumers": all})
    };
    let attribute = |one: Value| json!({"attributes": [one]});
    vec![
        json!({"entityId": ""}),
        json!({"entityId": " "}),
        json!({"entityId": "x".repeat(1025)}),
        json!({"consumers": []}),
        json!({"consumers": [consumer(ACS, 1), consumer(SECOND_ACS, 1)]}),
        json!({"consumers": [consumer(ACS, 65536)]}),
        consumers(&["http://sp.example.com/acs"]),
        consumers(&["javascript:alert(1)"]),
        consumers(&["data:text/html,x"]),
        consumers(&["https://user@sp.example.com/acs"]),
        consumers(&["https://sp.example.com/acs#a"]),
        consumers(&["/acs"]),
        consumers(&[""]),
        consumers(&[ACS; 21]),
        json!({"logoutUrl": "javascript:alert(1)"}),
        json!({"logoutUrl": "http://sp.example.com/"}),
        json!({"encryptionCertificate": "x"}),
        json!({"encryptionCertificate": sp_key().pem()}),
        json!({"requestCertificates": ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]}),
        json!({"requestCertificates": [sp_key().certificate, sp_key().certificate]}),
        json!({"requestsSigned": true, "requestCertificates": []}),
        json!({"defaultRelayState": "x".repeat(1001)}),
        json!({"defaultRelayState": "a\r\nb"}),
        json!({"groupsAttribute": ""}),
        attribute(json!({"name": "", "field": "email"})),
        attribute(json!({"name": "a"})),
        attribute(json!({"name": "a", "field": "email", "constant": "b"})),
        attribute(json!({"name": "a", "field": "passwordHash"})),
        json!({"attributes": [{"name": "a", "field": "email"}, {"name": "a", "constant": "b"}]}),
        json!({"attributes": [{"name": "a", "field": "email"}], "groupsAttribute": "a"}),
    ]
}

async fn what_does_not_fit_together_is_refused_in_any_order(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication::saml("Wiki", harness::saml::settings());
    let made = owner.create_application(&new, None).await.unwrap();
    for saml in wrong() {
        let update: UpdateApplication =
            serde_json::from_value(json!({"saml": saml.clone()})).unwrap();
        let refused = owner.update_application(made.id, 1, &update).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields, "{saml}");
        let mut whole = serde_json::to_value(harness::saml::settings()).unwrap();
        for (name, value) in saml.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let settings: SamlSettings = serde_json::from_value(whole).unwrap();
        let new = CreateApplication::saml("Other", settings);
        let refused = owner.create_application(&new, None).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields, "{saml}");
    }
    // The last certificate cannot be taken away while signatures are required, nor the other way round.
    let change = async |body: Value| {
        let version = owner.application(made.id).await.unwrap().version;
        let update: UpdateApplication = serde_json::from_value(json!({"saml": body})).unwrap();
        owner.update_application(made.id, version, &update).await
    };
    change(json!({"requestsSigned": true})).await.unwrap();
    let refused = change(json!({"requestCertificates": []})).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    change(json!({"requestsSigned": false, "requestCertificates": []}))
        .await
        .unwrap();
    let refused = change(json!({"requestsSigned": true})).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    let kept = owner.application(made.id).await.unwrap().saml.unwrap();
    assert_eq!(kept.entity_id, SP);
}
