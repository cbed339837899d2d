//! The unit of work: what most acts that change an account are written on.

use std::ops::Deref;

use contract::ids::{MailId, OrganizationId};
use entity::session::EndReason;
use mail::{Message, OneTimeLink};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{Member, find_by_id, held_member, links, member, party};
use crate::addresses::Portal;
use crate::events::{self, Act};
use crate::{Context, Error, outbox};

/// An account that nobody else changes until [`commit`](Self::commit), with its organization.
///
/// What an act checks, it checks on these rows; what follows from the act (event, email, links,
/// sessions that end) it writes through this value, in the same transaction. Dropped without a
/// commit, nothing has happened.
pub(crate) struct HeldAccount<'a> {
    context: &'a Context,
    tx: DatabaseTransaction,
    member: Member,
}

impl Deref for HeldAccount<'_> {
    type Target = Member;

    /// The rows as they were when they were locked.
    fn deref(&self) -> &Member {
        &self.member
    }
}

impl<'a> HeldAccount<'a> {
    /// Holds the account of `organization` with this identifier, of the kind that `portal` is for.
    ///
    /// # Errors
    /// `not-found`, also when the account is another organization's.
    pub async fn begin(
        context: &'a Context,
        organization: OrganizationId,
        portal: Portal,
        id: Uuid,
    ) -> Result<Self, Error> {
        let tx = context.database().begin().await?;
        Self::within(context, tx, organization, portal, id).await
    }

    /// As [`begin`](Self::begin), in a transaction that has begun.
    ///
    /// # Errors
    /// `not-found`, also when the account is another organization's.
    pub async fn within(
        context: &'a Context,
        tx: DatabaseTransaction,
        organization: OrganizationId,
        portal: Portal,
        id: Uuid,
    ) -> Result<Self, Error> {
        let found = member(held_member(find_by_id(organization, portal, id)), &tx).await?;
        let member = found.ok_or(Error::NotFound)?;
        Ok(Self {
            context,
            tx,
            member,
        })
    }

    /// An account that `tx` has locked already.
    pub const fn from_locked(
        context: &'a Context,
        tx: DatabaseTransaction,
        member: Member,
    ) -> Self {
        Self {
            context,
            tx,
            member,
        }
    }

    /// Database, clock, keys and settings.
    pub const fn context(&self) -> &'a Context {
        self.context
    }

    /// The transaction.
    pub const fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// The account's tenant.
    pub const fn organization_id(&self) -> OrganizationId {
        OrganizationId(self.member.account.organization_id)
    }

    /// Records an event about this account, unless `act` names another target.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(&self, act: Act<'_>) -> Result<(), Error> {
        let act = act.to_unless_set(|| party(&self.account));
        events::record(self.context, &self.tx, self.organization_id(), act).await
    }

    /// Writes an email to this account. It leaves after the commit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue(&self, message: &Message) -> Result<MailId, Error> {
        self.enqueue_to(&self.account.email, message).await
    }

    /// As [`enqueue`](Self::enqueue), to another address of the same person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue_to(&self, recipient: &str, message: &Message) -> Result<MailId, Error> {
        let to = (&self.account, &self.organization);
        outbox::enqueue_as(self.context, &self.tx, to, recipient, message).await
    }

    /// Makes a link for this account; older ones of the same purpose are void.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn issue_link(&self, purpose: LinkPurpose) -> Result<OneTimeLink, Error> {
        links::issue_link(self.context, &self.tx, &self.account, purpose).await
    }

    /// Ends the sessions of this account, or `only` that one of them. Returns how many ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions(&self, reason: EndReason, only: Option<Uuid>) -> Result<u64, Error> {
        super::end_sessions(self.context, &self.tx, self.account.id, reason, only).await
    }

    /// Ends sessions, links and sign-ins under way. Returns how many sessions ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shut_out(&self, reason: EndReason) -> Result<u64, Error> {
        super::shut_out(self.context, &self.tx, self.account.id, reason).await
    }

    /// Moves the account to another state.
    ///
    /// # Errors
    /// `conflict` when the rules do not allow that from where it is.
    pub async fn become_state(&self, next: UserState) -> Result<(), Error> {
        super::become_state(self.context, &self.tx, &self.account, next).await
    }

    /// The transaction and the rows, for what needs them separately.
    pub fn into_parts(self) -> (DatabaseTransaction, Member) {
        (self.tx, self.member)
    }

    /// Makes everything happen.
    ///
    /// # Errors
    /// When the database fails; then nothing has happened.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.tx.commit().await?)
    }

    /// As [`commit`](Self::commit), and returns the account as the act left it.
    ///
    /// # Errors
    /// When the database fails; then nothing has happened.
    pub async fn commit_and_read<T: ReadBack>(self) -> Result<T, Error> {
        let after = T::read_back(&self).await?;
        self.commit().await?;
        Ok(after)
    }
}

/// An account as the API shows it, which is what most acts return.
pub(crate) trait ReadBack: Sized {
    /// Reads it within the transaction.
    ///
    /// # Errors
    /// When the database fails.
    async fn read_back(held: &HeldAccount<'_>) -> Result<Self, Error>;
}
