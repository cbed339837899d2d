use std::time::Duration;

use rules::time::Timestamp;
use serde::Deserialize;

use crate::client::Client;
use crate::jose::{Jws, Kind};

/// The `client_assertion_type` of `private_key_jwt`.
pub const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How far the clock of a client may be off.
const SKEW: Duration = Duration::from_secs(60);

/// How long an assertion may be valid, because its identifier is remembered that long.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// The maximum length of an identifier.
const MAX_ID: usize = 256;

/// A valid assertion. Each works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedAssertion {
    /// Its identifier (`jti`), unique for the client.
    pub id: String,
    /// When it can be forgotten.
    pub expires_at: Timestamp,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    /// The issuer as the only audience. An array, the token endpoint and other servers are refused:
    /// otherwise one server could use the assertion at another (CVE-2025-27370).
    aud: String,
    jti: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
}

#[derive(Deserialize)]
struct Subject {
    sub: String,
}

/// The client that an assertion claims to be from, without proof.
pub(super) fn subject_of(assertion: &str) -> Option<String> {
    let jws = Jws::parse(assertion, Kind::ClientAssertion)?;
    jws.unverified::<Subject>().map(|subject| subject.sub)
}

/// Checks an assertion (RFC 7523, 3). Returns `None` for any fault.
pub(super) fn check(
    assertion: &str,
    client: &Client,
    issuer: &str,
    now: Timestamp,
) -> Option<UsedAssertion> {
    let jws = Jws::parse(assertion, Kind::ClientAssertion)?;
    let claims: Claims = jws.verify(&client.keys)?;
    let latest = now.plus(SKEW).unix_seconds();
    let valid = claims.iss == client.id
        && claims.sub == client.id
        && claims.aud == issuer
        && (1..=MAX_ID).contains(&claims.jti.len())
        && claims.exp > now.minus(SKEW).unix_seconds()
        && claims.exp <= now.plus(LONGEST).plus(SKEW).unix_seconds()
        && claims.nbf.is_none_or(|from| from <= latest)
        && claims.iat.is_none_or(|at| at <= latest);
    let expires_at = Timestamp::from_unix_millis(claims.exp.saturating_mul(1000)).plus(SKEW);
    valid.then_some(UsedAssertion {
        id: claims.jti,
        expires_at,
    })
}
