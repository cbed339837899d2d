//! What every use case works with.

use std::sync::Arc;
use std::time::Duration;

use rules::time::Timestamp;
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;
use uuid::{ContextV7, Uuid};

use crate::access_tokens::VerifiedTokens;
use crate::addresses::Addresses;
use crate::clock::Clock;
use crate::crypto::{MasterKey, PasswordHasher};
use crate::database::Database;
use crate::signing_keys::SigningKeys;

/// Longer than it takes to write an answer, shorter than anybody waits for what follows.
const ANSWER_IS_OUT: Duration = Duration::from_millis(50);

/// Database, clock, keys and settings. Clones share them.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    clock: Arc<dyn Clock>,
    master_key: MasterKey,
    hasher: PasswordHasher,
    signing_keys: SigningKeys,
    verified_tokens: VerifiedTokens,
    addresses: Addresses,
    mail_waits: Notify,
    background: TaskTracker,
    ids: std::sync::Mutex<ContextV7>,
}

/// What a [`Context`] is made of.
pub struct Parts {
    /// The open, migrated database.
    pub database: Database,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The master key.
    pub master_key: MasterKey,
    /// The password hasher.
    pub hasher: PasswordHasher,
    /// Where the portals are.
    pub addresses: Addresses,
}

impl Context {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self {
            inner: Arc::new(Inner {
                database: parts.database,
                clock: parts.clock,
                master_key: parts.master_key,
                hasher: parts.hasher,
                signing_keys: SigningKeys::default(),
                verified_tokens: VerifiedTokens::default(),
                addresses: parts.addresses,
                mail_waits: Notify::new(),
                background: TaskTracker::new(),
                ids: std::sync::Mutex::new(ContextV7::new()),
            }),
        }
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The master key.
    pub fn master_key(&self) -> &MasterKey {
        &self.inner.master_key
    }

    /// The password hasher.
    pub fn hasher(&self) -> &PasswordHasher {
        &self.inner.hasher
    }

    /// The keys that sign access tokens.
    pub fn signing_keys(&self) -> &SigningKeys {
        &self.inner.signing_keys
    }

    /// The access tokens that it has verified.
    pub(crate) fn verified_tokens(&self) -> &VerifiedTokens {
        &self.inner.verified_tokens
    }

    /// Where the portals are, for links.
    pub fn addresses(&self) -> &Addresses {
        &self.inner.addresses
    }

    /// Told when a mail is put into the outbox.
    pub(crate) fn mail_waits(&self) -> &Notify {
        &self.inner.mail_waits
    }

    /// Work that a request leaves behind; a shutdown waits for it.
    pub fn background(&self) -> &TaskTracker {
        &self.inner.background
    }

    /// Work that follows from a request and must not show in the time of its answer. It begins
    /// when the answer is out, or a shutdown waits for it.
    pub fn after_answer(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.background().spawn(async move {
            tokio::time::sleep(ANSWER_IS_OUT).await;
            work.await;
        });
    }

    /// A new identifier that sorts after those made before.
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().unix_millis()).unwrap_or(0);
        let ids = self
            .inner
            .ids
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let seconds = millis / 1000;
        let nanos = u32::try_from((millis % 1000) * 1_000_000).unwrap_or(0);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*ids, seconds, nanos))
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Context")
    }
}
