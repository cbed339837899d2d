use ::saml::keys::Certificate;
use ::saml::metadata::{self, ServiceProviderMetadata};
use contract::applications::{AssertionConsumer, MetadataRead, ReadMetadata, SamlSettings};
use rules::saml::NameIdFormat;

use super::saml_values;
use crate::fields::Fields;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::{Context, Error};

/// Reads the settings of an application from its metadata, to be reviewed by an administrator. Stores
/// nothing.
///
/// # Errors
/// `invalid-fields` if the metadata cannot be used; `forbidden`.
pub fn read_metadata(
    context: &Context,
    _: &Permitted<ApplicationsWrite>,
    request: &ReadMetadata,
) -> Result<MetadataRead, Error> {
    // People paste it with line breaks around it, which may not come before the XML declaration.
    let read = metadata::read(request.metadata.trim(), context.now())
        .map_err(|problem| Error::field("metadata", "malformed", problem.to_string()))?;
    let mut warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    let settings = settings(read);
    // Values that would be refused when the settings are stored.
    let mut fields = Fields::default();
    saml_values::check(&mut fields, &settings);
    if let Err(Error::InvalidFields(errors)) = fields.finish() {
        warnings.extend(errors.into_iter().map(|error| error.message));
    }
    Ok(MetadataRead { settings, warnings })
}

/// The settings derived from metadata. Settings that the metadata do not mention have their defaults,
/// which are the strict ones.
fn settings(read: ServiceProviderMetadata) -> SamlSettings {
    let certificates = read.request_certificates.iter();
    let consumers = read.consumers.into_iter();
    SamlSettings {
        entity_id: read.entity_id,
        consumers: consumers
            .map(|(index, url)| AssertionConsumer { url, index })
            .collect(),
        name_id: read.name_id.unwrap_or(NameIdFormat::Email),
        encryption_certificate: read.encryption_certificate.as_ref().map(Certificate::pem),
        request_certificates: certificates.map(Certificate::pem).collect(),
        requests_signed: read.requests_signed,
        logout_url: read.logout_url,
        ..SamlSettings::default()
    }
}
