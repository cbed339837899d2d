//! The settings of applications that use SAML, and their certificates.

mod certificates;
mod metadata;
mod opening;
mod settings;

use client::Client;
use contract::applications::{
    Application, AssertionConsumer, AttributeMapping, CreateApplication, SamlSettings,
};
use rules::saml::AttributeNameFormat;

/// The certificate of a service provider, with an RSA key of 2048 bits.
const RSA: &str = include_str!("rsa.pem");
/// Another one.
const OTHER_RSA: &str = include_str!("other_rsa.pem");
/// One whose key is too small.
const RSA_1024: &str = include_str!("rsa_1024.pem");
/// One with a key that is not RSA.
const EC: &str = include_str!("ec.pem");

/// The settings of a wiki.
fn wiki() -> SamlSettings {
    SamlSettings {
        entity_id: "https://wiki.example.com/saml/metadata".to_owned(),
        consumers: vec![consumer("https://wiki.example.com/saml/acs", 0)],
        attributes: vec![AttributeMapping {
            name: "mail".to_owned(),
            format: AttributeNameFormat::Basic,
            field: Some("email".to_owned()),
            constant: None,
        }],
        ..SamlSettings::default()
    }
}

fn consumer(url: &str, index: u32) -> AssertionConsumer {
    AssertionConsumer {
        url: url.to_owned(),
        index,
    }
}

/// Creates an application with these settings that is not assigned to anybody.
async fn service_provider(by: &Client, name: &str, settings: SamlSettings) -> Application {
    let new = CreateApplication::saml(name, settings);
    by.create_application(&new, None).await.unwrap()
}
