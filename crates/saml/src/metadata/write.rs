use rules::saml::NameIdFormat;

use crate::keys::Certificate;
use crate::names::{self, POST_BINDING, PROTOCOL, Prefix, REDIRECT_BINDING};
use crate::signature::key_info;
use crate::xml::Writer;

/// What this side publishes about itself to one service provider.
#[derive(Clone, Debug)]
pub struct IdentityProvider<'a> {
    /// Its name (`entityID`).
    pub entity_id: &'a str,
    /// The address for authentication requests.
    pub sso_url: &'a str,
    /// The address for logout requests.
    pub logout_url: &'a str,
    /// The certificates to trust. The one whose key signs now is the first.
    pub certificates: &'a [Certificate],
    /// The kind of name that is sent.
    pub name_id: NameIdFormat,
    /// Whether unsigned requests are refused.
    pub requests_signed: bool,
}

/// Writes the metadata of the identity provider.
pub fn write(provider: &IdentityProvider) -> String {
    let mut writer = Writer::default();
    let entity = [("entityID", provider.entity_id)];
    writer.element((Prefix::Metadata, "EntityDescriptor"), &entity, |writer| {
        let signed = provider.requests_signed.to_string();
        let attributes = [
            ("WantAuthnRequestsSigned", signed.as_str()),
            ("protocolSupportEnumeration", PROTOCOL),
        ];
        let descriptor = (Prefix::Metadata, "IDPSSODescriptor");
        writer.element(descriptor, &attributes, |writer| {
            for certificate in provider.certificates {
                let purpose = [("use", "signing")];
                writer.element((Prefix::Metadata, "KeyDescriptor"), &purpose, |writer| {
                    key_info(writer, certificate);
                });
            }
            endpoint(
                writer,
                "SingleLogoutService",
                REDIRECT_BINDING,
                provider.logout_url,
            );
            let format = names::name_id_format(provider.name_id);
            writer.leaf((Prefix::Metadata, "NameIDFormat"), &[], format);
            for binding in [REDIRECT_BINDING, POST_BINDING] {
                endpoint(writer, "SingleSignOnService", binding, provider.sso_url);
            }
        });
    });
    writer.finish()
}

fn endpoint(writer: &mut Writer, name: &'static str, binding: &str, location: &str) {
    let attributes = [("Binding", binding), ("Location", location)];
    writer.element((Prefix::Metadata, name), &attributes, |_| ());
}
