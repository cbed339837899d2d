//! The context of every use case.

use std::sync::Arc;
use std::time::Duration;

use contract::ids::OrganizationId;
use rules::time::Timestamp;
use tokio::sync::{Notify, Semaphore};
use tokio_util::task::TaskTracker;
use uuid::{ContextV7, Uuid};

use crate::Error;
use crate::access_tokens::VerifiedTokens;
use crate::addresses::Addresses;
use crate::application_keys::ApplicationKeys;
use crate::clock::Clock;
use crate::crypto::{MasterKey, PasswordHasher, RightPasswords, WrongSecrets};
use crate::database::Database;
use crate::figures::Figures;
use crate::oidc_keys::OidcKeys;
use crate::signing_keys::SigningKeys;
use crate::slots::Slots;
use crate::turns::Turns;

/// Longer than sending a response takes, and shorter than a person notices.
const ANSWER_IS_OUT: Duration = Duration::from_millis(50);

/// How many searches in the directory of an organization are made at the same time, so that none of them occupies
/// the database.
const SEARCHES: usize = 8;

/// How many unauthenticated requests to the directories may look for their organization at the same time, of one
/// network. Each of them begins with that, also those that are refused because too many passwords wait.
pub(crate) const STRANGERS: usize = 4;

/// Database, clock, keys and settings. Clones share the same data.
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
    oidc_keys: OidcKeys,
    application_keys: ApplicationKeys,
    verified_tokens: VerifiedTokens,
    wrong_secrets: WrongSecrets,
    right_passwords: RightPasswords,
    addresses: Addresses,
    figures: Figures,
    export_slots: Slots,
    stream_slots: Slots,
    preview_slots: Slots,
    picture_slots: Slots,
    picture_turn: Semaphore,
    directory_turns: Turns<OrganizationId>,
    stranger_turns: Turns<String>,
    directory_slots: Slots,
    mail_waits: Notify,
    notice_waits: Notify,
    import_waits: Notify,
    bulk_job_waits: Notify,
    webhook_waits: Notify,
    sign_up_waits: Notify,
    background: TaskTracker,
    ids: std::sync::Mutex<ContextV7>,
}

/// The parts of a [`Context`].
pub struct Parts {
    /// The open, migrated database.
    pub database: Database,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The master key.
    pub master_key: MasterKey,
    /// The password hasher.
    pub hasher: PasswordHasher,
    /// The public addresses of the portals.
    pub addresses: Addresses,
}

impl Context {
    /// Builds a context from its parts.
    pub fn new(parts: Parts) -> Self {
        Self {
            inner: Arc::new(Inner {
                database: parts.database,
                clock: parts.clock,
                master_key: parts.master_key,
                hasher: parts.hasher,
                signing_keys: SigningKeys::default(),
                oidc_keys: OidcKeys::default(),
                application_keys: ApplicationKeys::default(),
                verified_tokens: VerifiedTokens::default(),
                wrong_secrets: WrongSecrets::default(),
                right_passwords: RightPasswords::default(),
                addresses: parts.addresses,
                figures: Figures::default(),
                export_slots: Slots::default(),
                stream_slots: Slots::default(),
                preview_slots: Slots::default(),
                picture_slots: Slots::default(),
                picture_turn: Semaphore::new(1),
                directory_turns: Turns::new(SEARCHES),
                stranger_turns: Turns::new(STRANGERS),
                directory_slots: Slots::default(),
                mail_waits: Notify::new(),
                notice_waits: Notify::new(),
                import_waits: Notify::new(),
                bulk_job_waits: Notify::new(),
                webhook_waits: Notify::new(),
                sign_up_waits: Notify::new(),
                background: TaskTracker::new(),
                ids: std::sync::Mutex::new(ContextV7::new()),
            }),
        }
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// The current time.
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

    /// The keys that sign tokens for applications.
    pub fn oidc_keys(&self) -> &OidcKeys {
        &self.inner.oidc_keys
    }

    /// The cache of keys that sign SAML responses.
    pub(crate) fn application_keys(&self) -> &ApplicationKeys {
        &self.inner.application_keys
    }

    /// The cache of verified access tokens.
    pub(crate) fn verified_tokens(&self) -> &VerifiedTokens {
        &self.inner.verified_tokens
    }

    /// The last wrong secrets of each account.
    pub(crate) fn wrong_secrets(&self) -> &WrongSecrets {
        &self.inner.wrong_secrets
    }

    /// The passwords that were correct a moment ago.
    pub(crate) fn right_passwords(&self) -> &RightPasswords {
        &self.inner.right_passwords
    }

    /// The public addresses of the portals, for links.
    pub fn addresses(&self) -> &Addresses {
        &self.inner.addresses
    }

    /// What this server has counted.
    pub fn figures(&self) -> &Figures {
        &self.inner.figures
    }

    /// The slots of the exports that are being written.
    pub(crate) fn export_slots(&self) -> &Slots {
        &self.inner.export_slots
    }

    /// The slots of the open streams of events.
    pub(crate) fn stream_slots(&self) -> &Slots {
        &self.inner.stream_slots
    }

    /// The slots of the previews that are being computed.
    pub(crate) fn preview_slots(&self) -> &Slots {
        &self.inner.preview_slots
    }

    /// The slots of the uploaded pictures that are being decoded or wait for it.
    pub(crate) fn picture_slots(&self) -> &Slots {
        &self.inner.picture_slots
    }

    /// Held while a picture is decoded: one at a time.
    pub(crate) fn picture_turn(&self) -> &Semaphore {
        &self.inner.picture_turn
    }

    /// The turns of unauthenticated requests to the directories, by network.
    pub(crate) fn stranger_turns(&self) -> &Turns<String> {
        &self.inner.stranger_turns
    }

    /// The turns of the searches in the directories.
    pub(crate) fn directory_turns(&self) -> &Turns<OrganizationId> {
        &self.inner.directory_turns
    }

    /// The slots of the groups with many members that are being sent.
    pub(crate) fn directory_slots(&self) -> &Slots {
        &self.inner.directory_slots
    }

    /// Notified when an email is added to the outbox.
    pub(crate) fn mail_waits(&self) -> &Notify {
        &self.inner.mail_waits
    }

    /// Notified when a session of an application with an address for logout notices has ended.
    pub(crate) fn notice_waits(&self) -> &Notify {
        &self.inner.notice_waits
    }

    /// Notified when an import is to be checked or run.
    pub(crate) fn import_waits(&self) -> &Notify {
        &self.inner.import_waits
    }

    /// Notified when a bulk job is to be processed.
    pub(crate) fn bulk_job_waits(&self) -> &Notify {
        &self.inner.bulk_job_waits
    }

    /// Notified when an event is to be sent to a webhook.
    pub(crate) fn webhook_waits(&self) -> &Notify {
        &self.inner.webhook_waits
    }

    /// Notified when a sign-up is to be emailed.
    pub(crate) fn sign_up_waits(&self) -> &Notify {
        &self.inner.sign_up_waits
    }

    /// Background tasks that requests have started. A shutdown waits for them.
    pub fn background(&self) -> &TaskTracker {
        &self.inner.background
    }

    /// Runs `work` after the response has been sent, so that its duration does not show in the
    /// response time. A shutdown waits for it. If it fails, that is logged with `failure`.
    pub(crate) fn after_answer(
        &self,
        failure: &'static str,
        work: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) {
        self.background().spawn(async move {
            tokio::time::sleep(ANSWER_IS_OUT).await;
            if let Err(error) = work.await {
                tracing::error!(%error, "{failure}");
            }
        });
    }

    /// Creates an identifier that sorts after all earlier ones.
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
