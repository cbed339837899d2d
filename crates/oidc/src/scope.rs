//! Scopes.

use std::collections::BTreeSet;

pub use rules::openid::Scope;

use crate::error::{ErrorCode, ProtocolError};

/// A set of scopes.
pub type Scopes = BTreeSet<Scope>;

/// Reads a list of scopes separated by spaces. Unknown ones are ignored (OpenID Connect Core,
/// 3.1.2.1).
pub fn parse(text: &str) -> Scopes {
    text.split(' ').filter_map(Scope::parse).collect()
}

/// Writes scopes in their canonical order.
pub fn write(scopes: &Scopes) -> String {
    let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    names.join(" ")
}

/// Reads the scopes of a refresh request: those that were granted, or fewer (RFC 6749, 6).
///
/// # Errors
/// `invalid_scope` if one was not granted.
pub fn narrow(granted: &Scopes, requested: Option<&str>) -> Result<Scopes, ProtocolError> {
    let Some(requested) = requested else {
        return Ok(granted.clone());
    };
    let requested = parse(requested);
    if requested.is_empty() || !requested.is_subset(granted) {
        return Err(ProtocolError::new(
            ErrorCode::InvalidScope,
            "The scope is wider than what was granted",
        ));
    }
    Ok(requested)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_scopes_are_ignored_and_none_is_added() {
        let scopes = parse("email openid  admin OPENID email");
        assert_eq!(write(&scopes), "openid email");
        assert_eq!(narrow(&scopes, None).as_ref(), Ok(&scopes));
        assert_eq!(write(&narrow(&scopes, Some("openid")).unwrap()), "openid");
        for wider in ["openid groups", "admin", "offline_access"] {
            assert!(narrow(&scopes, Some(wider)).is_err(), "{wider}");
        }
    }
}
