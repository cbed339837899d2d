//! Access tokens: JWTs (RFC 9068) signed with EdDSA. No other algorithm is accepted.

use contract::sign_in::AccessToken;
use jsonwebtoken::{Algorithm, Header, Validation};
use quick_cache::sync::Cache;
use rules::lifetimes::ACCESS_TOKEN;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

const TYPE: &str = "at+jwt";

/// The claims of a token. They contain no permissions; those are read from the database.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Claims {
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
pub(crate) fn issue(
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

/// Returns the claims of a token of `portal` if its signature, type, issuer, audience and expiry
/// are valid.
pub(super) fn read(context: &Context, portal: Portal, token: &str) -> Option<Claims> {
    let now = context.now();
    let hash = TokenHash::of(token);
    let VerifiedTokens(known) = context.verified_tokens();
    let verified = match known.get(&hash) {
        Some(verified) => verified,
        None => {
            let verified = verify(context, token)?;
            known.insert(hash, verified.clone());
            verified
        }
    };
    let claims = &verified.claims;
    let counts = context
        .signing_keys()
        .verifying_at(&verified.key_id, now)
        .is_some()
        && claims.aud == portal.audience()
        && claims.iat <= now.unix_seconds() + 1
        && now.unix_seconds() < claims.exp;
    counts.then_some(verified.claims)
}

/// Returns the claims of a token if its signature, type and issuer are valid.
fn verify(context: &Context, token: &str) -> Option<Verified> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(TYPE) {
        return None;
    }
    let key_id = header.kid?;
    let key = context
        .signing_keys()
        .verifying_at(&key_id, context.now())?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[context.addresses().issuer()]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    // The caller checks audience and expiry each time.
    validation.validate_aud = false;
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .ok()?
        .claims;
    Some(Verified { key_id, claims })
}

/// A token with a valid signature, and the key that signed it.
#[derive(Clone)]
struct Verified {
    key_id: String,
    claims: Claims,
}

/// The maximum number of cached tokens.
const CACHED: usize = 10_000;

/// The claims of tokens with a valid signature, by token hash. Verifying a signature takes longer
/// than the rest of authentication, and its result does not change. Everything else is checked on
/// every request: expiry and key in [`read`], session and account in the database.
pub(crate) struct VerifiedTokens(Cache<TokenHash, Verified>);

impl Default for VerifiedTokens {
    fn default() -> Self {
        Self(Cache::new(CACHED))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use entity::signing_key;
    use sea_orm::EntityTrait;

    use super::*;
    use crate::signing_keys;
    use crate::tests::{Backend, World};

    const THIS: Uuid = Uuid::from_u128(1);

    #[tokio::test]
    async fn a_token_that_was_verified_is_checked_each_time() -> Result<(), Error> {
        let world = World::new(Backend::Sqlite).await?;
        let context = &world.context;
        let token = issue(context, Portal::User, THIS, THIS)?.access_token;
        let read_by = |portal| read(context, portal, &token).is_some();
        // The result does not depend on which portal sees the token first.
        for _ in 0..2 {
            assert!(!read_by(Portal::Admin));
            assert!(read_by(Portal::User));
        }
        let (start, end) = token.split_at(token.len() - 20);
        let other = if end.starts_with('A') { 'B' } else { 'A' };
        let changed = format!("{start}{other}{}", end.get(1..).unwrap_or_default());
        assert!(read(context, Portal::User, &changed).is_none());

        world.clock.advance(ACCESS_TOKEN - Duration::from_secs(1));
        assert!(read_by(Portal::User));
        world.clock.advance(Duration::from_secs(2));
        assert!(!read_by(Portal::User));

        let token = issue(context, Portal::User, THIS, THIS)?.access_token;
        assert!(read(context, Portal::User, &token).is_some());
        let keys = signing_key::Entity::delete_many();
        keys.exec(context.database().write()).await?;
        signing_keys::load(context).await?;
        assert!(read(context, Portal::User, &token).is_none());
        Ok(())
    }

    #[test]
    fn the_cache_is_bounded_and_keeps_the_latest() {
        let VerifiedTokens(tokens) = VerifiedTokens::default();
        let verified = Verified {
            key_id: String::new(),
            claims: Claims {
                iss: String::new(),
                aud: String::new(),
                sub: THIS,
                sid: THIS,
                iat: 0,
                exp: 100,
            },
        };
        let hash = |number: usize| TokenHash::of(&number.to_string());
        for number in 0..3 * CACHED {
            tokens.insert(hash(number), verified.clone());
            assert!(tokens.get(&hash(number)).is_some());
        }
        assert!(tokens.len() < CACHED + CACHED / 10);
    }
}
