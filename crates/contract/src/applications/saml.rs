//! The SAML settings of an application, its certificates, and what to enter in it.

use rules::openid::GroupsSent;
use rules::saml::{AttributeNameFormat, CertificateState, NameIdFormat, SignedParts};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{Object, Patch};
use crate::ids::CertificateId;

/// How an application uses SAML 2.0: it is the service provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    default,
    remote = "Self"
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::saml_settings))]
pub struct SamlSettings {
    /// The entity ID of the application: the issuer of its requests, and the audience of its responses.
    #[cfg_attr(feature = "openapi", schema(max_length = 1024))]
    pub entity_id: String,
    /// The addresses that receive responses. The first one is the default. A request can only ask for one of
    /// these.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub consumers: Vec<AssertionConsumer>,
    /// The format of the `NameID` that identifies users. Default: `email`. After a change, it may not
    /// recognize existing users.
    pub name_id: NameIdFormat,
    /// What is signed. Default: `both`, which every application accepts.
    pub sign: SignedParts,
    /// The certificate of the application, as PEM. If there is one, assertions are encrypted for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 16384))]
    pub encryption_certificate: Option<String>,
    /// The certificates that verify requests of the application, as PEM. Several allow it to replace
    /// its key.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<crate::documented::PemCertificate>, max_items = 4)
    )]
    pub request_certificates: Vec<String>,
    /// Whether requests without a signature are refused. Default: false. Requires a certificate to verify the
    /// signatures.
    pub requests_signed: bool,
    /// The address that receives responses to sign-outs (HTTP-Redirect binding).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub logout_url: Option<String>,
    /// The `RelayState` of an unsolicited response. Often the page to open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub default_relay_state: Option<String>,
    /// Whether users can open it from their portal with an unsolicited response. Default: false. Use this
    /// only for an application that has no address at which it begins a sign-in.
    pub idp_initiated: bool,
    /// What it learns about users, besides the `NameID`.
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub attributes: Vec<AttributeMapping>,
    /// The name of the attribute with the names of the user's groups. Without it, none are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub groups_attribute: Option<String>,
    /// Which groups it receives, if there is an attribute for them. Default: `assigned`.
    pub groups_sent: GroupsSent,
}

rules::only_as_object!(SamlSettings);

impl Object for SamlSettings {}

impl Default for SamlSettings {
    fn default() -> Self {
        Self {
            entity_id: String::new(),
            consumers: Vec::new(),
            name_id: NameIdFormat::Email,
            sign: SignedParts::Both,
            encryption_certificate: None,
            request_certificates: Vec::new(),
            requests_signed: false,
            logout_url: None,
            default_relay_state: None,
            idp_initiated: false,
            attributes: Vec::new(),
            groups_attribute: None,
            groups_sent: GroupsSent::Assigned,
        }
    }
}

/// Changes of [`SamlSettings`]: omitted members stay unchanged.
pub type SamlSettingsChanges = Patch<SamlSettings>;

/// An address of the application that receives responses (assertion consumer service, HTTP-POST
/// binding).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::assertion_consumer))]
pub struct AssertionConsumer {
    /// The address: `https`, or `http` on a loopback address. A request must contain it character by
    /// character.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub url: String,
    /// The number by which a request can ask for it (`AssertionConsumerServiceIndex`). Default: 0.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 65535))]
    pub index: u32,
}

rules::only_as_object!(AssertionConsumer);

/// An attribute of the user: exactly one of `field` and `constant`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::attribute_mapping))]
pub struct AttributeMapping {
    /// The name of the attribute.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub name: String,
    /// The format of the name. Default: `basic`.
    #[serde(default = "basic")]
    pub format: AttributeNameFormat,
    /// A field of the profile, `id`, `username`, `name` or `email`, or a custom attribute such as
    /// `attributes.badge`. If it is empty, the attribute is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub field: Option<String>,
    /// A text, the same for all users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub constant: Option<String>,
}

const fn basic() -> AttributeNameFormat {
    AttributeNameFormat::Basic
}

rules::only_as_object!(AttributeMapping);

impl AttributeMapping {
    /// The fields of an account, besides those of its profile, that an attribute can be mapped from.
    pub const ACCOUNT_FIELDS: [&str; 4] = ["id", "username", "name", "email"];
}

/// What to enter in an application that uses SAML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::saml_provider))]
pub struct SamlProvider {
    /// The entity ID of this server for the application: the issuer of its responses. It is the address
    /// of the metadata.
    pub entity_id: String,
    /// The address that receives requests to sign in (HTTP-Redirect and HTTP-POST binding).
    pub sso_url: String,
    /// The address that receives requests to sign out (HTTP-Redirect binding).
    pub logout_url: String,
    /// The address of the metadata, which contains all of this.
    pub metadata_url: String,
    /// The certificates in the metadata: the current one first, then the next and the previous one.
    pub certificates: Vec<SamlCertificate>,
}

/// A certificate with which an application verifies responses. Its private key is never shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::saml_certificate))]
pub struct SamlCertificate {
    /// Identifier.
    pub id: CertificateId,
    /// What it is used for.
    pub state: CertificateState,
    /// The certificate, as PEM.
    pub certificate: String,
    /// The SHA-256 fingerprint: pairs of hexadecimal digits, separated by colons.
    pub sha256: String,
    /// Until when it is valid.
    pub not_after: Timestamp,
    /// When it was created.
    pub created_at: Timestamp,
}

/// Reads the settings of an application from its metadata.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::read_metadata))]
pub struct ReadMetadata {
    /// The metadata, as XML.
    #[cfg_attr(feature = "openapi", schema(max_length = 262144))]
    pub metadata: String,
}

/// What the metadata of an application contain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::metadata_read))]
pub struct MetadataRead {
    /// The settings derived from the metadata, to be reviewed and then stored with the application.
    pub settings: SamlSettings,
    /// What the metadata request but the server does not support, and what they leave open.
    pub warnings: Vec<String>,
}

/// What an application learns about a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::assertion_preview))]
pub struct AssertionPreview {
    /// The assertion that the user would get now, neither signed nor encrypted.
    pub xml: String,
    /// The `NameID` that identifies the user to the application.
    pub name_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_a_default() {
        let text = r#"{"entityId":"x","consumers":[{"url":"https://a.example/"}],"attributes":[{"name":"mail","field":"email"}]}"#;
        let read: SamlSettings = serde_json::from_str(text).unwrap();
        assert_eq!(read.consumers[0].index, 0);
        assert_eq!(read.attributes[0].format, AttributeNameFormat::Basic);
        let again = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<SamlSettings>(&again).unwrap(), read);
        for bad in [
            r#"{"consumers":[["https://a.example/",0]]}"#,
            r#"{"attributes":[["mail","basic","email",null]]}"#,
            r#"{"acs":"https://a.example/"}"#,
        ] {
            assert!(serde_json::from_str::<SamlSettings>(bad).is_err(), "{bad}");
        }
    }
}
