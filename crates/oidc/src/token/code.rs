use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::authorize::AuthorizationRequest;
use crate::error::ProtocolError;
use crate::pkce::{self, Challenge};

/// What a code is bound to. The caller finds it by the hash of the code, and has made sure that the code
/// was not used before and has not expired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCode {
    /// The client.
    pub client_id: String,
    /// The redirect URI that the code was sent to.
    pub redirect_uri: String,
    /// The PKCE challenge.
    pub challenge: Option<Challenge>,
}

impl IssuedCode {
    /// How long a code is valid.
    pub const LIFETIME: Duration = Duration::from_secs(60);

    /// What a code for this request is bound to.
    pub fn of(request: &AuthorizationRequest) -> Self {
        Self {
            client_id: request.client_id.clone(),
            redirect_uri: request.return_to.redirect_uri.clone(),
            challenge: request.challenge.clone(),
        }
    }

    /// Checks who redeems the code and with what.
    ///
    /// # Errors
    /// `invalid_grant`. A code of another client is refused as an unknown one is.
    pub fn check(
        &self,
        client_id: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
    ) -> Result<(), ProtocolError> {
        if self.client_id != client_id {
            return Err(Self::unknown());
        }
        if self.redirect_uri != redirect_uri {
            return Err(ProtocolError::invalid_grant(
                "redirect_uri is not the one of the authorization request",
            ));
        }
        pkce::check_verifier(self.challenge.as_ref(), verifier)
    }

    /// The error for a code that is unknown, used or expired.
    pub const fn unknown() -> ProtocolError {
        ProtocolError::invalid_grant("The code is invalid, expired or already used")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[test]
    fn a_code_is_bound_to_client_address_and_verifier() {
        let challenge = Challenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let code = IssuedCode {
            client_id: "a".to_owned(),
            redirect_uri: "https://a.example/cb".to_owned(),
            challenge,
        };
        let address = "https://a.example/cb";
        assert_eq!(code.check("a", address, Some(VERIFIER)), Ok(()));
        assert_eq!(
            code.check("b", address, Some(VERIFIER)),
            Err(IssuedCode::unknown())
        );
        for (address, verifier) in [
            ("https://a.example/cb/", Some(VERIFIER)),
            ("https://a.example/other", Some(VERIFIER)),
            ("", Some(VERIFIER)),
            (address, None),
            (address, Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")),
        ] {
            assert!(
                code.check("a", address, verifier).is_err(),
                "{address} {verifier:?}"
            );
        }
        let without = IssuedCode {
            challenge: None,
            ..code
        };
        assert_eq!(without.check("a", address, None), Ok(()));
        assert!(without.check("a", address, Some(VERIFIER)).is_err());
    }
}
