//! Access tokens: JWTs of the profile in RFC 9068, signed with EdDSA and nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::sign_in::AccessToken;
use jsonwebtoken::{Algorithm, Header, Validation};
use rules::lifetimes::ACCESS_TOKEN;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

const TYPE: &str = "at+jwt";

/// What a token says. Rights are not in it: they are asked of the database.
#[derive(Clone, Serialize, Deserialize)]
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
    let hash = TokenHash::of(token);
    let verified = match context.verified_tokens().find(&hash) {
        Some(verified) => verified,
        None => {
            let verified = verify(context, token)?;
            context.verified_tokens().keep(hash, verified.clone(), now);
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

/// What a token says, whose signature, type and issuer are right.
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
    // Audience and expiry are judged by the caller, each time that the token comes.
    validation.validate_aud = false;
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .ok()?
        .claims;
    Some(Verified { key_id, claims })
}

/// A token whose signature was found right, and by which key.
#[derive(Clone)]
struct Verified {
    key_id: String,
    claims: Claims,
}

/// How many tokens are remembered.
const MOST: usize = 10_000;

/// The tokens whose signatures were found right, by their hashes: a signature does not change,
/// and to verify it takes longer than all else about a request. Whether the token still counts
/// is asked each time: its expiry and key here, its session and account of the database.
#[derive(Default)]
pub(crate) struct VerifiedTokens(Mutex<HashMap<TokenHash, Verified>>);

impl VerifiedTokens {
    fn find(&self, hash: &TokenHash) -> Option<Verified> {
        self.lock().get(hash).cloned()
    }

    fn keep(&self, hash: TokenHash, verified: Verified, now: Timestamp) {
        let mut tokens = self.lock();
        if tokens.len() >= MOST {
            tokens.retain(|_, one| now.unix_seconds() < one.claims.exp);
        }
        if tokens.len() < MOST {
            tokens.insert(hash, verified);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TokenHash, Verified>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    async fn a_token_that_was_verified_is_judged_each_time() -> Result<(), Error> {
        let world = World::new(Backend::Sqlite).await?;
        let context = &world.context;
        let token = issue(context, Portal::User, THIS, THIS)?.access_token;
        let read_by = |portal| read(context, portal, &token).is_some();
        // Whichever portal sees it first.
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
    fn so_many_are_remembered_and_no_more() {
        let tokens = VerifiedTokens::default();
        let keep = |number: usize, exp: i64, now: i64| {
            let claims = Claims {
                iss: String::new(),
                aud: String::new(),
                sub: THIS,
                sid: THIS,
                iat: 0,
                exp,
            };
            let key_id = String::new();
            let hash = TokenHash::of(&number.to_string());
            let now = Timestamp::from_unix_millis(now * 1000);
            tokens.keep(hash, Verified { key_id, claims }, now);
        };
        for number in 0..=MOST {
            keep(number, 100, 0);
        }
        let is_known = |number: usize| tokens.find(&TokenHash::of(&number.to_string())).is_some();
        assert_eq!(tokens.lock().len(), MOST);
        assert!(is_known(0) && !is_known(MOST));
        keep(MOST, 200, 100);
        assert!(is_known(MOST) && !is_known(0));
    }
}
