use std::collections::BTreeSet;
use std::time::Duration;

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::acr::{Acr, Authentication};
use crate::answer::{Answer, ReturnAddress};
use crate::error::ProtocolError;
use crate::pkce::Challenge;
use crate::scope::Scopes;

rules::named_values! {
    /// What the person is to be asked.
    pub enum Prompt {
        /// Nothing. If something has to be asked, the response is an error.
        Silent = "none",
        /// To authenticate again.
        Login = "login",
        /// To consent.
        Consent = "consent",
        /// To choose an account.
        SelectAccount = "select_account",
    }
}

/// A request that was checked. It is stored until the person has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// The client.
    pub client_id: String,
    /// Where the response goes.
    pub return_to: ReturnAddress,
    /// The scopes, always with `openid`.
    pub scopes: Scopes,
    /// The client's own value for the ID token.
    pub nonce: Option<String>,
    /// The PKCE challenge.
    pub challenge: Option<Challenge>,
    /// What the person is to be asked.
    pub prompts: BTreeSet<Prompt>,
    /// The maximum age of the authentication in seconds.
    pub max_age: Option<u32>,
    /// The preferred levels, the most preferred one first. They are voluntary.
    pub acr_values: Vec<Acr>,
    /// If not empty, one of these levels is required.
    pub essential_acr: Vec<Acr>,
    /// If present, only this person may sign in (`claims`, member `sub`).
    pub subject: Option<String>,
    /// An earlier ID token of the person who should be signed in. See [`crate::logout::Hint`].
    pub id_token_hint: Option<String>,
    /// The address or username to fill in.
    pub login_hint: Option<String>,
    /// The thumbprint of the key that the tokens are bound to (RFC 9449, 10).
    pub dpop_jkt: Option<String>,
}

impl AuthorizationRequest {
    /// Whether nothing may be asked.
    pub fn is_silent(&self) -> bool {
        self.prompts.contains(&Prompt::Silent)
    }

    /// Whether the authentication must be one that was given for this request.
    pub fn wants_login(&self) -> bool {
        self.prompts.contains(&Prompt::Login) || self.max_age == Some(0)
    }

    /// Whether an authentication is recent enough for `max_age`. With 0, none is that was not given
    /// for this request: see [`Self::wants_login`].
    pub fn is_recent(&self, authentication: &Authentication, now: Timestamp) -> bool {
        match self.max_age {
            None => true,
            Some(seconds) => {
                let limit = Duration::from_secs(u64::from(seconds));
                authentication.at.plus(limit) > now
            }
        }
    }

    /// The level to ask for: the weakest one that is required, or else the most preferred one.
    pub fn wanted_acr(&self) -> Option<Acr> {
        let required = self.essential_acr.iter().min();
        required.or(self.acr_values.first()).copied()
    }

    /// Whether a level fulfills the required ones. A stronger level does as well.
    pub fn is_met_by(&self, acr: Acr) -> bool {
        self.essential_acr.is_empty() || self.essential_acr.iter().any(|least| *least <= acr)
    }

    /// The response with a code.
    pub fn answer(&self, issuer: &str, code: &str) -> Answer {
        Answer::code(&self.return_to, issuer, code)
    }

    /// The response with an error.
    pub fn refuse(&self, issuer: &str, error: ProtocolError) -> Answer {
        Answer::error(&self.return_to, issuer, error)
    }
}
