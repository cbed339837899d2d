use serde_json::Value;

use crate::acr::Acr;
use crate::error::{ErrorCode, ProtocolError};

/// What the parameter `claims` asks for that matters here. Other claims are voluntary, and follow from
/// the scopes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ClaimsWish {
    /// The levels of an essential `acr`.
    pub essential_acr: Vec<Acr>,
    /// The levels of a voluntary `acr`.
    pub voluntary_acr: Vec<Acr>,
    /// The only person who may sign in.
    pub subject: Option<String>,
}

/// Reads the parameter `claims` (OpenID Connect Core, 5.5).
///
/// # Errors
/// If it is not an object of objects, or requires a level that does not exist.
pub(super) fn parse(text: &str) -> Result<ClaimsWish, ProtocolError> {
    let malformed = ProtocolError::invalid_request("claims must be a JSON object");
    let Ok(Value::Object(targets)) = serde_json::from_str(text) else {
        return Err(malformed);
    };
    let mut wish = ClaimsWish::default();
    for target in ["id_token", "userinfo"] {
        let claims = match targets.get(target) {
            None | Some(Value::Null) => continue,
            Some(Value::Object(claims)) => claims,
            Some(_) => return Err(malformed),
        };
        // The value of `sub` must be the person's own, regardless of the token for which it is
        // requested.
        if let Some(subject) = claims.get("sub").and_then(|sub| sub.get("value")) {
            let subject = subject.as_str().ok_or(malformed)?;
            let other = wish.subject.replace(subject.to_owned());
            if other.is_some_and(|other| other != subject) {
                return Err(ProtocolError::invalid_request(
                    "claims contains two different values of sub",
                ));
            }
        }
        if target == "id_token"
            && let Some(acr) = claims.get("acr")
        {
            read_acr(acr, &mut wish)?;
        }
    }
    Ok(wish)
}

fn read_acr(acr: &Value, wish: &mut ClaimsWish) -> Result<(), ProtocolError> {
    let essential = acr.get("essential").and_then(Value::as_bool) == Some(true);
    let listed = acr.get("values").and_then(Value::as_array);
    let names: Vec<&Value> = match (acr.get("value"), listed) {
        (Some(value), _) => vec![value],
        (None, Some(values)) => values.iter().collect(),
        (None, None) => return Ok(()),
    };
    let known = names.iter().filter_map(|name| Acr::parse(name.as_str()?));
    let known: Vec<Acr> = known.collect();
    if essential && known.is_empty() {
        return Err(ProtocolError::new(
            ErrorCode::UnmetAuthenticationRequirements,
            "The required acr is not supported",
        ));
    }
    if essential {
        wish.essential_acr = known;
    } else {
        wish.voluntary_acr = known;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acr_and_subject_are_read() {
        let wish = parse(
            r#"{"userinfo":{"given_name":{"essential":true},"nickname":null},
                "id_token":{"auth_time":{"essential":true},"sub":{"value":"248289761001"},
                "acr":{"essential":true,"values":["urn:mace:incommon:iap:silver","mfa","phr"]}}}"#,
        );
        let expected = ClaimsWish {
            essential_acr: vec![Acr::Mfa, Acr::PhishingResistant],
            voluntary_acr: Vec::new(),
            subject: Some("248289761001".to_owned()),
        };
        assert_eq!(wish, Ok(expected));
        let voluntary = parse(r#"{"id_token":{"acr":{"value":"mfa"}}}"#).unwrap();
        assert_eq!(voluntary.voluntary_acr, [Acr::Mfa]);
        for nothing in [
            "{}",
            r#"{"id_token":null}"#,
            r#"{"id_token":{"acr":null,"sub":null}}"#,
        ] {
            assert_eq!(parse(nothing), Ok(ClaimsWish::default()), "{nothing}");
        }
        let unknown = parse(r#"{"id_token":{"acr":{"value":"x"}}}"#);
        assert_eq!(unknown, Ok(ClaimsWish::default()));
    }

    #[test]
    fn malformed_and_unknown_requirements_are_refused() {
        let deep = "[".repeat(8000);
        for text in [
            "",
            "null",
            "[]",
            "\"a\"",
            deep.as_str(),
            r#"{"id_token":[]}"#,
            r#"{"id_token":{"sub":{"value":1}}}"#,
            r#"{"id_token":{"sub":{"value":"a"}},"userinfo":{"sub":{"value":"b"}}}"#,
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.code, ErrorCode::InvalidRequest, "{text:.40}");
        }
        for unmet in [
            r#"{"id_token":{"acr":{"essential":true,"value":"x"}}}"#,
            r#"{"id_token":{"acr":{"essential":true,"values":[]}}}"#,
        ] {
            let code = parse(unmet).unwrap_err().code;
            assert_eq!(code, ErrorCode::UnmetAuthenticationRequirements);
        }
    }
}
