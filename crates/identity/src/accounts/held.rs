//! The unit of work: actions that change an account are written on it.

use std::ops::Deref;

use contract::ids::{MailId, OrganizationId};
use entity::session;
use mail::Message;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{
    Member, find_by_id, hold_found, hold_member, hold_member_by_email_key, hold_member_in_session,
    party,
};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::{self, NewEvent};
use crate::{Context, Error, outbox};

/// An account with its organization, locked against changes by others until
/// [`commit`](Self::commit). Created only by locking the row in a transaction and then reading it.
///
/// An action checks these rows, and writes its consequences (event, email, links, ended sessions)
/// through this value in the same transaction. Dropping it without a commit rolls everything back.
pub(crate) struct HeldAccount<'a> {
    context: &'a Context,
    tx: DatabaseTransaction,
    member: Member,
}

impl Deref for HeldAccount<'_> {
    type Target = Member;

    /// The rows as read under the lock.
    fn deref(&self) -> &Member {
        &self.member
    }
}

impl<'a> HeldAccount<'a> {
    /// Holds the account of `organization` with this identifier, of the kind that `portal` is for.
    ///
    /// # Errors
    /// `not-found`, also if the account belongs to another organization.
    pub async fn begin(
        context: &'a Context,
        organization: OrganizationId,
        portal: Portal,
        id: Uuid,
    ) -> Result<Self, Error> {
        let tx = context.database().begin().await?;
        Self::within(context, tx, organization, portal, id).await
    }

    /// As [`begin`](Self::begin), in an existing transaction: after another account, or for an
    /// account that was just inserted.
    ///
    /// # Errors
    /// `not-found`, also if the account belongs to another organization.
    pub async fn within(
        context: &'a Context,
        tx: DatabaseTransaction,
        organization: OrganizationId,
        portal: Portal,
        id: Uuid,
    ) -> Result<Self, Error> {
        let found = hold_found(&tx, find_by_id(organization, portal, id)).await?;
        Self::of(context, tx, found).ok_or(Error::NotFound)
    }

    /// Holds an account that was read before, and reads it again, if it still exists.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn by_id(context: &'a Context, id: Uuid) -> Result<Option<Self>, Error> {
        let tx = context.database().begin().await?;
        let found = hold_member(&tx, id).await?;
        Ok(Self::of(context, tx, found))
    }

    /// As [`by_id`](Self::by_id), with a session of the account, if that has not ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn in_session(
        context: &'a Context,
        id: Uuid,
        session: Uuid,
    ) -> Result<Option<(Self, session::Model)>, Error> {
        let tx = context.database().begin().await?;
        let found = hold_member_in_session(&tx, id, session).await?;
        Ok(found.map(|(member, session)| {
            let held = Self {
                context,
                tx,
                member,
            };
            (held, session)
        }))
    }

    /// Holds the account that signs in to `portal` with this email key, if it exists.
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

    /// The account as the actor or target of an event.
    pub fn owner(&self) -> Party {
        party(&self.account)
    }

    /// Records an event about this account, unless `event` names another target.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(&self, event: NewEvent<'_>) -> Result<(), Error> {
        self.record_without_target(event.to_unless_set(|| self.owner()))
            .await
    }

    /// Records a failure that anyone can cause any number of times. Repeated ones from the network
    /// of `client` are counted in one event per hour.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_repeated(&self, event: NewEvent<'_>, client: &Client) -> Result<(), Error> {
        let event = event.to_unless_set(|| self.owner());
        let (context, tx) = (self.context, &self.tx);
        events::record_repeated(context, tx, self.organization_id(), event, client).await
    }

    /// Records an event that does not change the account, such as a sign-in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_without_target(&self, event: NewEvent<'_>) -> Result<(), Error> {
        events::record(self.context, &self.tx, self.organization_id(), event).await
    }

    /// Enqueues an email to this account. It is sent after the commit.
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

    /// Emails all owners of the organization.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue_to_owners(&self, message: &Message) -> Result<(), Error> {
        outbox::enqueue_to_owners(self.context, &self.tx, &self.organization, message).await
    }

    /// Reads the rows again, after the transaction has changed them. The account stays locked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_again(self) -> Result<Self, Error> {
        let found = hold_member(&self.tx, self.member.account.id).await?;
        Self::of(self.context, self.tx, found).ok_or(Error::NotFound)
    }

    /// The transaction, to continue [`within`](Self::within) it with another account. This account
    /// stays locked.
    pub fn into_tx(self) -> DatabaseTransaction {
        self.tx
    }

    /// Commits the changes.
    ///
    /// # Errors
    /// When the database fails; then nothing has changed.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.tx.commit().await?)
    }

    /// As [`commit`](Self::commit). Returns the account as changed.
    ///
    /// # Errors
    /// When the database fails; then nothing has changed.
    pub async fn commit_and_read<T: ReadBack>(self) -> Result<T, Error> {
        let after = T::read_back(&self).await?;
        self.commit().await?;
        Ok(after)
    }
}

/// An account as the API shows it. Most actions return one.
pub(crate) trait ReadBack: Sized {
    /// Reads it within the transaction.
    ///
    /// # Errors
    /// When the database fails.
    async fn read_back(held: &HeldAccount<'_>) -> Result<Self, Error>;
}
