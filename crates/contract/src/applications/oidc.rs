//! The OpenID Connect settings of an application, and its secrets.

use rules::openid::{
    ClientAuthentication, ClientKind, GroupsSent, PkcePolicy, SubjectKind, TokenAlgorithm,
};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{Object, Patch};
use crate::ids::ClientSecretId;

/// How an application uses OpenID Connect. Its `client_id` is the identifier of the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    default,
    remote = "Self"
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::oidc_settings))]
pub struct OidcSettings {
    /// Where the application runs. Default: `web`.
    pub kind: ClientKind,
    /// How it authenticates. Default: `basic_or_post`. Browser apps use `none`.
    pub auth: ClientAuthentication,
    /// Whether it must use PKCE. Default: `required`.
    pub pkce: PkcePolicy,
    /// Whether it must push its authorization requests (PAR, RFC 9126). Default: false. If true, requests in
    /// the query of a browser are refused.
    pub require_pushed: bool,
    /// Whether its tokens must be bound to a key (DPoP, RFC 9449). Default: false. If it sends a proof to the
    /// token endpoint, its tokens are bound in any case.
    pub dpop_required: bool,
    /// The algorithm that its ID tokens are signed with. Default: `RS256`. While an enabled application uses
    /// `EdDSA`, the key set of the server contains an Ed25519 key. Some other applications cannot read such a
    /// set.
    pub algorithm: TokenAlgorithm,
    /// The redirect URIs, to which authorization responses are sent. A request must contain one of
    /// them, character by character; native apps can use any port of a loopback address. Can be empty
    /// only with `deviceGrant`.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<crate::documented::LongAddress>, max_items = 20)
    )]
    pub redirect_uris: Vec<String>,
    /// The redirect URIs after sign-out.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<crate::documented::LongAddress>, max_items = 20)
    )]
    pub after_logout_uris: Vec<String>,
    /// The origins of pages that may call the token and userinfo endpoints (CORS). Only for applications
    /// without a secret.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<crate::documented::LongAddress>, max_items = 20)
    )]
    pub origins: Vec<String>,
    /// Whether it can request access that outlives the session (`offline_access`). Default: false.
    pub offline: bool,
    /// For how many days such access is valid, 1 to 365. Default: 30.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365))]
    pub refresh_days: u32,
    /// Whether it can sign users in on devices without a browser, which show a code that the user enters in the
    /// User Portal (RFC 8628). Default: false.
    pub device_grant: bool,
    /// Whether users have to consent before the application gets their data. Default: false, because an
    /// administrator has assigned it.
    pub consent: bool,
    /// The address that is notified when a session ends (OpenID Connect Back-Channel Logout).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub backchannel_logout_uri: Option<String>,
    /// The address that makes the application begin a sign-in. If set, the User Portal opens it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub initiate_login_uri: Option<String>,
    /// The public keys of the application, as a JWK set, for `private_key`. RSA keys have 2,048 to 4,096
    /// bits; if there are several keys, each needs its own `kid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 32768))]
    pub jwks: Option<String>,
    /// Claims beyond the standard ones.
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub claims: Vec<ClaimMapping>,
    /// Whether ID tokens contain the claims that userinfo contains. Default: true, because many
    /// applications read only the ID token.
    pub claims_in_id_token: bool,
    /// Which groups it receives if it requests the scope `groups`. Default: `assigned`.
    pub groups_sent: GroupsSent,
    /// The identifier by which it recognizes users (`sub`). Default: `id`. After a change, it recognizes no
    /// user, so the change ends all sessions of the application and revokes what it was granted.
    pub subject: SubjectKind,
}

rules::only_as_object!(OidcSettings);

impl Object for OidcSettings {}

impl Default for OidcSettings {
    fn default() -> Self {
        Self {
            kind: ClientKind::Web,
            auth: ClientAuthentication::BasicOrPost,
            pkce: PkcePolicy::Required,
            require_pushed: false,
            dpop_required: false,
            algorithm: TokenAlgorithm::Rs256,
            redirect_uris: Vec::new(),
            after_logout_uris: Vec::new(),
            origins: Vec::new(),
            offline: false,
            refresh_days: 30,
            device_grant: false,
            consent: false,
            backchannel_logout_uri: None,
            initiate_login_uri: None,
            jwks: None,
            claims: Vec::new(),
            claims_in_id_token: true,
            groups_sent: GroupsSent::Assigned,
            subject: SubjectKind::Id,
        }
    }
}

/// Changes of [`OidcSettings`]: omitted members stay unchanged.
pub type OidcSettingsChanges = Patch<OidcSettings>;

/// A claim that an administrator maps: exactly one of `field` and `constant`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::claim_mapping))]
pub struct ClaimMapping {
    /// The name of the claim. Claims of the protocol, `email` and `phone_number` cannot be mapped.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub claim: String,
    /// A field of the profile, `username`, `name` or `email`, or a custom attribute such as
    /// `attributes.badge`. If it is empty, the claim is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub field: Option<String>,
    /// A text, the same for all users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub constant: Option<String>,
}

rules::only_as_object!(ClaimMapping);

impl ClaimMapping {
    /// The fields of an account, besides those of its profile, that a claim can be mapped from.
    pub const ACCOUNT_FIELDS: [&str; 3] = ["username", "name", "email"];
}

/// A secret of an application, without the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::client_secret))]
pub struct ClientSecret {
    /// Identifier.
    pub id: ClientSecretId,
    /// The first characters of the secret, for identification.
    pub hint: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When the application last authenticated with it, to the minute; absent if it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// A new secret. It is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientSecretCreated {
    /// Its details.
    pub client_secret: ClientSecret,
    /// The secret itself. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "lks_4fQ9rT2xV7bN1mKc8sLpW3zYd6hGjA0uEoRtIxQwBvC")
    )]
    pub secret: String,
}

impl std::fmt::Debug for ClientSecretCreated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecretCreated(hidden)")
    }
}
