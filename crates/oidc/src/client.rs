//! What is registered about a client.

use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};

use crate::jose::PublicKey;

/// A registered client. The caller loads it by its identifier.
#[derive(Clone, Debug)]
pub struct Client {
    /// The identifier.
    pub id: String,
    /// Where the client runs.
    pub kind: ClientKind,
    /// How it authenticates.
    pub authentication: ClientAuthentication,
    /// Whether it must use PKCE. See [`Client::requires_pkce`].
    pub pkce: PkcePolicy,
    /// The algorithm of its ID tokens.
    pub id_token_algorithm: TokenAlgorithm,
    /// The registered redirect addresses.
    pub redirect_uris: Vec<String>,
    /// The registered addresses to return to after signing out.
    pub after_logout_uris: Vec<String>,
    /// Whether it may ask for refresh tokens that outlive the session.
    pub offline: bool,
    /// Its public keys, for [`ClientAuthentication::PrivateKey`].
    pub keys: Vec<PublicKey>,
}

impl Client {
    /// Whether a request without a PKCE challenge is refused: by policy, and always for a client
    /// without a secret, for which PKCE is the only proof.
    pub fn requires_pkce(&self) -> bool {
        self.pkce == PkcePolicy::Required
            || self.authentication == ClientAuthentication::Public
            || matches!(self.kind, ClientKind::Browser | ClientKind::Native)
    }
}
