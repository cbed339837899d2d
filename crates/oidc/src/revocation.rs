//! Revoking tokens (RFC 7009) and what introspection has in common with it.

use crate::error::ProtocolError;
use crate::parameters::Parameters;
use crate::reply::Reply;
use crate::secret::Secret;

rules::named_values! {
    /// Where to look for a token first. It is only a hint.
    pub enum TokenHint {
        /// Among access tokens.
        AccessToken = "access_token",
        /// Among refresh tokens.
        RefreshToken = "refresh_token",
    }
}

/// A request to revoke or to introspect a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    /// The token.
    pub token: Secret,
    /// Where to look first. An unknown hint is ignored.
    pub hint: Option<TokenHint>,
}

/// Reads the request. The client is read by [`crate::client_auth::Presented`].
///
/// # Errors
/// `invalid_request` if the token is missing or repeated.
pub fn parse(form: &Parameters) -> Result<TokenRequest, ProtocolError> {
    let token = form
        .get("token")?
        .ok_or(ProtocolError::invalid_request("token is missing"))?;
    Ok(TokenRequest {
        token: Secret::new(token),
        hint: form.get("token_type_hint")?.and_then(TokenHint::parse),
    })
}

/// The response to a revocation. It is the same for unknown tokens and for those of other clients,
/// which are not revoked (RFC 7009, 2.2).
pub fn reply() -> Reply {
    Reply::empty(200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_token_and_ignores_unknown_hints() {
        let read = |form: &str| parse(&Parameters::parse(form.as_bytes()).unwrap());
        let request = read("token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token").unwrap();
        assert_eq!(request.token.reveal(), "45ghiukldjahdnhzdauz");
        assert_eq!(request.hint, Some(TokenHint::RefreshToken));
        assert_eq!(read("token=a&token_type_hint=other").unwrap().hint, None);
        for wrong in ["", "token=", "token=a&token=b"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(reply().status, 200);
    }
}
