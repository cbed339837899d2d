//! Certificates are replaced one application at a time, and without an interruption.

use client::Portal;
use contract::problem::ProblemType;
use harness::{Backend, on_both_databases, problem_type};
use rules::saml::CertificateState::{Current, Next, Previous};

use super::Setting;
use crate::groups::events;

on_both_databases!(
    a_certificate_is_replaced_without_an_interruption,
    certificates_belong_to_their_application,
);

async fn a_certificate_is_replaced_without_an_interruption(backend: Backend) {
    let here = Setting::new(backend).await;
    let (owner, id) = (&here.owner, here.sp.id);
    let signer = async || {
        let answer = here.sp.answer(&here.ada, &here.sp.request()).await;
        let shown = owner.application(id).await.unwrap().saml_provider.unwrap();
        let certificates = shown.certificates;
        let mut signers = certificates.iter().filter(|one| {
            let parts = (
                answer.signed_by(&one.certificate),
                answer.assertion().signed_by(&one.certificate),
            );
            assert_eq!(parts.0, parts.1);
            parts.0 == Some(true)
        });
        let signer = signers.next().unwrap();
        assert!(signers.next().is_none());
        assert_eq!(signer.state, Current);
        signer.id
    };
    let published = async || {
        let path = format!("/saml/{id}/metadata");
        here.ada.get(&path).await.text().await.unwrap()
    };
    let base64 = |pem: &str| {
        pem.lines()
            .filter(|line| !line.starts_with("-----"))
            .collect::<String>()
    };
    let first = here.sp.provider.certificates[0].clone();
    assert_eq!((signer().await, first.state), (first.id, Current));
    assert_eq!(first.sha256.split(':').count(), 32);
    let years = 10 * 365 * 24 * 3600;
    let least = first.created_at.plus(std::time::Duration::from_secs(years));
    assert!(first.not_after >= least);

    // The next one is published and does not sign.
    let next = owner.create_application_certificate(id).await.unwrap();
    assert_eq!(next.state, Next);
    let second = owner.create_application_certificate(id).await;
    assert_eq!(problem_type(second), ProblemType::Conflict);
    assert_eq!(signer().await, first.id);
    for one in [&first, &next] {
        assert!(published().await.contains(&base64(&one.certificate)));
    }
    let activated = owner.activate_application_certificate(id, next.id).await;
    assert_eq!(activated.unwrap().state, Current);
    assert_eq!(signer().await, next.id);
    let again = owner.activate_application_certificate(id, next.id).await;
    assert_eq!(problem_type(again), ProblemType::Conflict);
    // The former one stays published until it is deleted.
    let shown = owner.application(id).await.unwrap().saml_provider.unwrap();
    let states: Vec<_> = shown
        .certificates
        .iter()
        .map(|one| (one.id, one.state))
        .collect();
    assert_eq!(states, [(next.id, Current), (first.id, Previous)]);
    assert!(published().await.contains(&base64(&first.certificate)));
    let current = owner.delete_application_certificate(id, next.id).await;
    assert_eq!(problem_type(current), ProblemType::Conflict);
    owner
        .delete_application_certificate(id, first.id)
        .await
        .unwrap();
    assert!(!published().await.contains(&base64(&first.certificate)));
    assert_eq!(signer().await, next.id);
    for action in ["created", "activated", "deleted"] {
        let action = format!("application.certificate_{action}");
        assert_eq!(events(owner, &action).await.len(), 1, "{action}");
    }
}

async fn certificates_belong_to_their_application(backend: Backend) {
    let here = Setting::new(backend).await;
    let settings = contract::applications::SamlSettings {
        entity_id: "urn:other".to_owned(),
        ..harness::saml::settings()
    };
    let other =
        harness::saml::ServiceProvider::named(&here.server, &here.owner, "Other", settings).await;
    // Each application trusts a key of its own.
    assert_ne!(other.certificate(), here.sp.certificate());
    let answer = other.answer(&here.ada, &other.request()).await;
    assert_eq!(answer.signed_by(here.sp.certificate()), Some(false));
    let own = here.owner.create_application_certificate(here.sp.id).await;
    let own = own.unwrap().id;
    let owner = &here.owner;
    let activated = owner.activate_application_certificate(other.id, own).await;
    assert_eq!(problem_type(activated), ProblemType::NotFound);
    let deleted = owner.delete_application_certificate(other.id, own).await;
    assert_eq!(problem_type(deleted), ProblemType::NotFound);
    here.server
        .organization("Other Ltd", "other@example.org")
        .await;
    let password = harness::ADMINISTRATOR_PASSWORD;
    let stranger = here
        .server
        .sign_in(Portal::Admin, "other@example.org", password)
        .await;
    let activated = stranger
        .activate_application_certificate(here.sp.id, own)
        .await;
    assert_eq!(problem_type(activated), ProblemType::NotFound);
    // Nobody sees a private key.
    let shown = serde_json::to_string(&owner.application(here.sp.id).await.unwrap()).unwrap();
    assert!(!shown.contains("PRIVATE KEY") && !shown.to_lowercase().contains("privatekey"));
}
