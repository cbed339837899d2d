//! Verification of an exported chain. It needs nothing but the file and the public key.

use std::time::Duration;

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::events::chain::{CHAIN_FORMAT, ChainLine, ChainedEvent, EventCheckpoint};
use contract::ids::{EventId, OrganizationId};
use rules::event::EventRetention;
use rules::time::Timestamp;

use super::hash::{BEGINNING, Hash, attempts_of, digest_of, encode, link_of, signed_part};

/// How long the server keeps the events after a checkpoint at least, whatever the organization chooses. An
/// event may be an hour older than its position, because it counts repeated failures. The rest of the day is
/// for servers whose clocks differ.
const KEPT_AFTER_CHECKPOINT: Duration =
    Duration::from_secs(24 * 60 * 60).saturating_mul(EventRetention::LEAST_DAYS - 1);

/// Why a file is not what the server has recorded.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The given key is none.
    #[error("the key must be 32 bytes in base64url, as `publicKey` of GET /events/checkpoints")]
    Key,
    /// The first line is missing or unknown.
    #[error("the file does not begin as an event chain of the format latchkey-event-chain-1")]
    Beginning,
    /// A line that no server writes.
    #[error("this is not a line of an event chain: {0}")]
    Line(#[source] serde_json::Error),
    /// The line means the same as one that a server writes, or contains more.
    #[error("the line is not written as the server writes it: verify the file as it was exported")]
    Rewritten,
    /// A link without its event.
    #[error("the event at position {0} was removed")]
    EventRemoved(u64),
    /// An event without its link.
    #[error(
        "the event {0} is not in the chain: it was added to the database, or its position was changed"
    )]
    EventAdded(EventId),
    /// The event does not match its digest.
    #[error("the event at position {0} was changed")]
    EventChanged(u64),
    /// The link does not match its hash.
    #[error("an event before position {0} was removed, added or moved")]
    LinkBroken(u64),
    /// Positions that do not increase.
    #[error("the event at position {0} is in the wrong place")]
    OutOfOrder(u64),
    /// The signature does not match.
    #[error("the checkpoint at position {0} is not signed with this key")]
    Signature(u64),
    /// A checkpoint of other events.
    #[error("the checkpoint at position {0} belongs to another organization")]
    OtherOrganization(u64),
    /// The hash of a checkpoint is not that of the chain.
    #[error("the events up to the checkpoint at position {0} are not those that were signed")]
    CheckpointBroken(u64),
    /// The last line is not a checkpoint.
    #[error("events at the end of the file were removed: no checkpoint follows position {0}")]
    EndMissing(u64),
    /// The chain does not contain a checkpoint that was kept elsewhere.
    #[error(
        "the kept checkpoint at position {0} is not in the chain: events up to there were removed or \
         rewritten"
    )]
    KeptBroken(u64),
    /// The server has deleted events that it keeps under all settings.
    #[error(
        "events after the kept checkpoint at position {0} were deleted less than 90 days after it was \
         signed, which no organization can choose: somebody has made the server delete them"
    )]
    DeletedTooEarly(u64),
}

/// What a file proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The organization.
    pub organization: OrganizationId,
    /// The number of links. An event that counts repeated failures has several.
    pub links: u64,
    /// The position up to which events were deleted because of their age, as the server has signed.
    pub starts_after: Option<u64>,
    /// The last position.
    pub last_position: u64,
    /// When the last checkpoint was signed.
    pub signed_at: Timestamp,
    /// The positions of kept checkpoints that are older than the first event, so they prove nothing here.
    pub kept_too_old: Vec<u64>,
}

/// Verifies the lines of a file one by one.
#[derive(Debug)]
pub struct Verifier {
    key: Vec<u8>,
    /// The checkpoints that were kept elsewhere and whose positions have not come yet.
    kept: Vec<EventCheckpoint>,
    organization: Option<OrganizationId>,
    /// The checkpoint at which the chain starts: its position and time.
    start: Option<(u64, Timestamp)>,
    position: u64,
    hash: Hash,
    links: u64,
    /// The last checkpoint: its position and time.
    signed: Option<(u64, Timestamp)>,
}

impl Verifier {
    /// Verifies against a public key, in base64url, and checkpoints that were kept in another place.
    ///
    /// # Errors
    /// If the key is none.
    pub fn new(public_key: &str, kept: Vec<EventCheckpoint>) -> Result<Self, Fault> {
        let key = URL_SAFE_NO_PAD.decode(public_key.trim());
        let key = key.ok().filter(|key| key.len() == 32).ok_or(Fault::Key)?;
        Ok(Self {
            key,
            kept,
            organization: None,
            start: None,
            position: 0,
            hash: BEGINNING,
            links: 0,
            signed: None,
        })
    }

    /// Verifies the next line.
    ///
    /// # Errors
    /// Why the file is not what the server has recorded.
    pub fn line(&mut self, line: &str) -> Result<(), Fault> {
        let parsed = serde_json::from_str::<ChainLine>(line);
        // Otherwise a line could contain what no hash covers, such as another field.
        if let Ok(parsed) = &parsed
            && !serde_json::to_string(parsed).is_ok_and(|written| written == line)
        {
            return Err(Fault::Rewritten);
        }
        let Some(organization) = self.organization else {
            let Ok(ChainLine::Chain(beginning)) = parsed else {
                return Err(Fault::Beginning);
            };
            if beginning.format != CHAIN_FORMAT {
                return Err(Fault::Beginning);
            }
            self.organization = Some(beginning.organization_id);
            return Ok(());
        };
        match parsed.map_err(Fault::Line)? {
            ChainLine::Chain(_) => Err(Fault::Beginning),
            ChainLine::Event(chained) => self.event(organization, &chained),
            ChainLine::Checkpoint(checkpoint) => self.checkpoint(organization, &checkpoint),
            ChainLine::Unlinked(event) => Err(Fault::EventAdded(event.id)),
        }
    }

    fn event(&mut self, organization: OrganizationId, chained: &ChainedEvent) -> Result<(), Fault> {
        let position = chained.position;
        if position <= self.position {
            return Err(Fault::OutOfOrder(position));
        }
        let event = chained.event.as_ref();
        let event = event.ok_or(Fault::EventRemoved(position))?;
        let digest = digest_of(organization, event);
        if encode(&digest) != chained.digest || attempts_of(event) < chained.attempts {
            return Err(Fault::EventChanged(position));
        }
        let hash = link_of(&self.hash, position, chained.attempts, &digest);
        if encode(&hash) != chained.hash {
            return Err(Fault::LinkBroken(position));
        }
        self.position = position;
        self.hash = hash;
        self.links += 1;
        self.compare_kept(organization)
    }

    fn checkpoint(
        &mut self,
        organization: OrganizationId,
        checkpoint: &EventCheckpoint,
    ) -> Result<(), Fault> {
        let position = checkpoint.position;
        self.authenticate(organization, checkpoint)?;
        if checkpoint.starts_chain {
            // Only before all others: the server deletes the oldest events only.
            if self.links > 0 || self.signed.is_some() {
                return Err(Fault::CheckpointBroken(position));
            }
            let hash = URL_SAFE_NO_PAD.decode(&checkpoint.hash);
            let hash = hash.ok().and_then(|hash| Hash::try_from(hash).ok());
            self.hash = hash.ok_or(Fault::CheckpointBroken(position))?;
            self.position = position;
            self.start = Some((position, checkpoint.at));
            self.signed = self.start;
            return self.compare_kept(organization);
        }
        if position != self.position || checkpoint.hash != encode(&self.hash) {
            return Err(Fault::CheckpointBroken(position));
        }
        self.signed = Some((position, checkpoint.at));
        Ok(())
    }

    fn authenticate(
        &self,
        organization: OrganizationId,
        checkpoint: &EventCheckpoint,
    ) -> Result<(), Fault> {
        let position = checkpoint.position;
        if checkpoint.organization_id != organization {
            return Err(Fault::OtherOrganization(position));
        }
        let signature = URL_SAFE_NO_PAD.decode(&checkpoint.signature);
        let signature = signature.map_err(|_| Fault::Signature(position))?;
        // Only for people who read the file: what counts is the key that was given.
        if checkpoint.public_key != encode(&self.key) {
            return Err(Fault::Signature(position));
        }
        UnparsedPublicKey::new(&ED25519, &self.key)
            .verify(signed_part(checkpoint).as_bytes(), &signature)
            .map_err(|_| Fault::Signature(position))
    }

    /// Compares the checkpoints that were kept of the position that was just reached.
    fn compare_kept(&mut self, organization: OrganizationId) -> Result<(), Fault> {
        let position = self.position;
        for kept in self.kept.iter().filter(|kept| kept.position == position) {
            self.authenticate(organization, kept)?;
            if kept.hash != encode(&self.hash) {
                return Err(Fault::KeptBroken(kept.position));
            }
        }
        self.kept.retain(|kept| kept.position != position);
        Ok(())
    }

    /// Verifies that nothing is missing at the end of the file, and returns what the file proves.
    ///
    /// # Errors
    /// Why the file is not what the server has recorded.
    pub fn finish(self) -> Result<Verified, Fault> {
        let organization = self.organization.ok_or(Fault::Beginning)?;
        let signed = self
            .signed
            .filter(|(position, _)| *position == self.position);
        let (last_position, signed_at) = signed.ok_or(Fault::EndMissing(self.position))?;
        let mut kept_too_old = Vec::new();
        for kept in &self.kept {
            self.authenticate(organization, kept)?;
            let start = self.start.filter(|(start, _)| *start >= kept.position);
            let (_, deleted_at) = start.ok_or(Fault::KeptBroken(kept.position))?;
            // What follows a checkpoint at the end of the chain got its position after it was signed. One at
            // which the chain started says nothing about that.
            let is_early = deleted_at < kept.at.plus(KEPT_AFTER_CHECKPOINT);
            if is_early && !kept.starts_chain {
                return Err(Fault::DeletedTooEarly(kept.position));
            }
            kept_too_old.push(kept.position);
        }
        Ok(Verified {
            organization,
            links: self.links,
            starts_after: self.start.map(|(position, _)| position),
            last_position,
            signed_at,
            kept_too_old,
        })
    }
}
