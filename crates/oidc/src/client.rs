//! What is registered about a client.

use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};

use crate::jose::PublicKey;

/// Why the settings of a client contradict each other. Each message says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsProblem {
    /// A program that everybody can read has a secret.
    #[error("A browser app cannot keep a secret. Choose no authentication")]
    SecretInBrowser,
    /// A program without users does not authenticate.
    #[error("A service must authenticate. Choose a secret or a private key")]
    PublicService,
    /// PKCE is the only proof of a public client.
    #[error("A client without authentication must use PKCE")]
    PublicWithoutPkce,
    /// There is nothing to verify its assertions with.
    #[error("Enter the public keys of the client")]
    MissingKeys,
    /// A service has no sign-in to return from, and no session to outlive.
    #[error("A service has neither redirect URIs nor offline access")]
    ServiceWithUsers,
}

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
    /// Whether it must push its authorization requests.
    pub require_pushed: bool,
    /// Whether its tokens must be bound to a key.
    pub dpop_required: bool,
    /// The algorithm of its ID tokens.
    pub id_token_algorithm: TokenAlgorithm,
    /// The registered redirect URIs.
    pub redirect_uris: Vec<String>,
    /// The registered addresses to return to after signing out.
    pub after_logout_uris: Vec<String>,
    /// Whether it may ask for refresh tokens that outlive the session.
    pub offline: bool,
    /// Its public keys, for [`ClientAuthentication::PrivateKey`].
    pub keys: Vec<PublicKey>,
}

impl Client {
    /// Checks whether the settings fit together. Call it with the client as it will be stored, so that
    /// a change of one setting is validated together with the unchanged ones. The addresses are checked
    /// by [`crate::address::check`].
    ///
    /// # Errors
    /// The first problem.
    pub fn check(&self) -> Result<(), SettingsProblem> {
        let public = self.authentication == ClientAuthentication::Public;
        match self.kind {
            ClientKind::Browser if !public => return Err(SettingsProblem::SecretInBrowser),
            ClientKind::Service if public => return Err(SettingsProblem::PublicService),
            ClientKind::Service if self.offline || !self.redirect_uris.is_empty() => {
                return Err(SettingsProblem::ServiceWithUsers);
            }
            _ => {}
        }
        if public && self.pkce != PkcePolicy::Required {
            return Err(SettingsProblem::PublicWithoutPkce);
        }
        if self.authentication == ClientAuthentication::PrivateKey && self.keys.is_empty() {
            return Err(SettingsProblem::MissingKeys);
        }
        Ok(())
    }

    /// Whether a request without a PKCE challenge is refused: by policy, and always for a client
    /// without a secret, for which PKCE is the only proof.
    pub fn requires_pkce(&self) -> bool {
        self.pkce == PkcePolicy::Required
            || self.authentication == ClientAuthentication::Public
            || matches!(self.kind, ClientKind::Browser | ClientKind::Native)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixtures;

    #[test]
    fn settings_must_fit_together() {
        use ClientAuthentication::{BasicOrPost, PrivateKey, Public};
        use ClientKind::{Browser, Native, Service, Web};
        use PkcePolicy::{IfSent, Required};
        use SettingsProblem as P;
        for (kind, authentication, pkce, problem) in [
            (Web, BasicOrPost, IfSent, None),
            (Web, BasicOrPost, Required, None),
            (Web, PrivateKey, IfSent, None),
            (Web, Public, Required, None),
            (Web, Public, IfSent, Some(P::PublicWithoutPkce)),
            (Browser, Public, Required, None),
            (Browser, Public, IfSent, Some(P::PublicWithoutPkce)),
            (Browser, BasicOrPost, Required, Some(P::SecretInBrowser)),
            (Native, Public, Required, None),
            (Native, BasicOrPost, IfSent, None),
            (Service, BasicOrPost, Required, Some(P::ServiceWithUsers)),
            (Service, Public, Required, Some(P::PublicService)),
        ] {
            let client = Client {
                kind,
                authentication,
                pkce,
                ..fixtures::client()
            };
            assert_eq!(
                client.check().err(),
                problem,
                "{kind:?} {authentication:?} {pkce:?}"
            );
        }
        let without_keys = Client {
            authentication: PrivateKey,
            keys: Vec::new(),
            ..fixtures::client()
        };
        assert_eq!(without_keys.check(), Err(P::MissingKeys));
        let service = Client {
            kind: Service,
            redirect_uris: Vec::new(),
            ..fixtures::client()
        };
        assert_eq!(service.check(), Ok(()));
    }
}
