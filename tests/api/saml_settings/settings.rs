//! Settings are created, changed in parts, and refused if they do not fit together.

use client::Client;
use contract::applications::{Application, CreateApplication, SamlSettings, UpdateApplication};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type, web};
use rules::application::ApplicationProtocol;
use rules::role::Role;
use rules::saml::{CertificateState, NameIdFormat, SignedParts};
use serde_json::{Value, json};

use super::{EC, OTHER_RSA, RSA, RSA_1024, consumer, service_provider, wiki};
use crate::applications::{ADDRESS, application};
use crate::groups::events;

on_both_databases!(
    an_application_is_created_with_what_to_enter_in_it,
    settings_are_changed_in_parts,
    settings_belong_to_their_protocol,
    invalid_settings_are_refused_with_their_names,
    what_does_not_fit_together_is_refused_in_any_order,
    the_guide_names_everything_to_enter,
    who_may_only_read_changes_nothing,
    a_repeated_create_makes_one_application,
);

/// Changes the settings. Returns the names of the refused ones.
async fn patch(by: &Client, made: &Application, saml: Value) -> Result<Application, Vec<String>> {
    let body = json!({ "saml": saml });
    let update: UpdateApplication = serde_json::from_value(body).unwrap();
    let version = by.application(made.id).await.unwrap().version;
    let answer = by.update_application(made.id, version, &update).await;
    answer.map_err(|error| {
        let problem = error.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields);
        let errors = problem.errors.iter();
        errors.map(|error| error.field.clone()).collect()
    })
}

async fn an_application_is_created_with_what_to_enter_in_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    assert_eq!(made.protocol, ApplicationProtocol::Saml);
    assert_eq!(made.saml, Some(wiki()));
    assert_eq!((made.oidc.as_ref(), made.issuer.as_ref()), (None, None));
    assert_eq!(owner.application(made.id).await.unwrap(), made);

    let provider = made.saml_provider.unwrap();
    let base = format!("{}/saml/{}", server.origin, made.id);
    assert_eq!(provider.entity_id, format!("{base}/metadata"));
    assert_eq!(provider.metadata_url, provider.entity_id);
    assert_eq!(provider.sso_url, format!("{base}/sso"));
    assert_eq!(provider.logout_url, format!("{base}/logout"));
    let [certificate] = &provider.certificates[..] else {
        panic!("{:?}", provider.certificates);
    };
    assert_eq!(certificate.state, CertificateState::Current);
    let pem = &certificate.certificate;
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----\n"), "{pem}");
    assert_eq!(certificate.sha256.split(':').count(), 32);
    let years = |years: i64| certificate.created_at.unix_seconds() + years * 365 * 24 * 60 * 60;
    let until = certificate.not_after.unix_seconds();
    assert!(years(9) < until && until < years(11), "{until}");

    let all = owner.applications(&ListQuery::default()).await.unwrap();
    let listed = &all.items[0];
    assert_eq!(
        (listed.saml.as_ref(), listed.saml_provider.as_ref()),
        (None, None)
    );
    let created = events(&owner, "application.created").await;
    assert_eq!(created[0].detail["protocol"], "saml");
    // Each application has a key of its own.
    let other = service_provider(&owner, "Other", wiki()).await;
    let other = &other.saml_provider.unwrap().certificates[0];
    assert_ne!(other.sha256, certificate.sha256);
}

async fn settings_are_changed_in_parts(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let change = json!({
        "consumers": [{ "url": "https://new.example.com/acs", "index": 7 }],
        "nameId": "persistent",
        "sign": "assertion",
        "encryptionCertificate": RSA,
        "logoutUrl": "https://new.example.com/sls",
        "groupsAttribute": "groups",
        "groupsSent": "all",
    });
    let changed = patch(&owner, &made, change.clone()).await.unwrap();
    assert_eq!(changed.version, 2);
    let saml = changed.saml.clone().unwrap();
    assert_eq!(saml.consumers, [consumer("https://new.example.com/acs", 7)]);
    assert_eq!(saml.name_id, NameIdFormat::Persistent);
    assert_eq!(saml.sign, SignedParts::Assertion);
    assert_eq!(saml.encryption_certificate.as_deref(), Some(RSA));
    assert_eq!(saml.entity_id, wiki().entity_id);
    assert_eq!(saml.attributes, wiki().attributes);
    let certificates = |one: &Application| one.saml_provider.clone().unwrap().certificates;
    assert_eq!(certificates(&changed), certificates(&made));
    assert_eq!(patch(&owner, &made, change).await.unwrap(), changed);

    let removed = json!({ "encryptionCertificate": null, "logoutUrl": null });
    let saml = patch(&owner, &made, removed).await.unwrap().saml.unwrap();
    assert_eq!((saml.encryption_certificate, saml.logout_url), (None, None));

    let updated = events(&owner, "application.updated").await;
    assert_eq!(updated.len(), 2);
    let detail = &updated[1].detail;
    assert_eq!(
        detail["fields"],
        "saml.consumers, saml.encryptionCertificate, saml.groupsAttribute, saml.groupsSent, \
         saml.logoutUrl, saml.nameId, saml.sign"
    );
    assert_eq!(
        detail["consumers"],
        "https://wiki.example.com/saml/acs → https://new.example.com/acs"
    );
    assert_eq!(detail["encrypted"], "false → true");
    assert_eq!(updated[0].detail["encrypted"], "true → false");
}

async fn settings_belong_to_their_protocol(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let bookmark = application(&owner, "Bookmark").await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let client = CreateApplication::oidc("Grafana", web());
    let client = owner.create_application(&client, None).await.unwrap();
    for other in [&bookmark, &client] {
        let refused = patch(&owner, other, json!({ "idpInitiated": true })).await;
        assert_eq!(refused.unwrap_err(), ["saml"]);
    }
    let oidc = serde_json::from_value(json!({ "oidc": { "offline": true } }));
    let refused = owner.update_application(made.id, 1, &oidc.unwrap()).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    for (wrong, fields) in [
        (
            CreateApplication {
                saml: Some(wiki()),
                ..CreateApplication::bookmark("Wrong", ADDRESS)
            },
            vec!["saml"],
        ),
        (
            CreateApplication {
                saml: Some(wiki()),
                ..CreateApplication::oidc("Wrong", web())
            },
            vec!["saml"],
        ),
        (
            CreateApplication {
                saml: None,
                oidc: Some(web()),
                ..CreateApplication::saml("Wrong", wiki())
            },
            vec!["oidc", "saml"],
        ),
    ] {
        let refused = owner.create_application(&wrong, None).await.unwrap_err();
        let errors = &refused.problem().unwrap().errors;
        let named: Vec<_> = errors.iter().map(|error| &*error.field).collect();
        assert_eq!(named, fields);
    }
    let refused = owner.create_client_secret(made.id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
}

async fn invalid_settings_are_refused_with_their_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let url = |url: &str| json!({ "consumers": [{ "url": url }] });
    let attribute = |one: Value| json!({ "attributes": [one] });
    for (body, field) in [
        (json!({ "entityId": "" }), "entityId"),
        (json!({ "entityId": "x".repeat(1025) }), "entityId"),
        (json!({ "entityId": "a b" }), "entityId"),
        (json!({ "consumers": [] }), "consumers"),
        (url("http://wiki.example.com/acs"), "consumers"),
        (url("javascript:alert(1)"), "consumers"),
        (url("data:text/html,x"), "consumers"),
        (url("https://*.example.com/acs"), "consumers"),
        (url("https://wiki.example.com@evil.example/"), "consumers"),
        (url("https://wiki.example.com/a/../acs"), "consumers"),
        (
            json!({ "consumers": [{ "url": "https://a.example/" }, { "url": "https://b.example/" }] }),
            "consumers",
        ),
        (
            json!({ "consumers": [{ "url": "https://a.example/", "index": 65_536 }] }),
            "consumers",
        ),
        (json!({ "logoutUrl": "javascript:alert(1)" }), "logoutUrl"),
        (
            json!({ "encryptionCertificate": "x" }),
            "encryptionCertificate",
        ),
        (
            json!({ "encryptionCertificate": EC }),
            "encryptionCertificate",
        ),
        (
            json!({ "requestCertificates": [RSA_1024] }),
            "requestCertificates",
        ),
        (
            json!({ "requestCertificates": [RSA, RSA] }),
            "requestCertificates",
        ),
        (json!({ "requestsSigned": true }), "requestsSigned"),
        (
            json!({ "defaultRelayState": "x".repeat(1001) }),
            "defaultRelayState",
        ),
        (attribute(json!({ "name": "x" })), "attributes"),
        (
            attribute(json!({ "name": "", "field": "email" })),
            "attributes",
        ),
        (
            attribute(json!({ "name": "x", "field": "passwordHash" })),
            "attributes",
        ),
        (
            attribute(json!({ "name": "x", "field": "email", "constant": "x" })),
            "attributes",
        ),
        (
            attribute(json!({ "name": "x", "constant": "a\nb" })),
            "attributes",
        ),
        (json!({ "groupsAttribute": "mail" }), "groupsAttribute"),
    ] {
        let field = format!("saml.{field}");
        let refused = patch(&owner, &made, body.clone()).await;
        assert_eq!(refused.unwrap_err(), [&*field], "{body}");
        // The same in a new application.
        let mut whole = serde_json::to_value(wiki()).unwrap();
        for (name, value) in body.as_object().unwrap() {
            whole[name] = value.clone();
        }
        let settings: SamlSettings = serde_json::from_value(whole).unwrap();
        let new = CreateApplication::saml("Wrong", settings);
        let refused = owner.create_application(&new, None).await.unwrap_err();
        let errors = &refused.problem().unwrap().errors;
        let named: Vec<_> = errors.iter().map(|error| &*error.field).collect();
        assert_eq!(named, [&*field], "{body}");
    }
    assert_eq!(owner.application(made.id).await.unwrap(), made);
}

async fn what_does_not_fit_together_is_refused_in_any_order(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let certificates = json!({ "requestCertificates": [RSA, OTHER_RSA] });
    patch(&owner, &made, certificates).await.unwrap();
    patch(&owner, &made, json!({ "requestsSigned": true }))
        .await
        .unwrap();
    // Nobody could verify the requests anymore.
    let refused = patch(&owner, &made, json!({ "requestCertificates": [] })).await;
    assert_eq!(refused.unwrap_err(), ["saml.requestsSigned"]);
    patch(
        &owner,
        &made,
        json!({ "requestCertificates": [], "requestsSigned": false }),
    )
    .await
    .unwrap();
    let groups = json!({ "groupsAttribute": "groups" });
    patch(&owner, &made, groups).await.unwrap();
    let same = json!({ "attributes": [{ "name": "groups", "field": "department" }] });
    let refused = patch(&owner, &made, same).await;
    assert_eq!(refused.unwrap_err(), ["saml.groupsAttribute"]);
}

async fn the_guide_names_everything_to_enter(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let provider = made.saml_provider.unwrap();
    let guide = owner.application_guide(made.id).await.unwrap();
    assert_eq!(guide.own, None);
    let values: Vec<_> = guide
        .standard
        .iter()
        .map(|one| (&*one.name, &*one.value))
        .collect();
    let certificate = &provider.certificates[0];
    let expected = [
        ("Entity ID", &*provider.entity_id),
        ("Single sign-on URL", &*provider.sso_url),
        ("Single logout URL", &*provider.logout_url),
        ("Metadata", &*provider.metadata_url),
        ("Certificate", certificate.certificate.trim_end()),
        ("Certificate fingerprint (SHA-256)", &*certificate.sha256),
        (
            "Service provider entity ID",
            "https://wiki.example.com/saml/metadata",
        ),
        (
            "Assertion consumer service URL",
            "https://wiki.example.com/saml/acs",
        ),
    ];
    assert_eq!(values, expected);
}

async fn who_may_only_read_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    for role in [Role::ReadOnly, Role::HelpDesk] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let reader = server.administrator(&owner, &email, role).await;
        assert_eq!(reader.application(made.id).await.unwrap(), made);
        let body = json!({ "saml": { "requestsSigned": false, "idpInitiated": true } });
        let update: UpdateApplication = serde_json::from_value(body).unwrap();
        let refused = reader.update_application(made.id, 1, &update).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
        let new = CreateApplication::saml("Mine", wiki());
        let refused = reader.create_application(&new, None).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
    }
    assert_eq!(owner.application(made.id).await.unwrap(), made);
}

async fn a_repeated_create_makes_one_application(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication::saml("Wiki", wiki());
    let first = owner.create_application(&new, Some("one")).await.unwrap();
    let again = owner.create_application(&new, Some("one")).await.unwrap();
    assert_eq!(first, again);
}
