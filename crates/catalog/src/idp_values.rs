//! The values of the identity provider, which an administrator enters in the application.

use rules::application::ApplicationProtocol;

rules::named_values! {
    /// A value that Latchkey, the identity provider, gives to an application. The name is that of the placeholder.
    pub enum IdpValue {
        /// The issuer: the origin of the User Portal.
        Issuer = "issuer",
        /// The address of the discovery document.
        Discovery = "discovery",
        /// The identifier of the client.
        ClientId = "client_id",
        /// The secret of the client, which is shown once.
        ClientSecret = "client_secret",
        /// The authorization endpoint.
        AuthorizationEndpoint = "authorization_endpoint",
        /// The token endpoint.
        TokenEndpoint = "token_endpoint",
        /// The userinfo endpoint.
        UserinfoEndpoint = "userinfo_endpoint",
        /// The address of the key set.
        JwksUri = "jwks_uri",
        /// The address for signing out.
        EndSessionEndpoint = "end_session_endpoint",
        /// The entity ID of Latchkey for this application.
        IdpEntityId = "idp_entity_id",
        /// The address of the metadata.
        MetadataUrl = "metadata_url",
        /// Where sign-in requests go.
        SsoUrl = "sso_url",
        /// Where logout requests go.
        SloUrl = "slo_url",
        /// The certificate as PEM.
        Certificate = "certificate",
        /// The certificate as Base64 in one line, without the first and the last line of PEM.
        CertificateLine = "certificate_line",
        /// The SHA-256 fingerprint of the certificate.
        CertificateFingerprint = "certificate_fingerprint",
    }
}

impl IdpValue {
    /// The protocol that it belongs to.
    pub const fn protocol(self) -> ApplicationProtocol {
        match self {
            Self::Issuer
            | Self::Discovery
            | Self::ClientId
            | Self::ClientSecret
            | Self::AuthorizationEndpoint
            | Self::TokenEndpoint
            | Self::UserinfoEndpoint
            | Self::JwksUri
            | Self::EndSessionEndpoint => ApplicationProtocol::Oidc,
            Self::IdpEntityId
            | Self::MetadataUrl
            | Self::SsoUrl
            | Self::SloUrl
            | Self::Certificate
            | Self::CertificateLine
            | Self::CertificateFingerprint => ApplicationProtocol::Saml,
        }
    }

    /// Whether nobody else may read it.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::ClientSecret)
    }

    /// The placeholder in a text if the value is not known, such as `CLIENT_SECRET`.
    pub fn stand_in(self) -> String {
        self.as_str().to_ascii_uppercase()
    }
}
