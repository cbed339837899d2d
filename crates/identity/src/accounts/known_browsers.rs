//! Known browsers: those that have signed in to an account. Each one has its own budget of wrong
//! passwords, so a stranger who locks the account does not lock out its owner. A browser that has used
//! up its budget counts as unknown until it signs in again.

use std::collections::HashMap;

use contract::ids::OrganizationId;
use entity::known_browser::{ActiveModel, Column, Entity, Model};
use entity::session;
use rules::lifetimes::KNOWN_BROWSER;
use rules::lockout::{LockoutPolicy, MOST_WRONG_PASSWORDS};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{HeldAccount, Member, find_member_by_email_key};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::{Lane, Token};
use crate::{Context, Error};

/// A browser that has just signed in.
pub(crate) struct Remembered {
    /// The identifier of the known browser.
    pub id: Uuid,
    /// The token to add to its device cookie, unless it has one.
    pub token: Option<Token>,
}

/// The browser of `client`, if it is known to the account with this identifier, which may not
/// exist, and has attempts left.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    account: Uuid,
    policy: &LockoutPolicy,
    client: &Client,
    now: Timestamp,
) -> Result<Option<Model>, Error> {
    let tokens = client.browser_tokens();
    // The statements may depend on the request, but not on the account.
    if tokens.is_empty() {
        return Ok(None);
    }
    let found = Entity::find()
        .filter(Column::TokenHash.is_in(tokens))
        .filter(Column::AccountId.eq(account))
        .filter(Column::ExpiresAt.gt(now))
        .order_by_desc(Column::LastUsedAt)
        .one(db)
        .await?;
    Ok(found.filter(|browser| is_usable(browser.failed_attempts, policy)))
}

/// The number of consecutive wrong passwords after which a known browser counts as unknown.
fn limit(policy: &LockoutPolicy) -> i64 {
    i64::from(policy.limit().unwrap_or(MOST_WRONG_PASSWORDS))
}

/// Whether a browser is known to the account and has attempts left.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_usable(
    db: &impl ConnectionTrait,
    account: Uuid,
    policy: &LockoutPolicy,
    now: Timestamp,
) -> Result<bool, Error> {
    let usable = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::FailedAttempts.lt(limit(policy)))
        .one(db)
        .await?;
    Ok(usable.is_some())
}

/// The fewest failed attempts of a browser that is known to each of these accounts, if there is one.
///
/// # Errors
/// When the database fails.
pub(crate) async fn fewest_failures(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    accounts: &[Uuid],
    now: Timestamp,
) -> Result<HashMap<Uuid, i32>, Error> {
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let fewest: Vec<(Uuid, i32)> = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .expr_as(Expr::col(Column::FailedAttempts).min(), "fewest")
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(Column::ExpiresAt.gt(now))
        .group_by(Column::AccountId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(fewest.into_iter().collect())
}

/// Whether a known browser with this number of failed attempts has attempts left.
pub(crate) fn is_usable(failed_attempts: i32, policy: &LockoutPolicy) -> bool {
    i64::from(failed_attempts) < limit(policy)
}

/// The lane of the hashing pool for a sign-in with this email key, which may not belong to an
/// account: a browser that is known to the account does not wait with strangers.
///
/// # Errors
/// When the database fails.
pub(crate) async fn lane(
    context: &Context,
    portal: Portal,
    email_key: &str,
    client: &Client,
) -> Result<Lane, Error> {
    // The statements may depend on the request, but not on the account.
    if client.browser_tokens().is_empty() {
        return Ok(Lane::Unknown);
    }
    let read = context.database().read();
    let member = find_member_by_email_key(read, portal, email_key).await?;
    let policy = member.as_ref().map(Member::lockout_policy);
    let id = member.map(|member| member.account.id).unwrap_or_default();
    let policy = policy.unwrap_or_default();
    let known = find(read, id, &policy, client, context.now()).await?;
    Ok(known.map_or(Lane::Unknown, |_| Lane::Known))
}

/// Counts an attempt of a known browser, before the password is verified.
pub(super) async fn count_attempt(db: &impl ConnectionTrait, id: Uuid) -> Result<(), Error> {
    let failed = Column::FailedAttempts;
    Entity::update_many()
        .col_expr(failed, Expr::col(failed).add(1))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Returns `all` attempts of a known browser, or the last one.
pub(super) async fn give_back(db: &impl ConnectionTrait, id: Uuid, all: bool) -> Result<(), Error> {
    let failed = Column::FailedAttempts;
    let after = if all {
        Expr::value(0)
    } else {
        Expr::col(failed).sub(1)
    };
    Entity::update_many()
        .col_expr(failed, after)
        .filter(Column::Id.eq(id))
        .filter(failed.gt(0))
        .exec(db)
        .await?;
    Ok(())
}

impl HeldAccount<'_> {
    /// The browser of `client`, if it is known to this account and has attempts left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_browser(&self, client: &Client) -> Result<Option<Model>, Error> {
        let (policy, now) = (self.lockout_policy(), self.context().now());
        find(self.tx(), self.account.id, &policy, client, now).await
    }

    /// Remembers the browser of `client`, which has just signed in. `known` is its row if it was known
    /// before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remember_browser(
        &self,
        known: Option<&Model>,
        client: &Client,
    ) -> Result<Remembered, Error> {
        let (context, tx, account) = (self.context(), self.tx(), &self.account);
        let now = context.now();
        if let Some(known) = known {
            Entity::update_many()
                .col_expr(Column::Device, Expr::value(client.device.as_str()))
                .col_expr(Column::FailedAttempts, Expr::value(0))
                .col_expr(Column::LastUsedAt, Expr::value(now))
                .col_expr(Column::ExpiresAt, Expr::value(now.plus(KNOWN_BROWSER)))
                .filter(Column::Id.eq(known.id))
                .exec(tx)
                .await?;
            return Ok(Remembered {
                id: known.id,
                token: None,
            });
        }
        // One that has used up its attempts gets a new budget with a new token.
        Entity::delete_many()
            .filter(Column::TokenHash.is_in(client.browser_tokens()))
            .filter(Column::AccountId.eq(account.id))
            .exec(tx)
            .await?;
        // Never a token that the browser sent, because someone else may have planted it.
        let token = Token::random()?;
        let id = context.new_id();
        let row = ActiveModel {
            id: Set(id),
            organization_id: Set(account.organization_id),
            account_id: Set(account.id),
            token_hash: Set(token.hash().bytes()),
            device: Set(client.device.clone()),
            failed_attempts: Set(0),
            created_at: Set(now),
            last_used_at: Set(now),
            expires_at: Set(now.plus(KNOWN_BROWSER)),
        };
        Entity::insert(row).exec_without_returning(tx).await?;
        Ok(Remembered {
            id,
            token: Some(token),
        })
    }

    /// Forgets this browser of the account. Returns it, or `None` if it was not known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_browser(&self, id: Uuid) -> Result<Option<Model>, Error> {
        let known = Entity::find_by_id(id)
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::ExpiresAt.gt(self.context().now()))
            .one(self.tx())
            .await?;
        if known.is_some() {
            Entity::delete_by_id(id).exec(self.tx()).await?;
        }
        Ok(known)
    }

    /// Forgets the browsers of this account, except that of the session `keep`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_browsers(&self, keep: Option<Uuid>) -> Result<(), Error> {
        let kept = match keep {
            Some(session) => self.browser_of(session).await?,
            None => None,
        };
        let mut delete = Entity::delete_many().filter(Column::AccountId.eq(self.account.id));
        if let Some(kept) = kept {
            delete = delete.filter(Column::Id.ne(kept));
        }
        delete.exec(self.tx()).await?;
        Ok(())
    }

    /// Forgets the browser of this session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_browser_of(&self, session: Uuid) -> Result<(), Error> {
        if let Some(id) = self.browser_of(session).await? {
            Entity::delete_by_id(id).exec(self.tx()).await?;
        }
        Ok(())
    }

    async fn browser_of(&self, session: Uuid) -> Result<Option<Uuid>, Error> {
        let session = session::Entity::find_by_id(session)
            .filter(session::Column::AccountId.eq(self.account.id))
            .one(self.tx())
            .await?;
        Ok(session.and_then(|session| session.known_browser_id))
    }
}
