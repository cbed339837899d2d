//! Certificates are replaced without an interruption, and nobody sees a private key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::{Client, Portal};
use contract::applications::{Application, SamlCertificate};
use contract::ids::{ApplicationId, CertificateId};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::application_key;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases, problem_type};
use identity::crypto::Seal;
use rules::role::Role;
use rules::saml::CertificateState;
use sea_orm::EntityTrait;
use serde_json::to_string;

use super::{service_provider, wiki};
use crate::applications::application;
use crate::groups::events;

on_both_databases!(
    a_certificate_is_replaced_in_steps,
    an_application_has_one_certificate_in_each_state,
    what_does_not_sign_is_deleted,
    only_one_of_two_administrators_creates_the_next_certificate,
    only_who_may_write_replaces_certificates,
    certificates_of_another_organization_are_unknown,
    nobody_sees_a_private_key,
);

/// The certificates of an application, with their states.
async fn published(by: &Client, id: ApplicationId) -> Vec<(CertificateState, CertificateId)> {
    let provider = by.application(id).await.unwrap().saml_provider.unwrap();
    let certificates = provider.certificates.iter();
    certificates.map(|one| (one.state, one.id)).collect()
}

fn first(made: &Application) -> SamlCertificate {
    made.saml_provider.as_ref().unwrap().certificates[0].clone()
}

async fn a_certificate_is_replaced_in_steps(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let (id, old) = (made.id, first(&made));
    let next = owner.create_application_certificate(id).await.unwrap();
    assert_eq!(next.state, CertificateState::Next);
    assert_ne!(next.sha256, old.sha256);
    let both = [
        (CertificateState::Current, old.id),
        (CertificateState::Next, next.id),
    ];
    assert_eq!(published(&owner, id).await, both);

    let active = owner.activate_application_certificate(id, next.id).await;
    let active = active.unwrap();
    let expected = SamlCertificate {
        state: CertificateState::Current,
        ..next.clone()
    };
    assert_eq!(active, expected);
    let both = [
        (CertificateState::Current, next.id),
        (CertificateState::Previous, old.id),
    ];
    assert_eq!(published(&owner, id).await, both);

    owner
        .delete_application_certificate(id, old.id)
        .await
        .unwrap();
    let one = [(CertificateState::Current, next.id)];
    assert_eq!(published(&owner, id).await, one);
    // The guide names the one that signs.
    let guide = owner.application_guide(id).await.unwrap();
    let shown = guide.standard.iter().any(|one| one.value == next.sha256);
    assert!(shown, "{guide:?}");
    // No certificate is a new version, as no secret is.
    assert_eq!(owner.application(id).await.unwrap().version, 1);

    let of = async |action: &str| {
        let mut events = events(&owner, action).await;
        assert_eq!(events.len(), 1, "{action}");
        events.remove(0).detail
    };
    let created = of("application.certificate_created").await;
    assert_eq!(created["certificate"], next.sha256);
    let activated = of("application.certificate_activated").await;
    assert_eq!(activated["certificate"], next.sha256);
    assert_eq!(activated["replaces"], old.sha256);
    let deleted = of("application.certificate_deleted").await;
    assert_eq!(deleted["certificate"], old.sha256);
}

async fn an_application_has_one_certificate_in_each_state(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let (id, oldest) = (made.id, first(&made));
    let second = owner.create_application_certificate(id).await.unwrap();
    let refused = owner.create_application_certificate(id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    for other in [oldest.id, CertificateId(id.0)] {
        let refused = owner.activate_application_certificate(id, other).await;
        let expected = if other == oldest.id {
            ProblemType::Conflict
        } else {
            ProblemType::NotFound
        };
        assert_eq!(problem_type(refused), expected);
    }
    owner
        .activate_application_certificate(id, second.id)
        .await
        .unwrap();
    let third = owner.create_application_certificate(id).await.unwrap();
    let all = [
        (CertificateState::Current, second.id),
        (CertificateState::Next, third.id),
        (CertificateState::Previous, oldest.id),
    ];
    assert_eq!(published(&owner, id).await, all);
    // The oldest one makes room.
    owner
        .activate_application_certificate(id, third.id)
        .await
        .unwrap();
    let two = [
        (CertificateState::Current, third.id),
        (CertificateState::Previous, second.id),
    ];
    assert_eq!(published(&owner, id).await, two);
    let again = owner.activate_application_certificate(id, second.id).await;
    assert_eq!(problem_type(again), ProblemType::Conflict);
    // Other applications have none.
    let bookmark = application(&owner, "Bookmark").await;
    let refused = owner.create_application_certificate(bookmark.id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
}

async fn what_does_not_sign_is_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let (id, current) = (made.id, first(&made));
    let refused = owner.delete_application_certificate(id, current.id).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    let next = owner.create_application_certificate(id).await.unwrap();
    owner
        .delete_application_certificate(id, next.id)
        .await
        .unwrap();
    let again = owner.delete_application_certificate(id, next.id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    // That of another application.
    let other = service_provider(&owner, "Other", wiki()).await;
    let foreign = first(&other).id;
    let refused = owner.delete_application_certificate(id, foreign).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let refused = owner.activate_application_certificate(id, foreign).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);

    owner.create_application_certificate(id).await.unwrap();
    owner.delete_application(id, 1).await.unwrap();
    let read = server.running.context.database().read();
    let keys = application_key::Entity::find().all(read).await.unwrap();
    let applications: Vec<_> = keys.iter().map(|key| key.application_id).collect();
    assert_eq!(applications, [other.id.0]);
}

async fn only_one_of_two_administrators_creates_the_next_certificate(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let create = || owner.create_application_certificate(made.id);
    let (one, two, three) = tokio::join!(create(), create(), create());
    let created = [one, two, three].into_iter().filter(Result::is_ok).count();
    assert_eq!(created, 1);
    assert_eq!(published(&owner, made.id).await.len(), 2);
}

async fn only_who_may_write_replaces_certificates(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let next = owner.create_application_certificate(made.id).await.unwrap();
    for role in [Role::ReadOnly, Role::HelpDesk] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        let reader = server.administrator(&owner, &email, role).await;
        let refused = reader.create_application_certificate(made.id).await;
        assert_eq!(problem_type(refused), ProblemType::Forbidden);
        let refused = reader.activate_application_certificate(made.id, next.id);
        assert_eq!(problem_type(refused.await), ProblemType::Forbidden);
        let refused = reader.delete_application_certificate(made.id, next.id);
        assert_eq!(problem_type(refused.await), ProblemType::Forbidden);
    }
    assert_eq!(published(&owner, made.id).await.len(), 2);
}

async fn certificates_of_another_organization_are_unknown(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let next = owner.create_application_certificate(made.id).await.unwrap();
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    // Also through an application of its own.
    let own = service_provider(&other, "Wiki", wiki()).await;
    for id in [made.id, own.id] {
        let refused = other.activate_application_certificate(id, next.id).await;
        assert_eq!(problem_type(refused), ProblemType::NotFound);
        let refused = other.delete_application_certificate(id, next.id).await;
        assert_eq!(problem_type(refused), ProblemType::NotFound);
    }
    let refused = other.create_application_certificate(made.id).await;
    assert_eq!(problem_type(refused), ProblemType::NotFound);
    let hidden = other.application(made.id).await;
    assert_eq!(problem_type(hidden), ProblemType::NotFound);
    let hidden = other.application_guide(made.id).await;
    assert_eq!(problem_type(hidden), ProblemType::NotFound);
    assert_eq!(published(&owner, made.id).await.len(), 2);
}

async fn nobody_sees_a_private_key(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = service_provider(&owner, "Wiki", wiki()).await;
    let next = owner.create_application_certificate(made.id).await.unwrap();
    let active = owner.activate_application_certificate(made.id, next.id);
    let mut said = vec![
        to_string(&made).unwrap(),
        to_string(&next).unwrap(),
        to_string(&active.await.unwrap()).unwrap(),
    ];
    let mut readers = vec![owner.clone()];
    for role in [Role::HelpDesk, Role::ReadOnly] {
        let email = format!("{}@example.com", role.as_str().replace('_', "-"));
        readers.push(server.administrator(&owner, &email, role).await);
    }
    let all = ListQuery::default();
    for reader in readers {
        said.push(to_string(&reader.application(made.id).await.unwrap()).unwrap());
        said.push(to_string(&reader.application_guide(made.id).await.unwrap()).unwrap());
        said.push(to_string(&reader.applications(&all).await.unwrap()).unwrap());
        said.push(to_string(&reader.events(&all).await.unwrap()).unwrap());
    }

    let context = &server.running.context;
    let read = context.database().read();
    let rows = application_key::Entity::find().all(read).await.unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let purpose = Seal::ApplicationKey(row.id.as_bytes());
        let sealed = &row.private_key_encrypted;
        let private = context.master_key().open(purpose, sealed).unwrap();
        // Behind the public part, which the certificate contains too.
        let secret = &private[private.len() / 2..];
        assert!(!sealed.windows(32).any(|part| part == &secret[..32]));
        let texts = (0..3).map(|skipped| STANDARD.encode(&secret[skipped..skipped + 60]));
        let texts: Vec<_> = texts.collect();
        for text in &said {
            let text = text.replace("\\n", "");
            assert!(!text.contains("PRIVATE"), "{text}");
            assert!(!texts.iter().any(|secret| text.contains(secret)), "{text}");
        }
    }
}
