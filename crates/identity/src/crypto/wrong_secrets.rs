use aws_lc_rs::{hmac, rand};
use contract::ids::OrganizationId;
use quick_cache::sync::Cache;
use uuid::Uuid;

use crate::turns::{Turn, Turns};

/// The number of accounts whose last wrong secrets this server remembers.
const REMEMBERED: usize = 10_000;
/// How many of each: several devices may have old passwords, each a different one.
const OF_EACH: usize = 4;

/// The last wrong secrets of each account, in the memory of this server only. A device that repeats an old
/// or mistyped secret guesses nothing, so it must not lock its owner out. Only a keyed hash is
/// remembered, because what somebody typed may be the password of something else. For the same reason nothing is
/// stored: a hash that is fast enough for this could be tried out by anyone who has the database and the key. The price
/// is that a device guesses once for each server, and once more after a restart.
pub(crate) struct WrongSecrets {
    /// Without a key, because there was no randomness, nothing is remembered.
    key: Option<hmac::Key>,
    last: Cache<Uuid, Vec<Vec<u8>>>,
    /// One at a time for each guess.
    turns: Turns<Vec<u8>>,
}

impl Default for WrongSecrets {
    fn default() -> Self {
        let mut key = [0; 32];
        let key = rand::fill(&mut key)
            .ok()
            .map(|()| hmac::Key::new(hmac::HMAC_SHA256, &key));
        Self {
            key,
            last: Cache::new(REMEMBERED),
            turns: Turns::new(1),
        }
    }
}

impl WrongSecrets {
    /// Waits until no other one verifies the same secret under the same name. Programs that open several
    /// connections at once would otherwise guess as often before the first guess is known to be wrong.
    pub async fn turn(
        &self,
        organization: OrganizationId,
        name: &str,
        secret: &str,
    ) -> Option<Turn> {
        let hash = self.hash(organization.0, &[name, "\0", secret].concat())?;
        Some(self.turns.wait(hash).await)
    }

    /// Remembers a wrong secret of the account. Returns whether it was remembered before.
    pub fn is_repeated(&self, account: Uuid, secret: &str) -> bool {
        let is_repeated = self.is_remembered(account, secret);
        self.remember(account, secret);
        is_repeated
    }

    /// Whether a secret is one of the last wrong ones of the account.
    pub fn is_remembered(&self, account: Uuid, secret: &str) -> bool {
        let last = self.last.get(&account).unwrap_or_default();
        let hash = self.hash(account, secret);
        hash.is_some_and(|hash| last.contains(&hash))
    }

    /// Remembers a wrong secret of the account.
    pub fn remember(&self, account: Uuid, secret: &str) {
        let Some(hash) = self.hash(account, secret) else {
            return;
        };
        let mut last = self.last.get(&account).unwrap_or_default();
        last.retain(|other| *other != hash);
        last.insert(0, hash);
        last.truncate(OF_EACH);
        self.last.insert(account, last);
    }

    fn hash(&self, account: Uuid, secret: &str) -> Option<Vec<u8>> {
        let mut context = hmac::Context::with_key(self.key.as_ref()?);
        context.update(account.as_bytes());
        context.update(secret.as_bytes());
        Some(context.sign().as_ref().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_secrets_of_the_same_account_are_repetitions() {
        let secrets = WrongSecrets::default();
        let [ann, bob] = [1, 2].map(Uuid::from_u128);
        assert!(!secrets.is_repeated(ann, "phone"));
        assert!(secrets.is_repeated(ann, "phone"));
        assert!(!secrets.is_repeated(bob, "phone"));
        assert!(!secrets.is_repeated(ann, "laptop"));
        // Two devices that take turns, and somebody who guesses in between.
        for guess in 0..10 {
            assert!(secrets.is_repeated(ann, "phone"));
            assert!(secrets.is_repeated(ann, "laptop"));
            assert!(!secrets.is_repeated(ann, &format!("guess {guess}")));
        }
        assert!(!secrets.is_remembered(ann, "guess 7"));
        assert!(secrets.is_remembered(ann, "guess 8"));
    }
}
