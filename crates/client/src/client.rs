//! A caller and its credentials.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use crate::Portal;
use crate::transport::Http;

/// A client for one caller. Clones share the token.
#[derive(Clone, Debug)]
pub struct Client {
    http: Http,
    origin: String,
    portal: Portal,
    credentials: Arc<Credentials>,
}

#[derive(Default)]
struct Credentials {
    api_key: Option<String>,
    token: Mutex<Option<String>>,
    renewing: async_lock::Mutex<()>,
    ask_for_proof: Mutex<Option<AskForProof>>,
}

/// Asks the person to confirm their identity. Returns whether they did.
type AskForProof = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

impl Client {
    /// A client for a person in `portal`. `origin` is that of the server, without a path:
    /// `https://id.example.com`. Natively, `http` may be a `reqwest::Client`, which determines
    /// cookies, timeouts and certificates.
    pub fn new(http: impl Into<Http>, origin: impl Into<String>, portal: Portal) -> Self {
        Self {
            http: http.into(),
            origin: origin.into(),
            portal,
            credentials: Arc::default(),
        }
    }

    /// A client for a program with an API key.
    pub fn with_api_key(
        http: impl Into<Http>,
        origin: impl Into<String>,
        api_key: impl Into<String>,
    ) -> Self {
        Self {
            http: http.into(),
            origin: origin.into(),
            portal: Portal::Admin,
            credentials: Arc::new(Credentials {
                api_key: Some(api_key.into()),
                ..Credentials::default()
            }),
        }
    }

    /// The portal that this client is for.
    pub const fn portal(&self) -> Portal {
        self.portal
    }

    /// The current access token, if signed in.
    pub fn token(&self) -> Option<String> {
        self.credentials
            .token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Sets or removes the access token.
    pub fn set_token(&self, token: Option<String>) {
        *self
            .credentials
            .token
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// Sets how the person is asked to confirm their identity before a sensitive action. The call waits
    /// for the confirmation, and is then repeated.
    pub fn ask_for_proof_by<F: Future<Output = bool> + Send + 'static>(
        &self,
        ask: impl Fn() -> F + Send + Sync + 'static,
    ) {
        let ask: AskForProof =
            Arc::new(move || -> Pin<Box<dyn Future<Output = bool> + Send>> { Box::pin(ask()) });
        *self
            .credentials
            .ask_for_proof
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(ask);
    }

    /// Asks the person to confirm their identity. Returns whether they did.
    pub(crate) async fn has_proved(&self) -> bool {
        let ask = self
            .credentials
            .ask_for_proof
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        match ask {
            Some(ask) => ask().await,
            None => false,
        }
    }

    pub(crate) fn has_api_key(&self) -> bool {
        self.credentials.api_key.is_some()
    }

    pub(crate) fn renewing(&self) -> &async_lock::Mutex<()> {
        &self.credentials.renewing
    }

    /// The API key or access token of the caller, if there is one.
    pub(crate) fn bearer(&self) -> Option<String> {
        self.credentials.api_key.clone().or_else(|| self.token())
    }

    pub(crate) const fn http(&self) -> &Http {
        &self.http
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }
}
