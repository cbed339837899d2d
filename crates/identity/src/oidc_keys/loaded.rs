use std::sync::{Arc, PoisonError, RwLock};

use ::oidc::jose::{self, PublicKey, SigningKey};
use ::oidc::reply::Reply;
use ::oidc::tokens::AccessClaims;
use quick_cache::sync::Cache;
use rules::lifetimes::ID_TOKEN;
use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use serde_json::Value;

use super::PUBLISHED_AFTER_USE;
use crate::crypto::TokenHash;

/// The maximum number of cached access tokens.
const CACHED: usize = 10_000;

/// The loaded keys. Every server reloads them on schedule.
#[derive(Default)]
pub struct OidcKeys(RwLock<Arc<Loaded>>);

/// The keys at one point in time, in the order in which they begin to sign. What depends on them is
/// cached here, so that the cache ends with them.
#[derive(Default)]
pub struct Loaded {
    keys: Vec<Key>,
    public: Vec<PublicKey>,
    verified: Verified,
    /// The discovery document.
    pub discovery: Document,
    /// The published key set.
    pub key_set: Document,
}

/// A key and when it signs.
pub(super) struct Key {
    pub signs_from: Timestamp,
    pub signs_until: Option<Timestamp>,
    pub key: Arc<SigningKey>,
}

/// The claims of access tokens with a valid signature, by token hash. Verifying a signature takes longer
/// than the rest of what an access token is used for, and its result does not change. Everything else is
/// checked at each use.
struct Verified(Cache<TokenHash, AccessClaims>);

/// A document that applications read often, and the second for which it was written. It depends on the
/// keys and on the time, because keys begin and end.
#[derive(Default)]
pub struct Document(RwLock<Option<(i64, Reply)>>);

impl OidcKeys {
    /// The current keys.
    pub fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the keys, if they have changed.
    pub(super) fn replace(&self, keys: Vec<Key>) {
        let before = self.loaded();
        if before
            .keys
            .iter()
            .map(Key::facts)
            .eq(keys.iter().map(Key::facts))
        {
            return;
        }
        let loaded = Loaded {
            public: keys.iter().map(|key| key.key.public_key()).collect(),
            keys,
            ..Loaded::default()
        };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
    }
}

impl Key {
    /// What identifies the key, and when it signs.
    fn facts(&self) -> (&str, Timestamp, Option<Timestamp>) {
        (self.key.id(), self.signs_from, self.signs_until)
    }
}

impl Loaded {
    /// The key with this identifier. Keys are not parsed again, because parsing an RSA key takes as long
    /// as a signature.
    pub(super) fn key(&self, id: &str) -> Option<Arc<SigningKey>> {
        let key = self.keys.iter().find(|key| key.key.id() == id)?;
        Some(Arc::clone(&key.key))
    }

    /// The newest key, also one that was retired and is published for long enough.
    pub(super) fn signing_at(
        &self,
        algorithm: TokenAlgorithm,
        now: Timestamp,
    ) -> Option<Arc<SigningKey>> {
        let mut keys = self.keys.iter();
        let key = keys.rfind(|key| {
            let until = |until: Timestamp| now < until.plus(PUBLISHED_AFTER_USE);
            key.key.algorithm() == algorithm
                && key.signs_from <= now
                && key.signs_until.is_none_or(until)
        })?;
        Some(Arc::clone(&key.key))
    }

    /// All public keys, also those that are no longer published: they verify the ID tokens with which
    /// applications ask for a sign-out.
    pub fn public(&self) -> &[PublicKey] {
        &self.public
    }

    /// The key set to publish at `now`. RSA keys are the first ones, and those that many applications
    /// cannot read the last ones.
    pub fn jwks(&self, now: Timestamp) -> Value {
        let published = self.keys.iter().filter(|key| {
            let until = |until: Timestamp| now < until.plus(ID_TOKEN + PUBLISHED_AFTER_USE);
            key.signs_until.is_none_or(until)
        });
        let mut published: Vec<&SigningKey> = published.map(|key| &*key.key).collect();
        published.sort_by_key(|key| key.algorithm());
        jose::jwks(published)
    }

    /// The algorithms with which tokens are signed at `now`.
    pub fn algorithms(&self, now: Timestamp) -> Vec<TokenAlgorithm> {
        let has = |algorithm: &TokenAlgorithm| {
            let mut keys = self.keys.iter();
            keys.any(|key| {
                key.key.algorithm() == *algorithm && key.signs_until.is_none_or(|until| now < until)
            })
        };
        TokenAlgorithm::ALL.into_iter().filter(has).collect()
    }

    /// The claims of an access token that one of the keys has signed. The caller checks everything else.
    pub(crate) fn access_claims(&self, token: &str) -> Option<AccessClaims> {
        let (hash, Verified(known)) = (TokenHash::of(token), &self.verified);
        if let Some(claims) = known.get(&hash) {
            return Some(claims);
        }
        let claims = AccessClaims::verify(token, &self.public)?;
        known.insert(hash, claims.clone());
        Some(claims)
    }
}

impl Default for Verified {
    fn default() -> Self {
        Self(Cache::new(CACHED))
    }
}

impl Document {
    /// The document at `now`, which `write` writes once a second.
    pub fn at(&self, now: Timestamp, write: impl FnOnce() -> Reply) -> Reply {
        let second = now.unix_seconds();
        let written = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, reply)) = written.as_ref()
            && *of == second
        {
            return reply.clone();
        }
        drop(written);
        let reply = write();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((second, reply.clone()));
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cached_ends_when_the_keys_change() {
        let algorithm = TokenAlgorithm::Es256;
        let private = jose::generate(algorithm).unwrap();
        let signing = SigningKey::from_pkcs8("key", algorithm, &private).unwrap();
        let signing = Arc::new(signing);
        let (from, until) = (1_000, 2_000);
        let key = |until: Option<i64>| {
            vec![Key {
                signs_from: Timestamp::from_unix_millis(from),
                signs_until: until.map(Timestamp::from_unix_millis),
                key: Arc::clone(&signing),
            }]
        };
        let keys = OidcKeys::default();
        keys.replace(key(None));
        let first = keys.loaded();
        keys.replace(key(None));
        assert!(Arc::ptr_eq(&first, &keys.loaded()));
        keys.replace(key(Some(until)));
        assert!(!Arc::ptr_eq(&first, &keys.loaded()));
        keys.replace(Vec::new());
        assert!(keys.loaded().public().is_empty());
    }

    #[test]
    fn a_document_is_written_once_a_second() {
        let document = Document::default();
        let at = |millis, body: &str| {
            let written = Reply {
                body: body.to_owned(),
                ..Reply::empty(200)
            };
            document
                .at(Timestamp::from_unix_millis(millis), || written)
                .body
        };
        assert_eq!(at(1_000, "first"), "first");
        assert_eq!(at(1_999, "second"), "first");
        assert_eq!(at(2_000, "third"), "third");
    }
}
