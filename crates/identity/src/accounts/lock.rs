use contract::events::EventAction;
use entity::account::{Column, Entity};
use entity::session::EndReason;
use mail::{LockCause, Message};
use rules::lockout::LockoutPolicy;
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::HeldAccount;
use super::failed_attempts::without_lock;
use crate::Error;
use crate::actor::{Client, Party};
use crate::events::NewEvent;

impl HeldAccount<'_> {
    /// Locks an account that has used up its attempts, for as long as `policy` says, and emails its
    /// owner.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lock_out(
        &self,
        reason: LockReason,
        policy: &LockoutPolicy,
        client: &Client,
    ) -> Result<Lock, Error> {
        let at = self.context().now();
        let until = policy.unlocks_at(at);
        Entity::update_many()
            .col_expr(Column::LockReason, Expr::value(reason))
            .col_expr(Column::LockedAt, Expr::value(at))
            .col_expr(Column::LockedUntil, Expr::value(until))
            .filter(Column::Id.eq(self.account.id))
            .exec(self.tx())
            .await?;
        self.tell_locked(reason, until, Some(client)).await?;
        Ok(Lock { reason, at, until })
    }

    /// Writes the consequences of a lock: its event, the end of all sessions, and an email to the
    /// owner.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell_locked(
        &self,
        reason: LockReason,
        until: Option<Timestamp>,
        client: Option<&Client>,
    ) -> Result<(), Error> {
        let mut event = NewEvent::new(EventAction::AccountLocked, Party::system());
        if let Some(client) = client {
            event = event.from(client);
        }
        self.record(event.with("reason", reason.as_str())).await?;
        self.end_sessions(EndReason::AccountLocked, None).await?;
        let message = Message::AccountLocked {
            cause: match reason {
                LockReason::FailedPasswordAttempts => LockCause::FailedPasswords,
                LockReason::FailedFactorAttempts => LockCause::FailedFactors,
                LockReason::MfaEnrollmentPeriod => LockCause::MfaEnrollmentPeriod,
                LockReason::Administrator => LockCause::Administrator,
            },
            until: until.map(Timestamp::to_utc),
        };
        self.enqueue(&message).await?;
        Ok(())
    }

    /// Ends the lock of the account and clears its failed attempts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unlock(&self) -> Result<(), Error> {
        let cleared = Entity::update_many()
            .col_expr(Column::FailedPasswordAttempts, Expr::value(0))
            .col_expr(Column::FailedFactorAttempts, Expr::value(0))
            .filter(Column::Id.eq(self.account.id));
        without_lock(cleared).exec(self.tx()).await?;
        Ok(())
    }
}
