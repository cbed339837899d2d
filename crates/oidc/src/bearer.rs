//! Access tokens in requests, and the errors about them (RFC 6750, RFC 9449, RFC 9470).

use crate::acr::Acr;
use crate::error::{ErrorCode, ProtocolError};
use crate::incoming::Incoming;
use crate::jose::VerifyingAlgorithm;
use crate::reply::Reply;
use crate::secret::Secret;
use crate::token::TokenType;

/// An access token and how it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentToken {
    /// The token.
    pub token: Secret,
    /// The scheme of the header. A token in a form is a bearer token.
    pub sent_as: TokenType,
}

/// Finds the access token of a request: in the header, or in the form of a `POST`. A token in the
/// address is never read, because addresses end up in logs.
///
/// # Errors
/// `invalid_request` if there is more than one.
pub fn read(incoming: &Incoming<'_>) -> Result<Option<SentToken>, ProtocolError> {
    let in_header = incoming.authorization()?.and_then(from_header);
    let in_form = if incoming.body.is_empty() {
        None
    } else {
        let form = incoming.form()?;
        form.get("access_token")?.map(Secret::new)
    };
    match (in_header, in_form) {
        (Some(_), Some(_)) => Err(ProtocolError::invalid_request("Send the access token once")),
        (None, Some(token)) => Ok(Some(SentToken {
            token,
            sent_as: TokenType::Bearer,
        })),
        (in_header, None) => Ok(in_header),
    }
}

fn from_header(header: &str) -> Option<SentToken> {
    let (scheme, token) = header.split_once(' ')?;
    let mut types = TokenType::ALL.into_iter();
    let sent_as = types.find(|kind| kind.as_str().eq_ignore_ascii_case(scheme))?;
    let token = token.trim_start_matches(' ');
    let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && !token.is_empty()).then(|| SentToken {
        token: Secret::new(token),
        sent_as,
    })
}

/// The response to a request without a token: a challenge without an error for each way to send one
/// (RFC 6750, 3.1; RFC 9449, 7.1).
pub fn challenge() -> Reply {
    let mut reply = with_challenge(401, "Bearer realm=\"userinfo\"".to_owned());
    let bound = format!("DPoP realm=\"userinfo\"{}", algorithms());
    reply.headers.push(("www-authenticate", bound));
    reply
}

/// Checks that a token is sent as its binding requires: one that is bound to a key with a proof, which
/// [`crate::dpop::check`] verifies, and any other one without. A stolen token that is bound would
/// otherwise work without its key.
///
/// # Errors
/// `invalid_token`.
pub fn check_binding(sent: &SentToken, thumbprint: Option<&str>) -> Result<(), ProtocolError> {
    match (sent.sent_as, thumbprint) {
        (TokenType::Bearer, None) | (TokenType::Dpop, Some(_)) => Ok(()),
        _ => Err(invalid_token()),
    }
}

/// The response to a request with an invalid or insufficient token, which was sent in this way.
pub fn error(error: ProtocolError, sent_as: TokenType) -> Reply {
    let status = match error.code {
        ErrorCode::InvalidToken
        | ErrorCode::InvalidDpopProof
        | ErrorCode::InsufficientUserAuthentication => 401,
        ErrorCode::InsufficientScope => 403,
        ErrorCode::TemporarilyUnavailable => 503,
        _ => 400,
    };
    with_challenge(status, described(error, sent_as))
}

/// The response to a token whose authentication is too weak or too old: what the client has to ask
/// for (RFC 9470, 3).
pub fn step_up(acr: Option<Acr>, max_age: Option<u32>, sent_as: TokenType) -> Reply {
    let error = ProtocolError::new(
        ErrorCode::InsufficientUserAuthentication,
        "A stronger or more recent authentication is required",
    );
    let mut challenge = described(error, sent_as);
    if let Some(acr) = acr {
        challenge.push_str(&format!(", acr_values=\"{}\"", acr.as_str()));
    }
    if let Some(seconds) = max_age {
        challenge.push_str(&format!(", max_age=\"{seconds}\""));
    }
    with_challenge(401, challenge)
}

/// The error for a token that is unknown, expired or revoked.
pub const fn invalid_token() -> ProtocolError {
    ProtocolError::new(
        ErrorCode::InvalidToken,
        "The access token is invalid, expired or revoked",
    )
}

fn described(error: ProtocolError, sent_as: TokenType) -> String {
    let mut challenge = format!(
        "{} realm=\"userinfo\", error=\"{}\", error_description=\"{}\"",
        sent_as.as_str(),
        error.code.as_str(),
        error.description
    );
    if sent_as == TokenType::Dpop {
        challenge.push_str(&algorithms());
    }
    challenge
}

/// The algorithms of proofs, as a parameter of a challenge.
fn algorithms() -> String {
    format!(", algs=\"{}\"", VerifyingAlgorithm::NAMES.join(" "))
}

fn with_challenge(status: u16, challenge: String) -> Reply {
    let mut reply = Reply::empty(status);
    reply.headers.push(("www-authenticate", challenge));
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(header: &[&str], query: &str, body: &str) -> Result<Option<SentToken>, ErrorCode> {
        let incoming = Incoming {
            method: "POST",
            dpop: &[],
            query,
            content_type: Some("application/x-www-form-urlencoded"),
            authorization: header,
            body: body.as_bytes(),
        };
        read(&incoming).map_err(|error| error.code)
    }

    #[test]
    fn a_token_is_sent_once_and_never_in_the_address() {
        let sent = |sent_as| {
            let token = Secret::new("abc");
            Ok(Some(SentToken { token, sent_as }))
        };
        assert_eq!(read_one(&["Bearer abc"], "", ""), sent(TokenType::Bearer));
        assert_eq!(read_one(&["bearer  abc"], "", ""), sent(TokenType::Bearer));
        assert_eq!(read_one(&["DPoP abc"], "", ""), sent(TokenType::Dpop));
        assert_eq!(
            read_one(&[], "", "access_token=abc"),
            sent(TokenType::Bearer)
        );
        for (header, query) in [
            ("Basic YTpi", ""),
            ("Bearer", ""),
            ("Bearer ", ""),
            ("Bearer a b", ""),
        ] {
            assert_eq!(read_one(&[header], query, ""), Ok(None), "{header}");
        }
        assert_eq!(read_one(&[], "access_token=abc", ""), Ok(None));
        for (headers, query, body) in [
            (&["Bearer abc"][..], "", "access_token=abc"),
            (&["Bearer abc", "Bearer abc"][..], "", ""),
            (&[][..], "", "access_token=a&access_token=b"),
            (&[][..], "access_token=abc", "access_token=abc"),
        ] {
            assert_eq!(
                read_one(headers, query, body),
                Err(ErrorCode::InvalidRequest)
            );
        }
    }

    #[test]
    fn errors_are_in_the_challenge() {
        assert_eq!(
            challenge().header("www-authenticate"),
            Some("Bearer realm=\"userinfo\"")
        );
        assert!(challenge().headers.contains(&(
            "www-authenticate",
            "DPoP realm=\"userinfo\", algs=\"RS256 PS256 ES256 EdDSA\"".to_owned()
        )));
        let reply = error(invalid_token(), TokenType::Bearer);
        assert_eq!(reply.status, 401);
        let text = reply.header("www-authenticate").unwrap();
        assert!(text.contains("error=\"invalid_token\""));
        let scope = ProtocolError::new(ErrorCode::InsufficientScope, "openid is missing");
        assert_eq!(error(scope, TokenType::Bearer).status, 403);
        let reply = error(invalid_token(), TokenType::Dpop);
        let text = reply.header("www-authenticate").unwrap();
        assert!(text.starts_with("DPoP ") && text.ends_with("algs=\"RS256 PS256 ES256 EdDSA\""));
        let reply = step_up(Some(Acr::Mfa), Some(300), TokenType::Bearer);
        assert_eq!(reply.status, 401);
        let text = reply.header("www-authenticate").unwrap();
        assert!(text.contains("error=\"insufficient_user_authentication\""));
        assert!(text.ends_with(", acr_values=\"mfa\", max_age=\"300\""));
    }

    #[test]
    fn a_bound_token_does_not_work_without_its_key() {
        let sent = |sent_as| SentToken {
            token: Secret::new("abc"),
            sent_as,
        };
        for (sent_as, thumbprint, right) in [
            (TokenType::Bearer, None, true),
            (TokenType::Dpop, Some("key"), true),
            (TokenType::Bearer, Some("key"), false),
            (TokenType::Dpop, None, false),
        ] {
            let result = check_binding(&sent(sent_as), thumbprint);
            assert_eq!(result.is_ok(), right, "{sent_as:?}");
        }
    }
}
