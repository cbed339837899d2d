use aws_lc_rs::{hmac, rand};
use contract::ids::OrganizationId;
use quick_cache::sync::Cache;
use uuid::Uuid;

use crate::turns::{Turn, Turns};

/// The number of accounts whose last wrong secret this server remembers.
const REMEMBERED: usize = 10_000;

/// The last wrong secret of each account, in the memory of this server only. A device that repeats an old
/// or mistyped secret guesses nothing, so it must not lock its owner out. Only a keyed hash is
/// remembered, because what somebody typed may be the password of something else.
pub(crate) struct WrongSecrets {
    /// Without a key, because there was no randomness, nothing is remembered.
    key: Option<hmac::Key>,
    last: Cache<Uuid, Vec<u8>>,
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

    /// Remembers a wrong secret of the account. Returns whether it is the same as the last one.
    pub fn is_repeated(&self, account: Uuid, secret: &str) -> bool {
        let is_repeated = self.is_last(account, secret);
        self.remember(account, secret);
        is_repeated
    }

    /// Whether a secret is the last wrong one of the account.
    pub fn is_last(&self, account: Uuid, secret: &str) -> bool {
        let hash = self.hash(account, secret);
        hash.is_some() && self.last.get(&account) == hash
    }

    /// Remembers a wrong secret of the account.
    pub fn remember(&self, account: Uuid, secret: &str) {
        if let Some(hash) = self.hash(account, secret) {
            self.last.insert(account, hash);
        }
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
    fn only_the_last_secret_of_the_same_account_is_a_repetition() {
        let secrets = WrongSecrets::default();
        let [ann, bob] = [1, 2].map(Uuid::from_u128);
        assert!(!secrets.is_repeated(ann, "one"));
        assert!(secrets.is_repeated(ann, "one"));
        assert!(!secrets.is_repeated(bob, "one"));
        assert!(!secrets.is_repeated(ann, "two"));
        assert!(!secrets.is_repeated(ann, "one"));
    }
}
