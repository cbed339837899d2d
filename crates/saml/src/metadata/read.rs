use rules::saml::NameIdFormat;
use rules::time::Timestamp;

use super::{MetadataProblem, MetadataWarning, certificates, endpoints};
use crate::keys::Certificate;
use crate::names::{METADATA, PROTOCOL, SIGNATURE};
use crate::xml::{self, Element};

/// The maximum length of metadata.
const MAX_BYTES: usize = 256 * 1024;

/// The maximum length of the name of a service provider (SAML Core, 8.3.6).
const MAX_ENTITY_ID: usize = 1024;

/// The maximum number of warnings. Nobody reads more.
const MAX_WARNINGS: usize = 50;

/// What the metadata of a service provider says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceProviderMetadata {
    /// The name (`entityID`).
    pub entity_id: String,
    /// The addresses that receive responses, with their indexes. The first is the default.
    pub consumers: Vec<(u32, String)>,
    /// The kind of name that is wanted. `None` if there is no wish.
    pub name_id: Option<NameIdFormat>,
    /// Whether requests are signed.
    pub requests_signed: bool,
    /// The certificates whose keys verify requests.
    pub request_certificates: Vec<Certificate>,
    /// The certificate for whose key assertions are encrypted.
    pub encryption_certificate: Option<Certificate>,
    /// The address that receives logout responses.
    pub logout_url: Option<String>,
    /// What was ignored or is unusual.
    pub warnings: Vec<MetadataWarning>,
}

/// Reads the metadata of a service provider.
///
/// # Errors
/// If it cannot be used. What would make the settings less strict is an error too.
pub fn read(xml: &str, now: Timestamp) -> Result<ServiceProviderMetadata, MetadataProblem> {
    let root = xml::parse(xml, MAX_BYTES)?;
    check_time(&root, now)?;
    let entity = entity(&root)?;
    check_time(entity, now)?;
    let descriptor = descriptor(entity)?;
    check_time(descriptor, now)?;
    let entity_id = entity.attribute("entityID").unwrap_or_default();
    if entity_id.is_empty() || entity_id.len() > MAX_ENTITY_ID {
        return Err(MetadataProblem::EntityId);
    }
    let mut warnings = Vec::new();
    if root.contains(SIGNATURE, "Signature") {
        warnings.push(MetadataWarning::SignatureIgnored);
    }
    let consumers = endpoints::consumers(descriptor, &mut warnings)?;
    let certificates = certificates::read(descriptor, now, &mut warnings);
    let requests_signed = descriptor.flag("AuthnRequestsSigned")?;
    if requests_signed && certificates.signing.is_empty() {
        return Err(MetadataProblem::NoSigningCertificate);
    }
    if descriptor.flag("WantAssertionsSigned")? {
        warnings.push(MetadataWarning::AssertionsSigned);
    }
    let name_id = endpoints::name_id(descriptor, &mut warnings);
    let logout_url = endpoints::logout_url(descriptor, &mut warnings);
    warnings.truncate(MAX_WARNINGS);
    Ok(ServiceProviderMetadata {
        entity_id: entity_id.to_owned(),
        consumers,
        name_id,
        requests_signed,
        request_certificates: certificates.signing,
        encryption_certificate: certificates.encryption,
        logout_url,
        warnings,
    })
}

/// The only entity, alone or in a list.
fn entity(root: &Element) -> Result<&Element, MetadataProblem> {
    if root.is(METADATA, "EntityDescriptor") {
        return Ok(root);
    }
    if !root.is(METADATA, "EntitiesDescriptor") {
        return Err(MetadataProblem::OtherDocument(root.name.clone()));
    }
    if root.contains(METADATA, "EntitiesDescriptor") {
        return Err(MetadataProblem::OtherDocument(
            "a list of lists of entities".to_owned(),
        ));
    }
    let mut entities = root.all(METADATA, "EntityDescriptor");
    match (entities.next(), entities.count()) {
        (Some(entity), 0) => Ok(entity),
        (None, _) => Err(MetadataProblem::NotOneEntity(0)),
        (Some(_), others) => Err(MetadataProblem::NotOneEntity(others + 1)),
    }
}

/// The only description of a service provider.
fn descriptor(entity: &Element) -> Result<&Element, MetadataProblem> {
    let mut descriptors = entity
        .all(METADATA, "SPSSODescriptor")
        .filter(|descriptor| {
            descriptor
                .attribute("protocolSupportEnumeration")
                .is_some_and(|protocols| protocols.split_ascii_whitespace().any(|p| p == PROTOCOL))
        });
    match (descriptors.next(), descriptors.count()) {
        (Some(descriptor), 0) => Ok(descriptor),
        (None, _) => Err(MetadataProblem::NotOneServiceProvider(0)),
        (Some(_), others) => Err(MetadataProblem::NotOneServiceProvider(others + 1)),
    }
}

fn check_time(element: &Element, now: Timestamp) -> Result<(), MetadataProblem> {
    const NAME: &str = "validUntil";
    let Some(text) = element.attribute(NAME) else {
        return Ok(());
    };
    match Timestamp::parse(text) {
        None => Err(element.invalid(NAME).into()),
        Some(valid_until) if valid_until <= now => Err(MetadataProblem::Expired(valid_until)),
        Some(_) => Ok(()),
    }
}
