//! The unit of work: what acts that change an account are written on.

use std::ops::Deref;

use contract::ids::{MailId, OrganizationId};
use mail::Message;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{
    Member, find_by_id, held_member, hold_member, hold_member_by_email_key, member, party,
};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::{self, NewEvent};
use crate::{Context, Error, outbox};

/// An account that nobody else changes until [`commit`](Self::commit), with its organization.
/// It is made only by locking the account in its transaction and reading it then.
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

    /// As [`begin`](Self::begin), in a transaction that has begun: after another account, or for
    /// one that was inserted just now.
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
        Self::of(context, tx, found).ok_or(Error::NotFound)
    }

    /// Holds an account that was read before, as it is now, if it still is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn by_id(context: &'a Context, id: Uuid) -> Result<Option<Self>, Error> {
        let tx = context.database().begin().await?;
        let found = hold_member(&tx, id).await?;
        Ok(Self::of(context, tx, found))
    }

    /// Holds the account that signs in to `portal` with this address, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn by_email_key(
        context: &'a Context,
        portal: Portal,
        email_key: &str,
    ) -> Result<Option<Self>, Error> {
        let tx = context.database().begin().await?;
        let found = hold_member_by_email_key(&tx, portal, email_key).await?;
        Ok(Self::of(context, tx, found))
    }

    fn of(context: &'a Context, tx: DatabaseTransaction, found: Option<Member>) -> Option<Self> {
        found.map(|member| Self {
            context,
            tx,
            member,
        })
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

    /// PasswordOf account it is, as events name them.
    pub fn owner(&self) -> Party {
        party(&self.account)
    }

    /// Records an event about this account, unless `act` names another target.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(&self, event: NewEvent<'_>) -> Result<(), Error> {
        self.record_without_target(event.to_unless_set(|| self.owner()))
            .await
    }

    /// Records a failure that anybody can cause any number of times. Repeated ones from the network
    /// of `client` are counted in one event per hour.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_repeated(&self, event: NewEvent<'_>, client: &Client) -> Result<(), Error> {
        let event = event.to_unless_set(|| self.owner());
        let (context, tx) = (self.context, &self.tx);
        events::record_repeated(context, tx, self.organization_id(), event, client).await
    }

    /// Records an event in which nothing was done to the account, such as a sign-in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_without_target(&self, event: NewEvent<'_>) -> Result<(), Error> {
        events::record(self.context, &self.tx, self.organization_id(), event).await
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
        outbox::enqueue(self.context, &self.tx, to, recipient, message).await
    }

    /// The transaction, to go on with another account [`within`](Self::within) it. It still holds
    /// this one.
    pub fn into_tx(self) -> DatabaseTransaction {
        self.tx
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
