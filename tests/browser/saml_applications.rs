//! An administrator adds an application that uses SAML, and looks after it.

use contract::applications::{AssertionConsumer, CreateApplication, SamlSettings};
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use rules::saml::{CertificateState, NameIdFormat};
use serde_json::json;

use crate::accessibility::Report;
use crate::added_applications::copied;
use crate::connected_applications::is_wrong;
use crate::help_desk::lacks;
use crate::{ADA, owner_signed_in, server};

const NEW: &str = "/admin/applications/new";

/// The metadata of an application with two addresses.
pub const METADATA: &str = r#"<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://wiki.example.com/saml">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
      Location="https://wiki.example.com/acs" index="3" isDefault="true"/>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
      Location="https://wiki.example.com/other" index="1"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>"#;

/// The settings of an application with this origin.
pub fn service_provider(origin: &str) -> SamlSettings {
    SamlSettings {
        entity_id: format!("{origin}/saml"),
        consumers: vec![consumer(&format!("{origin}/acs"), 0)],
        ..SamlSettings::default()
    }
}

fn consumer(url: &str, index: u32) -> AssertionConsumer {
    AssertionConsumer {
        url: url.to_owned(),
        index,
    }
}

async fn wiki(owner: &client::Client, settings: SamlSettings) -> ApplicationId {
    let new = CreateApplication::saml("Wiki", settings);
    owner.create_application(&new, None).await.unwrap().id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_is_added_from_its_metadata_or_by_hand() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go(NEW).await;
    browser.link("Custom SAML").await;
    browser.heading("Add SAML application").await;
    browser.button("Add application").await;
    browser.see("Enter a name").await;
    browser
        .see("Enter the entity ID, or read the metadata")
        .await;
    browser.see("Enter at least one ACS URL").await;
    browser.button("Read metadata").await;
    browser
        .see("Choose the metadata file, or paste its content")
        .await;
    browser.fill("Or paste the metadata", "<html>").await;
    browser.button("Read metadata").await;
    browser
        .until("an error of the metadata", async || {
            is_wrong(&browser, "metadata").await.then_some(())
        })
        .await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("metadata.xml");
    std::fs::write(&file, METADATA).unwrap();
    let field = browser.find("field", "Choose metadata file", false).await;
    field.send_keys(&file.display().to_string()).await.unwrap();
    browser.see("The metadata was read").await;
    browser
        .see("The entity ID and 2 ACS URLs are filled in below.")
        .await;
    browser.see("NameID: persistent.").await;
    let entity_id = "https://wiki.example.com/saml";
    browser.has_value("Entity ID", entity_id).await;
    let urls = "https://wiki.example.com/acs\nhttps://wiki.example.com/other";
    browser
        .has_value("Assertion consumer service (ACS) URLs", urls)
        .await;
    browser.fill("Name", "Wiki").await;
    browser.button("Add application").await;
    browser.heading("Give these to the application").await;
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    let made = owner.application(all.items[0].id).await.unwrap();
    let (saml, provider) = (made.saml.unwrap(), made.saml_provider.unwrap());
    assert_eq!(saml.name_id, NameIdFormat::Persistent);
    assert_eq!(
        saml.consumers,
        [
            consumer("https://wiki.example.com/acs", 3),
            consumer("https://wiki.example.com/other", 1)
        ]
    );
    let address = format!("{}/saml/{}/metadata", server.origin, made.id);
    assert_eq!(copied(&browser, "Metadata URL").await, address);
    assert_eq!(copied(&browser, "Entity ID (issuer)").await, address);
    assert_eq!(
        copied(&browser, "Sign-on URL (SSO)").await,
        provider.sso_url
    );
    let certificate = &provider.certificates[0];
    let fingerprint = copied(&browser, "SHA-256 fingerprint").await;
    assert_eq!(fingerprint, certificate.sha256);
    let pem = copied(&browser, "Signing certificate").await;
    assert_eq!(pem.trim(), certificate.certificate.trim());
    let mut report = Report::new();
    report
        .now(&browser, "what to enter in a SAML application")
        .await;
    report.assert_empty();
    browser.button("Choose who may open it").await;
    browser.see("Nobody may open this").await;

    browser.go(&format!("{NEW}?add=saml")).await;
    browser.fill("Name", "Payroll").await;
    browser.fill("Entity ID", "urn:payroll").await;
    let urls = "Assertion consumer service (ACS) URLs";
    browser.fill(urls, "http://payroll.example.com/acs").await;
    browser.button("Add application").await;
    browser
        .see("http://payroll.example.com/acs: Use https")
        .await;
    assert!(is_wrong(&browser, "saml.consumers").await);
    browser.fill(urls, "https://payroll.example.com/acs").await;
    browser.button("Add application").await;
    browser.heading("Give these to the application").await;
    browser.go("/admin/applications").await;
    browser.rows(2).await;
    browser.see("SAML").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_is_replaced_step_by_step() {
    let (server, owner) = server().await;
    let settings = SamlSettings {
        consumers: vec![
            consumer("https://wiki.example.com/acs", 3),
            consumer("https://wiki.example.com/other", 1),
        ],
        ..service_provider("https://wiki.example.com")
    };
    let id = wiki(&owner, settings).await;
    let certificates = async || {
        let one = owner.application(id).await.unwrap();
        one.saml_provider.unwrap().certificates
    };
    let browser = owner_signed_in(&server).await;
    let panel = format!("/admin/applications/{id}?tab=sign-on");
    browser.go(&panel).await;
    browser.see("Signs now").await;
    lacks(&browser, "button", &["Sign with this one", "Delete"]).await;
    browser.button("Create next certificate").await;
    browser
        .see("Published in the metadata. Does not sign yet.")
        .await;
    lacks(&browser, "button", &["Create next certificate"]).await;
    let two = certificates().await;
    let next = two.iter().find(|one| one.state == CertificateState::Next);
    let next = next.unwrap();
    let pem = copied(&browser, "Next certificate").await;
    assert_eq!(pem.trim(), next.certificate.trim());
    browser.button("Sign with this one").await;
    let short = |sha256: &str| format!("{}…", &sha256[..11]);
    let title = format!("Sign with the certificate {}?", short(&next.sha256));
    browser.heading(&title).await;
    browser.button("Cancel").await;
    browser.button("Sign with this one").await;
    browser.see("nobody can sign in there").await;
    browser.button("Sign with this one").await;
    browser
        .see("The server now signs with the new certificate")
        .await;
    browser.see("Still published until you delete it.").await;
    let old = short(&two[0].sha256);
    browser.button(&format!("Delete {old}")).await;
    browser
        .heading(&format!("Delete the certificate {old}?"))
        .await;
    browser.button("Delete certificate").await;
    browser.see("Certificate deleted").await;
    let left = certificates().await;
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].id, left[0].state),
        (next.id, CertificateState::Current)
    );

    // Settings: an error is shown even if its field was hidden, and an address keeps its index.
    browser.button("More settings").await;
    browser
        .click_part("checkbox", "Requests must be signed")
        .await;
    browser.button("More settings").await;
    browser.button("Save application").await;
    browser
        .see("Enter the certificate that verifies signed requests")
        .await;
    browser
        .click_part("checkbox", "Requests must be signed")
        .await;
    let urls = "https://wiki.example.com/other\nhttps://wiki.example.com/new";
    browser
        .fill("Assertion consumer service (ACS) URLs", urls)
        .await;
    browser.button("Save application").await;
    browser.see("Application saved").await;
    let saved = owner.application(id).await.unwrap().saml.unwrap();
    assert_eq!(
        saved.consumers,
        [
            consumer("https://wiki.example.com/other", 1),
            consumer("https://wiki.example.com/new", 0)
        ]
    );
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attributes_are_mapped_and_seen_for_a_person() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await.id;
    let id = wiki(&owner, service_provider("https://wiki.example.com")).await;
    owner.assign_application_to_user(id, ada).await.unwrap();
    let browser = owner_signed_in(&server).await;
    browser
        .go(&format!("/admin/applications/{id}?tab=attributes"))
        .await;
    browser.see("No attributes.").await;
    let hidden = "const row = document.querySelector('.drawer .tab-list');
        return row.scrollWidth - row.clientWidth";
    assert_eq!(browser.script(hidden, vec![]).await, json!(0));
    browser.button("Add attribute").await;
    browser.button("Save application").await;
    browser.see("Enter the name of the attribute").await;
    browser.fill("Attribute", "team").await;
    let choose = "const it = document.querySelector('select[name$=\".field\"]'); it.value = '=';
        it.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.script(choose, vec![]).await;
    browser.fill("Text", "Analysts & co").await;
    browser.button("Save application").await;
    browser.see("Application saved").await;

    browser.button("Choose a person").await;
    browser.heading("Whose assertion?").await;
    browser.click_part("radio", "ada").await;
    browser.button("Show assertion").await;
    assert_eq!(copied(&browser, "NameID").await, ADA);
    let shown = copied(&browser, "Assertion").await;
    assert!(
        shown.contains("\n") && shown.contains("Analysts &amp; co"),
        "{shown}"
    );
    browser.button("The assertion as it is sent").await;
    let exact = copied(&browser, "Assertion in one line").await;
    assert!(
        !exact.contains('\n') && exact.contains("Analysts &amp; co"),
        "{exact}"
    );

    browser.button("Remove team").await;
    browser.see("No attributes.").await;
    // The button that had the focus is gone.
    browser.focused("Add attribute").await;
    browser.finish().await;
}
