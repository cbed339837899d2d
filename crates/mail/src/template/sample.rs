//! A sample of each kind of email, for previews and tests.

use strum::VariantArray;
use time::{Duration, OffsetDateTime};

use super::cases::{DoneBy, ScheduledKind, ScheduledLine};
use super::credential::CredentialChange;
use super::link::{InvalidWebAddress, OneTimeLink};
use super::message::{Message, MessageKind};
use super::text::moment;

/// The values of samples.
pub(super) struct Sample<'a> {
    /// The address of all links.
    address: &'a str,
    /// All free texts.
    word: &'a str,
    /// The current time.
    pub now: OffsetDateTime,
}

impl Message {
    /// One message of each kind at the time `now`, for previews. All links are `address`, and all
    /// free texts are `word`.
    ///
    /// # Errors
    /// If `address` is not a web address.
    pub fn samples(
        address: &str,
        word: &str,
        now: OffsetDateTime,
    ) -> Result<Vec<Self>, InvalidWebAddress> {
        let sample = Sample { address, word, now };
        let kinds = <MessageKind as VariantArray>::VARIANTS.iter();
        kinds.map(|kind| Self::sample(*kind, &sample)).collect()
    }
}

impl Sample<'_> {
    /// A link that was just created.
    pub fn link(&self, valid_for: Duration) -> Result<OneTimeLink, InvalidWebAddress> {
        OneTimeLink::new(self.address, self.now, valid_for)
    }

    /// A free text.
    pub fn word(&self) -> String {
        self.word.to_owned()
    }

    /// A browser and operating system.
    pub fn device(&self) -> String {
        "Firefox on Linux".to_owned()
    }

    /// A client's network address.
    pub fn ip(&self) -> String {
        "2001:db8::7334".to_owned()
    }

    /// Somebody who just did it.
    pub fn by(&self) -> DoneBy {
        DoneBy {
            name: self.word(),
            address: self.ip(),
            at: self.now,
        }
    }

    /// A scheduled change that is due at this time.
    pub fn scheduled(&self, at: OffsetDateTime) -> ScheduledLine {
        ScheduledLine {
            change: ScheduledKind::Suspension,
            name: self.word(),
            email: self.word(),
            at: moment(at),
            by: self.word(),
        }
    }

    /// A credential that was just changed.
    pub fn credential(&self) -> CredentialChange {
        CredentialChange {
            name: self.word(),
            what: self.word(),
            by: self.by(),
        }
    }
}
