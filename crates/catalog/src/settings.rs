//! What Latchkey registers for an application of the catalog.

use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};

use crate::answer::Answers;
use crate::connection::{Attribute, Mapped};
use crate::source::{NameIdFormat, SignedParts, Source};

/// What Latchkey registers for an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The answers as they are used. Keep them to show the guide again.
    pub answers: Answers,
    /// The address that opens it.
    pub launch_url: Option<String>,
    /// How it is connected.
    pub connection: ConnectionSettings,
}

/// The protocol, and its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionSettings {
    /// OpenID Connect.
    Oidc(OidcSettings),
    /// SAML 2.0.
    Saml(SamlSettings),
}

/// The settings of an OpenID Connect client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcSettings {
    /// Where the client runs.
    pub kind: ClientKind,
    /// How it authenticates.
    pub authentication: ClientAuthentication,
    /// Whether it must use PKCE.
    pub pkce: PkcePolicy,
    /// The algorithm of its ID tokens.
    pub algorithm: TokenAlgorithm,
    /// The scopes that it asks for.
    pub scopes: Vec<String>,
    /// The claims that have to be mapped.
    pub mapped: Vec<Mapped>,
    /// Where it receives responses.
    pub redirect_uris: Vec<String>,
    /// Where users return to after they signed out.
    pub after_logout_uris: Vec<String>,
    /// The origins from which it calls Latchkey in the browser.
    pub origins: Vec<String>,
    /// The address that starts a sign-in.
    pub initiate_login_uri: Option<String>,
    /// Where it receives logout tokens.
    pub back_channel_logout_uri: Option<String>,
}

impl OidcSettings {
    /// Whether it needs the groups of a person.
    pub fn groups(&self) -> bool {
        self.has_scope("groups") || self.mapped.iter().any(|claim| claim.from == Source::Groups)
    }

    /// Whether it needs refresh tokens that outlive the session.
    pub fn offline(&self) -> bool {
        self.has_scope("offline_access")
    }

    fn has_scope(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope == name)
    }
}

/// The settings of a SAML service provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamlSettings {
    /// The entity ID of the service provider.
    pub entity_id: String,
    /// Where it receives responses. The first is the default.
    pub acs: Vec<String>,
    /// Where it receives logout messages.
    pub single_logout: Option<String>,
    /// By which name it knows a person.
    pub name_id: NameIdFormat,
    /// What has to be signed.
    pub signed: SignedParts,
    /// Whether it accepts unsolicited responses.
    pub unsolicited: bool,
    /// The attributes that it uses.
    pub attributes: Vec<Attribute>,
}

impl SamlSettings {
    /// Whether it needs the groups of a person.
    pub fn groups(&self) -> bool {
        self.attributes
            .iter()
            .any(|attribute| attribute.from == Source::Groups)
    }
}
