//! Resource indicators (RFC 8707): the APIs that an access token is for.

use url::Url;

use crate::error::{ErrorCode, ProtocolError};
use crate::parameters::Parameters;

/// Reads the parameters `resource`, which may occur more than once: absolute addresses without a
/// fragment. The caller decides which are known.
///
/// # Errors
/// `invalid_target` if one is malformed.
pub fn parse(parameters: &Parameters) -> Result<Vec<String>, ProtocolError> {
    let resources: Vec<String> = parameters.all("resource").map(str::to_owned).collect();
    let is_resource = |text: &String| {
        Url::parse(text).is_ok_and(|url| url.has_host() && url.fragment().is_none())
    };
    if !resources.iter().all(is_resource) {
        return Err(ProtocolError::new(
            ErrorCode::InvalidTarget,
            "resource must be an absolute address without a fragment",
        ));
    }
    Ok(resources)
}

/// The resources of a token request: those of the authorization request, or fewer.
///
/// # Errors
/// `invalid_target` if one was not granted.
pub fn narrow(granted: &[String], requested: Vec<String>) -> Result<Vec<String>, ProtocolError> {
    if requested.is_empty() {
        return Ok(granted.to_vec());
    }
    if !requested.iter().all(|resource| granted.contains(resource)) {
        return Err(ProtocolError::INVALID_TARGET);
    }
    Ok(requested)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Result<Vec<String>, ProtocolError> {
        parse(&Parameters::parse(form.as_bytes()).unwrap())
    }

    #[test]
    fn a_token_is_for_no_more_than_was_granted() {
        let granted = read("resource=https://a.example/&resource=https://b.example/v1").unwrap();
        assert_eq!(granted.len(), 2);
        assert_eq!(narrow(&granted, Vec::new()).as_ref(), Ok(&granted));
        let fewer = read("resource=https://b.example/v1").unwrap();
        assert_eq!(narrow(&granted, fewer.clone()), Ok(fewer));
        for other in [
            "https://c.example/",
            "https://a.example",
            "https://b.example/",
        ] {
            let other = vec![other.to_owned()];
            assert_eq!(narrow(&granted, other), Err(ProtocolError::INVALID_TARGET));
        }
        for malformed in [
            "resource=a",
            "resource=/a",
            "resource=https://a.example/%23b",
            "resource=urn:a",
        ] {
            assert!(read(malformed).is_err(), "{malformed}");
        }
    }
}
