use std::time::Duration;

use aws_lc_rs::{hmac, rand};
use quick_cache::sync::Cache;
use rules::time::Timestamp;
use uuid::Uuid;

/// The number of passwords that this server remembers.
const REMEMBERED: usize = 10_000;
/// For how long.
const FOR: Duration = Duration::from_secs(60);

/// Passwords that were correct a moment ago, in the memory of this server only. Many programs authenticate for
/// each request, and a slow hash for each of them would occupy all cores.
///
/// What is remembered is a keyed hash of the account, its stored hash and the password. So a new password ends
/// it on all servers at once. It says nothing about the account: whether it may authenticate is read from the
/// database each time. Wrong passwords are never remembered here.
pub(crate) struct RightPasswords {
    /// Without a key, because there was no randomness, nothing is remembered.
    key: Option<hmac::Key>,
    seen: Cache<Vec<u8>, Timestamp>,
}

impl Default for RightPasswords {
    fn default() -> Self {
        let mut key = [0; 32];
        let key = rand::fill(&mut key)
            .ok()
            .map(|()| hmac::Key::new(hmac::HMAC_SHA256, &key));
        Self {
            key,
            seen: Cache::new(REMEMBERED),
        }
    }
}

impl RightPasswords {
    /// Remembers that a password was verified at `now`.
    pub fn remember(&self, of: (Uuid, &str), password: &str, now: Timestamp) {
        if let Some(hash) = self.hash(of, password) {
            self.seen.insert(hash, now);
        }
    }

    /// Whether a password was verified during the last minute. `of` is the account with its stored hash.
    pub fn was_right(&self, of: (Uuid, &str), password: &str, now: Timestamp) -> bool {
        let seen = self.hash(of, password).and_then(|it| self.seen.get(&it));
        seen.is_some_and(|at| at <= now && now < at.plus(FOR))
    }

    fn hash(&self, (account, stored): (Uuid, &str), password: &str) -> Option<Vec<u8>> {
        let mut context = hmac::Context::with_key(self.key.as_ref()?);
        context.update(account.as_bytes());
        // The stored hash contains no line break, so the parts cannot be moved against each other.
        context.update(stored.as_bytes());
        context.update(b"\n");
        context.update(password.as_bytes());
        Some(context.sign().as_ref().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_millis(1_000_000);

    #[test]
    fn a_password_is_remembered_for_a_minute_and_until_it_changes() {
        let passwords = RightPasswords::default();
        let [ann, bob] = [1, 2].map(Uuid::from_u128);
        passwords.remember((ann, "hash"), "right", NOW);
        let knows = |of, password, after| {
            let now = NOW.plus(Duration::from_secs(after));
            passwords.was_right(of, password, now)
        };
        assert!(knows((ann, "hash"), "right", 0));
        assert!(knows((ann, "hash"), "right", 59));
        assert!(!knows((ann, "hash"), "right", 60));
        assert!(!knows((ann, "hash"), "wrong", 0));
        assert!(!knows((ann, "another hash"), "right", 0));
        assert!(!knows((bob, "hash"), "right", 0));
        let before = NOW.minus(Duration::from_secs(1));
        assert!(!passwords.was_right((ann, "hash"), "right", before));
    }
}
