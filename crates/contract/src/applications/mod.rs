//! Applications: what users open from their portal, and who may open it.

mod access;
mod grants;
mod of_user;
mod oidc;
mod preview;
mod saml;
mod sessions;
mod templates;

pub use access::{
    AccessCheck, AccessGroup, AccessResult, AccessStep, ApplicationAccess, AssignedGroup,
    AssignedUser, Assignment,
};
pub use grants::MyApplicationGrant;
pub use of_user::{MyApplication, OpenedApplication, UserApplication, Why};
pub use oidc::{
    ClaimMapping, ClientSecret, ClientSecretCreated, OidcSettings, OidcSettingsChanges,
};
pub use preview::{MAX_PREVIEWED_ASSIGNMENTS, PreviewApplication};
pub use saml::{
    AssertionConsumer, AssertionPreview, AttributeMapping, MetadataRead, ReadMetadata,
    SamlCertificate, SamlProvider, SamlSettings, SamlSettingsChanges,
};
pub use sessions::{ApplicationProblem, ApplicationSession, ClaimsPreview, MyApplicationSession};
pub use templates::{
    ApplicationGuide, ApplicationTemplate, CreateFromTemplate, GuideSnippet, GuideValue, OwnGuide,
    SECRET_PLACEHOLDER, TemplateQuestion,
};

use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, OpenTo};
use rules::resource::AfterLoss;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{self, Change};
use crate::ids::ApplicationId;

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::application))]
pub struct Application {
    /// Identifier.
    pub id: ApplicationId,
    /// Name.
    pub name: String,
    /// What users need it for; absent if it has no description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The template that it was created from; absent if it was created without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// How it is connected.
    pub protocol: ApplicationProtocol,
    /// Whether it can be opened.
    pub enabled: bool,
    /// Whether the User Portal shows it to those who may open it.
    pub visible: bool,
    /// The heading under which the User Portal shows it; absent if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The address that opens it. A bookmark always has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub launch_url: Option<String>,
    /// Who may open it.
    pub open_to: OpenTo,
    /// The factor that opening it requires.
    pub factor: WantedFactor,
    /// For how many minutes a factor remains valid. With 0, each opening requires one; if absent, each
    /// session does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_minutes: Option<u32>,
    /// Whether users keep access while their account is locked after wrong passwords. Every other lock ends it.
    pub on_lock: AfterLoss,
    /// The settings of OpenID Connect; absent in lists, and for other protocols.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oidc: Option<OidcSettings>,
    /// The issuer to enter in the application; present if `oidc` is. Its discovery document is at
    /// `/.well-known/openid-configuration` below this address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The secrets with which it authenticates; absent in lists, and if it has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<ClientSecret>,
    /// The settings of SAML; absent in lists, and for other protocols.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saml: Option<SamlSettings>,
    /// What to enter in the application, with the certificates; present if `saml` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saml_provider: Option<SamlProvider>,
    /// The number of groups that it is assigned to.
    pub groups: u64,
    /// The number of users that it is assigned to directly.
    pub users: u64,
    /// When it was last opened; absent if it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_opened_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it. Assignments do not change it.
    pub version: u64,
}

/// Creates an application. Nobody can open it until it is assigned, unless it is open to everyone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_application))]
pub struct CreateApplication {
    /// Name, unique in the organization. Case and accents are ignored.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: String,
    /// What users need it for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub description: Option<String>,
    /// One or two letters for its icon. Default: the first letter of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2))]
    pub letter: Option<String>,
    /// The color of its icon. Default: `blue`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<IconColor>,
    /// The template that it is created from: lowercase letters, digits and hyphens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub template: Option<String>,
    /// How it is connected.
    pub protocol: ApplicationProtocol,
    /// Whether it can be opened. Default: true.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Whether the User Portal shows it to those who may open it. Default: true.
    #[serde(default = "yes")]
    pub visible: bool,
    /// The heading under which the User Portal shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub category: Option<String>,
    /// The address that opens it: `https`, or `http`, without a username or password. Required for a
    /// bookmark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub launch_url: Option<String>,
    /// Who may open it. Default: `assigned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_to: Option<OpenTo>,
    /// The factor that opening it requires. Default: `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<WantedFactor>,
    /// For how many minutes a factor remains valid, 0 to 43,200. With 0, each opening requires one. Default:
    /// each session requires one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 43200))]
    pub fresh_minutes: Option<u32>,
    /// Whether users keep access while their account is locked after wrong passwords. Every other lock ends it.
    /// Default: `maintain`, because anyone can cause such a lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_lock: Option<AfterLoss>,
    /// The settings of OpenID Connect. Required for `oidc`, and refused otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oidc: Option<OidcSettings>,
    /// The settings of SAML. Required for `saml`, and refused otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saml: Option<SamlSettings>,
}

const fn yes() -> bool {
    true
}

impl CreateApplication {
    /// A bookmark with this name and address, and defaults for everything else.
    pub fn bookmark(name: impl Into<String>, launch_url: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            letter: None,
            color: None,
            template: None,
            protocol: ApplicationProtocol::Bookmark,
            enabled: true,
            visible: true,
            category: None,
            launch_url: Some(launch_url.into()),
            open_to: None,
            factor: None,
            fresh_minutes: None,
            on_lock: None,
            oidc: None,
            saml: None,
        }
    }

    /// An application with this name that uses OpenID Connect, and defaults for everything else.
    pub fn oidc(name: impl Into<String>, settings: OidcSettings) -> Self {
        Self {
            protocol: ApplicationProtocol::Oidc,
            launch_url: None,
            oidc: Some(settings),
            ..Self::bookmark(name, String::new())
        }
    }

    /// An application with this name that uses SAML, and defaults for everything else.
    pub fn saml(name: impl Into<String>, settings: SamlSettings) -> Self {
        Self {
            protocol: ApplicationProtocol::Saml,
            launch_url: None,
            saml: Some(settings),
            ..Self::bookmark(name, String::new())
        }
    }
}

/// Updates an application. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::update_application))]
pub struct UpdateApplication {
    /// Name, unique in the organization. Case and accents are ignored.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
    pub name: Option<String>,
    /// What users need it for. `null` removes the description.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 500))]
    pub description: Change<String>,
    /// One or two letters for its icon.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 2))]
    pub letter: Option<String>,
    /// The color of its icon.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = IconColor))]
    pub color: Option<IconColor>,
    /// Whether it can be opened. Disabling it ends its sessions.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub enabled: Option<bool>,
    /// Whether the User Portal shows it to those who may open it.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub visible: Option<bool>,
    /// The heading under which the User Portal shows it. `null` removes the heading.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 50))]
    pub category: Change<String>,
    /// The address that opens it. `null` is refused for a bookmark.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 2000))]
    pub launch_url: Change<String>,
    /// Who may open it. `assigned` ends the sessions of all other users.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = OpenTo))]
    pub open_to: Option<OpenTo>,
    /// The factor that opening it requires.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = WantedFactor))]
    pub factor: Option<WantedFactor>,
    /// For how many minutes a factor remains valid. With 0, each opening requires one; with `null`, each
    /// session does.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Option<u32>, minimum = 0, maximum = 43200)
    )]
    pub fresh_minutes: Change<u32>,
    /// Whether users keep access while their account is locked after wrong passwords. Every other lock ends it.
    /// `remove` ends the sessions of users who are locked now.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = AfterLoss))]
    pub on_lock: Option<AfterLoss>,
    /// The settings of OpenID Connect. Only for an application that uses it.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = OidcSettingsChanges))]
    pub oidc: Option<OidcSettingsChanges>,
    /// The settings of SAML. Only for an application that uses it.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = SamlSettingsChanges))]
    pub saml: Option<SamlSettingsChanges>,
}
