//! Access tokens: JWTs of the profile in RFC 9068, signed with EdDSA and nothing else.

use contract::sign_in::AccessToken;
use jsonwebtoken::{Algorithm, Header, Validation};
use rules::lifetimes::ACCESS_TOKEN;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::addresses::Portal;
use crate::{Context, Error};

const TYPE: &str = "at+jwt";

/// What a token says. Rights are not in it: they are asked of the database.
#[derive(Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    /// The account.
    pub sub: Uuid,
    /// The session.
    pub sid: Uuid,
    iat: i64,
    exp: i64,
}

/// Signs a token for a session.
pub(super) fn issue(
    context: &Context,
    portal: Portal,
    account: Uuid,
    session: Uuid,
) -> Result<AccessToken, Error> {
    let now = context.now();
    let (key_id, key) = context.signing_keys().signing_at(now)?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key_id);
    let claims = Claims {
        iss: context.addresses().issuer().to_owned(),
        aud: portal.audience().to_owned(),
        sub: account,
        sid: session,
        iat: now.unix_seconds(),
        exp: now.plus(ACCESS_TOKEN).unix_seconds(),
    };
    let access_token = jsonwebtoken::encode(&header, &claims, &key)
        .map_err(|_| Error::internal("signing a token failed"))?;
    Ok(AccessToken {
        access_token,
        token_type: "Bearer".to_owned(),
        expires_in_seconds: ACCESS_TOKEN.as_secs(),
    })
}

/// Reads a token of `portal`: signature, type, issuer, audience and expiry are right.
pub(super) fn read(context: &Context, portal: Portal, token: &str) -> Option<Claims> {
    let now = context.now();
    let header = jsonwebtoken::decode_header(token).ok()?;
    if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(TYPE) {
        return None;
    }
    let key = context.signing_keys().verifying_at(&header.kid?, now)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[context.addresses().issuer()]);
    validation.set_audience(&[portal.audience()]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    // Expiry is judged below, by the context's clock.
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .ok()?
        .claims;
    (claims.iat <= now.unix_seconds() + 1 && now.unix_seconds() < claims.exp).then_some(claims)
}
