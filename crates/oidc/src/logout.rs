//! RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0), from a query or a form.
//!
//! Any page can send a browser here, so the request alone proves nothing. With a [`Hint`] of the
//! session in this browser, the session ends without a question. Otherwise, the person is asked. The
//! browser returns only to an address that the named client has registered.

use serde::Deserialize;

use crate::address;
use crate::answer;
use crate::client::Client;
use crate::jose::{Jws, Kind, PublicKey};
use crate::parameters::{Parameters, Repeated};
use crate::reply::Reply;
use crate::secret::Secret;

/// A request to sign out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutRequest {
    id_token_hint: Option<Secret>,
    client_id: Option<String>,
    post_logout_redirect_uri: Option<String>,
    state: Option<String>,
}

/// Why a request to sign out is refused. It is shown on a page of this server, which links to the
/// portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoutProblem {
    /// A parameter occurs more than once.
    #[error("The request contains a parameter more than once")]
    Repeated,
    /// The hint names another client than the request.
    #[error("The request names an application that the ID token was not issued to")]
    OtherClient,
    /// There is an address to return to, but no client.
    #[error("The request does not name an application to return to")]
    MissingClient,
    /// The address to return to is not registered for the client.
    #[error("The address to return to is not registered for this application")]
    UnregisteredAddress,
}

impl From<Repeated> for LogoutProblem {
    fn from(Repeated: Repeated) -> Self {
        Self::Repeated
    }
}

/// What a genuine ID token of this server says. It may have expired.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Hint {
    iss: String,
    /// The person.
    #[serde(rename = "sub")]
    pub subject: String,
    /// The client.
    #[serde(rename = "aud")]
    pub client_id: String,
    /// The application session.
    #[serde(rename = "sid")]
    pub session_id: String,
}

impl Hint {
    /// Reads an ID token that this server has issued. Returns `None` for any other token. Its expiry
    /// does not matter, because the token is not used to authenticate.
    pub fn read(token: &str, keys: &[PublicKey], issuer: &str) -> Option<Self> {
        let hint: Self = Jws::parse(token, Kind::IdToken)?.verify(keys)?;
        (hint.iss == issuer).then_some(hint)
    }
}

impl LogoutRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// If a parameter occurs more than once.
    pub fn parse(parameters: &Parameters) -> Result<Self, LogoutProblem> {
        if parameters.has_repeated(&[]) {
            return Err(LogoutProblem::Repeated);
        }
        let text = |name| Ok::<_, LogoutProblem>(parameters.get(name)?.map(str::to_owned));
        Ok(Self {
            id_token_hint: parameters.get("id_token_hint")?.map(Secret::new),
            client_id: text("client_id")?,
            post_logout_redirect_uri: text("post_logout_redirect_uri")?,
            state: text("state")?,
        })
    }

    /// The hint, if there is a genuine one. A forged one counts as none, so the person is asked.
    ///
    /// # Errors
    /// If it was issued to another client than the request names.
    pub fn hint(&self, keys: &[PublicKey], issuer: &str) -> Result<Option<Hint>, LogoutProblem> {
        let Some(token) = &self.id_token_hint else {
            return Ok(None);
        };
        let hint = Hint::read(token.reveal(), keys, issuer);
        match (&hint, &self.client_id) {
            (Some(hint), Some(named)) if hint.client_id != *named => {
                Err(LogoutProblem::OtherClient)
            }
            _ => Ok(hint),
        }
    }

    /// The client to return to: that of the hint, or else the named one.
    pub fn client_id<'a>(&'a self, hint: Option<&'a Hint>) -> Option<&'a str> {
        match hint {
            Some(hint) => Some(&hint.client_id),
            None => self.client_id.as_deref(),
        }
    }

    /// The response that returns to the client after signing out. `None` if the request has no address
    /// to return to. `client` is that of [`Self::client_id`], or `None` if it is unknown.
    ///
    /// # Errors
    /// If the address is not one of the client. Check this before signing out.
    pub fn reply(&self, client: Option<&Client>) -> Result<Option<Reply>, LogoutProblem> {
        let Some(requested) = &self.post_logout_redirect_uri else {
            return Ok(None);
        };
        let client = client.ok_or(LogoutProblem::MissingClient)?;
        if !address::matches_any(&client.after_logout_uris, client.kind, requested) {
            return Err(LogoutProblem::UnregisteredAddress);
        }
        let state = self.state.clone().map(|state| ("state", state));
        let fields: Vec<_> = state.into_iter().collect();
        Ok(Some(answer::redirect(answer::with_query(
            requested, &fields,
        ))))
    }
}
