//! The names of the specifications.

use rules::saml::{AttributeNameFormat, NameIdFormat};
use rules::time::Timestamp;

pub(crate) const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
pub(crate) const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
pub(crate) const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
pub(crate) const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(crate) const ENCRYPTION: &str = "http://www.w3.org/2001/04/xmlenc#";

pub(crate) const POST_BINDING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
pub(crate) const REDIRECT_BINDING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

pub(crate) const RSA_SHA1: &str = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
pub(crate) const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
pub(crate) const RSA_SHA384: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";
pub(crate) const RSA_SHA512: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
pub(crate) const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
pub(crate) const EXCLUSIVE_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(crate) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

pub(crate) const AES_256_GCM: &str = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
pub(crate) const RSA_OAEP: &str = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
pub(crate) const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
pub(crate) const ELEMENT: &str = "http://www.w3.org/2001/04/xmlenc#Element";

pub(crate) const UNSPECIFIED_NAME_ID: &str =
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
pub(crate) const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/// The namespace of a prefix that the writer uses.
pub(crate) const fn namespace(prefix: Prefix) -> &'static str {
    match prefix {
        Prefix::Protocol => PROTOCOL,
        Prefix::Assertion => ASSERTION,
        Prefix::Metadata => METADATA,
        Prefix::Signature => SIGNATURE,
        Prefix::Encryption => ENCRYPTION,
    }
}

/// The prefixes that the writer uses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prefix {
    Protocol,
    Assertion,
    Metadata,
    Signature,
    Encryption,
}

impl Prefix {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Protocol => "samlp",
            Self::Assertion => "saml",
            Self::Metadata => "md",
            Self::Signature => "ds",
            Self::Encryption => "xenc",
        }
    }
}

/// The name of a NameID format on the wire.
pub(crate) const fn name_id_format(format: NameIdFormat) -> &'static str {
    match format {
        NameIdFormat::Email => "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        NameIdFormat::Persistent => "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
        NameIdFormat::Username => UNSPECIFIED_NAME_ID,
        NameIdFormat::Transient => "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    }
}

/// The name of an attribute name format on the wire.
pub(crate) const fn attribute_name_format(format: AttributeNameFormat) -> &'static str {
    match format {
        AttributeNameFormat::Basic => "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
        AttributeNameFormat::Uri => "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
        AttributeNameFormat::Unspecified => {
            "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"
        }
    }
}

/// A time in whole seconds. Some service providers do not read fractions.
pub(crate) fn instant(time: Timestamp) -> String {
    let written = time.to_string();
    let (seconds, _) = written.split_once('.').unwrap_or((&written, ""));
    format!("{seconds}Z")
}
