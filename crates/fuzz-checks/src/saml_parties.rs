//! The two sides of SAML.

use std::sync::LazyLock;

use rules::saml::NameIdFormat;
use saml::keys::{Certificate, SigningKey, VerificationKey};
use saml::provider::ServiceProvider;

/// The name of the identity provider.
pub const ISSUER: &str = "https://id.example/saml/1/metadata";
/// The address that receives requests.
pub const DESTINATION: &str = "https://id.example/saml/1/sso";

/// A private key with its certificate, new each time that a target starts.
pub struct TestKey {
    /// The private key.
    pub pkcs8: Vec<u8>,
    /// The key with its certificate.
    pub key: SigningKey,
}

/// The key of the identity provider.
pub static OURS: LazyLock<TestKey> = LazyLock::new(generate);
/// The key of the service provider. It has signed nothing, so no input has a signature by it.
static THEIRS: LazyLock<TestKey> = LazyLock::new(generate);

fn generate() -> TestKey {
    let pkcs8 = SigningKey::generate().expect("a key can be generated");
    let certificate = Certificate::self_signed(&pkcs8, "key", crate::now(), 10)
        .expect("a certificate can be written");
    let key = SigningKey::from_pkcs8(&pkcs8, certificate).expect("a key can be read");
    TestKey { pkcs8, key }
}

/// The service provider.
pub static PROVIDER: LazyLock<ServiceProvider> = LazyLock::new(|| {
    let key = VerificationKey::from_certificate(THEIRS.key.certificate());
    ServiceProvider {
        entity_id: "https://app.example/saml".to_owned(),
        consumers: vec![
            (1, "https://app.example/acs".to_owned()),
            (7, "https://app.example/acs?b=1".to_owned()),
        ],
        logout_url: Some("https://app.example/slo".to_owned()),
        request_keys: vec![key.expect("a certificate of ours has a usable key")],
        requests_signed: false,
        name_id: NameIdFormat::Persistent,
    }
});

/// Whether an address receives responses of the service provider.
pub fn is_registered(consumer_url: &str) -> bool {
    let mut consumers = PROVIDER.consumers.iter();
    consumers.any(|(_, url)| url == consumer_url)
}
