//! How an application of the catalog is connected.

use rules::application::ApplicationProtocol;
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};
use serde::Deserialize;

use crate::pattern::Pattern;
use crate::source::{NameFormat, NameIdFormat, SignedParts, Source};

/// The protocol of an application, and what it needs there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Connection {
    /// OpenID Connect.
    Oidc(Oidc),
    /// SAML 2.0.
    Saml(Saml),
}

impl Connection {
    /// The protocol.
    pub const fn protocol(&self) -> ApplicationProtocol {
        match self {
            Self::Oidc(_) => ApplicationProtocol::Oidc,
            Self::Saml(_) => ApplicationProtocol::Saml,
        }
    }
}

/// What an application needs as an OpenID Connect client.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Where the client runs.
    pub kind: ClientKind,
    /// How it authenticates.
    pub authentication: ClientAuthentication,
    /// Whether it must use PKCE: required if the application always does.
    pub pkce: PkcePolicy,
    /// The algorithm of its ID tokens.
    #[serde(default = "rs256")]
    pub algorithm: TokenAlgorithm,
    /// The scopes that it asks for.
    pub scopes: Vec<String>,
    /// The claims that it uses and that these scopes contain.
    #[serde(default)]
    pub claims: Vec<String>,
    /// The claims that it uses and that have to be mapped, because no scope contains them.
    #[serde(default)]
    pub mapped: Vec<Mapped>,
    /// Where it receives responses.
    pub redirect: Vec<Pattern>,
    /// Where users return to after they signed out.
    #[serde(default)]
    pub after_logout: Vec<Pattern>,
    /// The origins from which it calls Latchkey in the browser.
    #[serde(default)]
    pub origins: Vec<Pattern>,
    /// The address that starts a sign-in.
    #[serde(default)]
    pub initiate_login: Option<Pattern>,
    /// Where it receives logout tokens.
    #[serde(default)]
    pub back_channel_logout: Option<Pattern>,
}

const fn rs256() -> TokenAlgorithm {
    TokenAlgorithm::Rs256
}

/// A claim that has to be mapped.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapped {
    /// The name of the claim.
    pub name: String,
    /// Where its value comes from.
    pub from: Source,
}

/// What an application needs as a SAML service provider.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saml {
    /// The entity ID of the service provider.
    pub entity_id: Pattern,
    /// Where it receives responses (assertion consumer service). The first is the default.
    pub acs: Vec<Pattern>,
    /// Where it receives logout messages.
    #[serde(default)]
    pub single_logout: Option<Pattern>,
    /// By which name it knows a person.
    pub name_id: NameIdFormat,
    /// What has to be signed.
    #[serde(default = "both")]
    pub signed: SignedParts,
    /// Whether it accepts unsolicited responses, so that the User Portal can open it without an address
    /// that starts a sign-in.
    #[serde(default)]
    pub unsolicited: bool,
    /// The attributes that it uses.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

const fn both() -> SignedParts {
    SignedParts::Both
}

/// An attribute that a service provider uses.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// Where its value comes from.
    pub from: Source,
    /// How the name is to be understood.
    #[serde(default = "basic")]
    pub format: NameFormat,
}

const fn basic() -> NameFormat {
    NameFormat::Basic
}
