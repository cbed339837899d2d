//! Service providers of other projects: what they make of our SAML is what counts.

mod apache;
mod libraries;
mod xmlsec;

use std::path::Path;

use contract::applications::{AssertionConsumer, AttributeMapping, SamlProvider, SamlSettings};
use harness::saml::{Form, SamlKey};
use harness::{Surfer, posted};
use rules::saml::AttributeNameFormat;

use crate::setting::{Shown, arrive, open};

/// More forms are a loop.
const MOST_FORMS: usize = 5;

/// The settings of an application with one address, which signs its requests with this key.
fn settings(entity_id: &str, consumer: &str, logout: &str, key: &SamlKey) -> SamlSettings {
    SamlSettings {
        entity_id: entity_id.to_owned(),
        consumers: vec![AssertionConsumer {
            url: consumer.to_owned(),
            index: 0,
        }],
        request_certificates: vec![key.certificate.clone()],
        requests_signed: true,
        logout_url: Some(logout.to_owned()),
        attributes: ["username", "email", "name"].map(attribute).to_vec(),
        groups_attribute: Some("groups".to_owned()),
        ..SamlSettings::default()
    }
}

/// An attribute with the name of the field that it comes from.
fn attribute(field: &str) -> AttributeMapping {
    AttributeMapping {
        name: field.to_owned(),
        format: AttributeNameFormat::Basic,
        field: Some(field.to_owned()),
        constant: None,
    }
}

/// Writes what a service provider reads from files: its key, and the metadata of the server.
async fn write_files(folder: &Path, key: &SamlKey, provider: &SamlProvider) {
    std::fs::write(folder.join("sp.key"), key.pem()).unwrap();
    std::fs::write(folder.join("sp.crt"), &key.certificate).unwrap();
    let metadata = reqwest::get(&provider.metadata_url).await.unwrap();
    let metadata = metadata.bytes().await.unwrap();
    std::fs::write(folder.join("latchkey.xml"), metadata).unwrap();
}

/// Opens an address as a browser does: follows redirects, and posts forms that have a response in them.
async fn open_with_forms(browser: &Surfer, address: &str) -> Shown {
    let mut shown = open(browser, address).await;
    for _ in 0..MOST_FORMS {
        let Some(form) = Form::find(&shown.text) else {
            return shown;
        };
        let sent = posted(browser.http.post(&form.action), &form.pairs());
        let response = sent.send().await.unwrap();
        shown = arrive(browser, &form.action, response).await;
    }
    panic!("{address} leads in circles");
}
