//! Verifies what the server signs.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use crate::problem::Problem;
use crate::settings::Credentials;

/// The algorithms that are accepted. None of them verifies with something that is public.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];
/// The event of a logout token.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a logout token says.
#[derive(Debug, PartialEq, Eq)]
pub struct Logout {
    /// The identifier of the token.
    pub jti: String,
    /// The session that has ended.
    pub sid: Option<String>,
    /// The person whose sessions have ended.
    pub subject: Option<String>,
}

/// The claims of an ID token that answers the request with this nonce.
///
/// # Errors
/// If it is not valid.
pub fn id_token(
    keys: &JwkSet,
    own: &Credentials,
    token: &str,
    nonce: &str,
) -> Result<Map<String, Value>, Problem> {
    let claims = verify(keys, own, token)?;
    if claims.get("nonce").and_then(Value::as_str) != Some(nonce) {
        return Err(Problem::token("it answers another request"));
    }
    if claims.get("sub").and_then(Value::as_str).is_none() {
        return Err(Problem::token("it names nobody"));
    }
    let authorized = claims.get("azp").and_then(Value::as_str);
    if authorized.is_some_and(|client| client != own.client_id) {
        return Err(Problem::token("it was issued to another application"));
    }
    Ok(claims)
}

/// What a logout token says (OpenID Connect Back-Channel Logout, 2.6).
///
/// # Errors
/// If it is not valid.
pub fn logout_token(keys: &JwkSet, own: &Credentials, token: &str) -> Result<Logout, Problem> {
    let claims = verify(keys, own, token)?;
    let text = |name| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let events = claims.get("events").and_then(Value::as_object);
    if !events.is_some_and(|events| events.get(LOGOUT).is_some_and(Value::is_object)) {
        return Err(Problem::token("it is not about a sign-out"));
    }
    // An ID token has one. It must never pass for a logout token.
    if claims.contains_key("nonce") {
        return Err(Problem::token("it has a nonce"));
    }
    if !claims.get("iat").is_some_and(Value::is_number) {
        return Err(Problem::token("it does not say when it was issued"));
    }
    let jti = text("jti").ok_or_else(|| Problem::token("it has no identifier"))?;
    let (sid, subject) = (text("sid"), text("sub"));
    if sid.is_none() && subject.is_none() {
        return Err(Problem::token("it names neither a session nor a person"));
    }
    Ok(Logout { jti, sid, subject })
}

/// The claims of a token that the server has signed for this application and that has not expired.
fn verify(keys: &JwkSet, own: &Credentials, token: &str) -> Result<Map<String, Value>, Problem> {
    let header = decode_header(token).map_err(Problem::token)?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Problem::token("it is signed with an unexpected algorithm"));
    }
    let key = header.kid.as_deref().and_then(|kid| keys.find(kid));
    let key = key.ok_or_else(|| Problem::token("its key is unknown"))?;
    let key = DecodingKey::from_jwk(key).map_err(Problem::token)?;
    let mut validation = Validation::new(header.alg);
    validation.set_issuer(&[&own.issuer]);
    validation.set_audience(&[&own.client_id]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    let decoded = decode::<Map<String, Value>>(token, &key, &validation);
    Ok(decoded.map_err(Problem::token)?.claims)
}

#[cfg(test)]
mod tests;
