//! Resource indicators (RFC 8707): the APIs that an access token is for. This server knows none, because
//! its access tokens are for its own userinfo endpoint.

use crate::error::ProtocolError;
use crate::parameters::Parameters;

/// Refuses a request for a token for an API. The client would get one that the API does not accept, and
/// would not know why.
///
/// # Errors
/// `invalid_target` if there is a parameter `resource`.
pub fn refuse(parameters: &Parameters) -> Result<(), ProtocolError> {
    match parameters.all("resource").next() {
        None => Ok(()),
        Some(_) => Err(ProtocolError::INVALID_TARGET),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_is_for_an_api() {
        let read = |form: &str| refuse(&Parameters::parse(form.as_bytes()).unwrap());
        assert_eq!(read("scope=openid"), Ok(()));
        for form in [
            "resource=https://a.example/",
            "resource=https://a.example/&resource=https://b.example/v1",
            "resource=urn:a",
        ] {
            assert_eq!(read(form), Err(ProtocolError::INVALID_TARGET), "{form}");
        }
    }
}
