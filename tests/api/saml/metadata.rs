//! Metadata of both sides: what the server says of itself, and what it reads of applications (attack
//! class 31).

use contract::applications::{MetadataRead, ReadMetadata};
use contract::problem::ProblemType;
use harness::saml::{ACS, Element, SIGNED_OUT, SP, foreign_key, sp_key};
use harness::{Backend, on_both_databases};

use super::Setting;

on_both_databases!(
    metadata_says_what_an_application_needs,
    what_an_application_publishes_becomes_its_settings,
    metadata_never_weakens_what_is_checked,
);

async fn metadata_says_what_an_application_needs(backend: Backend) {
    let here = Setting::new(backend).await;
    let provider = &here.sp.provider;
    let base = format!("{}/saml/{}", here.server.origin, here.sp.id);
    assert_eq!(provider.entity_id, format!("{base}/metadata"));
    assert_eq!(provider.metadata_url, provider.entity_id);
    assert_eq!(provider.sso_url, format!("{base}/sso"));
    assert_eq!(provider.logout_url, format!("{base}/logout"));
    let anybody = reqwest::get(&provider.metadata_url).await.unwrap();
    assert_eq!(
        anybody.headers()["content-type"],
        "application/samlmetadata+xml"
    );
    let root = Element::parse(&anybody.text().await.unwrap());
    assert_eq!(root.attribute("entityID"), Some(&*provider.entity_id));
    let role = root.find("md:IDPSSODescriptor");
    assert_eq!(role.attribute("WantAuthnRequestsSigned"), Some("false"));
    let bindings: Vec<_> = role
        .all("md:SingleSignOnService")
        .iter()
        .map(|one| {
            assert_eq!(one.attribute("Location"), Some(&*provider.sso_url));
            one.attribute("Binding")
                .unwrap()
                .rsplit(':')
                .next()
                .unwrap()
        })
        .collect();
    assert_eq!(bindings, ["HTTP-Redirect", "HTTP-POST"]);
    let logout = role.find("md:SingleLogoutService");
    assert_eq!(logout.attribute("Location"), Some(&*provider.logout_url));
    let key = role.find("md:KeyDescriptor");
    assert_eq!(key.attribute("use"), Some("signing"));
    let published = harness::saml::der(&key.find("ds:X509Certificate").text);
    assert_eq!(published, harness::saml::der(here.sp.certificate()));
    here.change(|settings| settings.requests_signed = true)
        .await;
    let changed = here
        .ada
        .get(&format!("/saml/{}/metadata", here.sp.id))
        .await;
    let root = Element::parse(&changed.text().await.unwrap());
    let wants = root
        .find("md:IDPSSODescriptor")
        .attribute("WantAuthnRequestsSigned");
    assert_eq!(wants, Some("true"));
}

/// The metadata of an application: the attributes of its role, its keys, and its addresses.
fn published(attributes: &str, keys: &str, consumers: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{SP}\">\n\
         <SPSSODescriptor {attributes} protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n\
         {keys}\
         <SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" \
         Location=\"{SIGNED_OUT}\"/>\n\
         {consumers}</SPSSODescriptor></EntityDescriptor>\n"
    )
}

fn key(attribute: &str, certificate: &str) -> String {
    let lines = certificate
        .lines()
        .filter(|line| !line.starts_with("-----"));
    format!(
        "<KeyDescriptor {attribute}><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
         <ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>\n",
        lines.collect::<Vec<_>>().join("\n")
    )
}

fn address(binding: &str, index: u32, more: &str, location: &str) -> String {
    format!(
        "<AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" \
         index=\"{index}\" {more} Location=\"{location}\"/>\n"
    )
}

async fn read(here: &Setting, metadata: String) -> Result<MetadataRead, client::Error> {
    here.owner
        .read_saml_metadata(&ReadMetadata { metadata })
        .await
}

async fn what_an_application_publishes_becomes_its_settings(backend: Backend) {
    let here = Setting::new(backend).await;
    let keys = key("use=\"signing\"", &sp_key().certificate)
        + &key("use=\"encryption\"", &foreign_key().certificate);
    let consumers = address("HTTP-Artifact", 0, "", "https://sp.example.com/artifact")
        + &address("HTTP-POST", 3, "", "https://sp.example.com/three")
        + &address("HTTP-POST", 4, "isDefault=\"true\"", ACS);
    let found = read(
        &here,
        published("AuthnRequestsSigned=\"true\"", &keys, &consumers),
    )
    .await;
    let found = found.unwrap();
    let settings = &found.settings;
    assert_eq!(settings.entity_id, SP);
    let addresses: Vec<_> = settings
        .consumers
        .iter()
        .map(|one| (&*one.url, one.index))
        .collect();
    assert_eq!(addresses, [(ACS, 4), ("https://sp.example.com/three", 3)]);
    assert!(settings.requests_signed && !settings.idp_initiated);
    let same = |pem: &str, key: &str| harness::saml::der(pem) == harness::saml::der(key);
    assert!(same(
        &settings.request_certificates[0],
        &sp_key().certificate
    ));
    assert_eq!(settings.request_certificates.len(), 1);
    let encryption = settings.encryption_certificate.as_deref().unwrap();
    assert!(same(encryption, &foreign_key().certificate));
    assert_eq!(settings.logout_url.as_deref(), Some(SIGNED_OUT));
    assert!(found.warnings.iter().any(|text| text.contains("artifact")));
    // They can be stored as they are, and nothing was stored by reading them.
    let found = found.settings.clone();
    let before = here.owner.application(here.sp.id).await.unwrap();
    assert_eq!(before.saml, Some(harness::saml::settings()));
    here.change(|settings| *settings = found).await;
}

async fn metadata_never_weakens_what_is_checked(backend: Backend) {
    let here = Setting::new(backend).await;
    let post = || address("HTTP-POST", 0, "", ACS);
    let signing = || key("use=\"signing\"", &sp_key().certificate);
    // A key without a use is for both.
    let found = read(
        &here,
        published("", &key("", &sp_key().certificate), &post()),
    )
    .await;
    let settings = found.unwrap().settings;
    assert!(settings.encryption_certificate.is_some());
    assert_eq!(settings.request_certificates.len(), 1);
    let fine = published("", &signing(), &post());
    let expired = fine.replace(" entityID", " validUntil=\"2020-01-01T00:00:00Z\" entityID");
    let two = fine.replace("</EntityDescriptor>", &format!("</EntityDescriptor>{fine}"));
    for (what, metadata) in [
        (
            "signed requests without a key",
            published("AuthnRequestsSigned=\"true\"", "", &post()),
        ),
        ("no address", published("", &signing(), "")),
        (
            "no address for forms",
            published("", "", &address("PAOS", 0, "", ACS)),
        ),
        (
            "no web address",
            published("", "", &address("HTTP-POST", 0, "", "javascript:alert(1)")),
        ),
        (
            "two addresses with an index",
            published("", "", &(post() + &post())),
        ),
        ("expired", expired),
        ("two roots", two),
        (
            "DOCTYPE",
            format!(
                "<!DOCTYPE x [<!ENTITY e \"x\">]>{}",
                fine.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")
            ),
        ),
        (
            "an identity provider",
            fine.replace("SPSSODescriptor", "IDPSSODescriptor"),
        ),
        ("no entity ID", fine.replace(" entityID", " id")),
        ("no XML", "https://sp.example.com/metadata".to_owned()),
        ("nothing", String::new()),
    ] {
        let refused = read(&here, metadata).await;
        let error = refused.expect_err(what);
        let problem = error.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields, "{what}");
        assert_eq!(problem.errors[0].field, "metadata", "{what}");
    }
}
