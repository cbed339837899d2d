use contract::events::EventAction;
use entity::account::{Column, Entity};
use entity::session::EndReason;
use mail::{LockCause, Message};
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use super::HeldAccount;
use super::lockout::{Attempts, without_lock};
use crate::Error;
use crate::actor::{Client, Party};
use crate::events::NewEvent;

impl HeldAccount<'_> {
    /// Locks an account that has used up its attempts, for as long as its lockout policy says, and
    /// emails its owner. After too many wrong passwords or factors in total, the lock does not end
    /// automatically.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lock_out(
        &self,
        reason: LockReason,
        attempts: &Attempts,
        client: &Client,
    ) -> Result<Lock, Error> {
        let (account, at) = (&self.account, self.context().now());
        let (counter, earlier, too_many) = if reason.refuses_strangers_only() {
            let too_many = attempts.too_many_in_all();
            (Column::PasswordLocks, account.password_locks, too_many)
        } else {
            let too_many = attempts.too_many_factors_in_all();
            (Column::FactorLocks, account.factor_locks, too_many)
        };
        let until = self.lockout_policy().unlocks_at(at, earlier.unsigned_abs());
        let until = until.filter(|_| !too_many);
        Entity::update_many()
            .col_expr(Column::LockReason, Expr::value(reason))
            .col_expr(Column::LockedAt, Expr::value(at))
            .col_expr(Column::LockedUntil, Expr::value(until))
            .col_expr(Column::LockNote, Expr::value(Option::<String>::None))
            .col_expr(Column::VerifiedWhileLocked, Expr::value(0))
            .col_expr(counter, Expr::col(counter).add(1))
            .filter(Column::Id.eq(self.account.id))
            .exec(self.tx())
            .await?;
        self.tell_locked(reason, until, Some(client)).await?;
        Ok(Lock { reason, at, until })
    }

    /// Locks the account until an administrator unlocks it. `note` says why, to the owner too, and
    /// `event` who locked it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lock_by_administrator(
        &self,
        note: Option<String>,
        event: NewEvent<'_>,
    ) -> Result<(), Error> {
        let reason = LockReason::Administrator;
        let no_end = Option::<Timestamp>::None;
        Entity::update_many()
            .col_expr(Column::LockReason, Expr::value(reason))
            .col_expr(Column::LockedAt, Expr::value(self.context().now()))
            .col_expr(Column::LockedUntil, Expr::value(no_end))
            .col_expr(Column::LockNote, Expr::value(note))
            .col_expr(Column::VerifiedWhileLocked, Expr::value(0))
            .filter(Column::Id.eq(self.account.id))
            .exec(self.tx())
            .await?;
        self.follow_lock(reason, None, event).await
    }

    /// Writes the consequences of a lock: its event, the return to the password step of the unfinished
    /// sign-ins that it refuses, the end of all sessions, and an email to the owner. A lock that
    /// refuses only unknown browsers ends the sessions only if the organization has turned that on, and
    /// otherwise only those of applications that remove the access of locked accounts.
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
        self.follow_lock(reason, until, event).await
    }

    async fn follow_lock(
        &self,
        reason: LockReason,
        until: Option<Timestamp>,
        event: NewEvent<'_>,
    ) -> Result<(), Error> {
        self.record(event.with("reason", reason.as_str())).await?;
        let strangers_only = reason.refuses_strangers_only();
        self.turn_back_sign_ins(strangers_only).await?;
        if !strangers_only || self.lockout_policy().ends_sessions {
            self.end_sessions(EndReason::AccountLocked, None).await?;
        } else {
            self.end_locked_applications().await?;
        }
        let message = Message::AccountLocked {
            cause: match reason {
                LockReason::FailedPasswordAttempts => LockCause::FailedPasswords,
                LockReason::FailedFactorAttempts => LockCause::FailedFactors,
                LockReason::MfaEnrollmentPeriod => LockCause::MfaEnrollmentPeriod,
                LockReason::Administrator => LockCause::Administrator,
            },
            until: until.map(Timestamp::to_utc),
        };
        self.notify(&message).await
    }

    /// Ends the lock of the account and clears its failed attempts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unlock(&self) -> Result<(), Error> {
        let cleared = self
            .without_wrong_passwords()
            .col_expr(Column::FailedFactorAttempts, Expr::value(0))
            .col_expr(Column::WrongFactors, Expr::value(0))
            .col_expr(Column::FactorLocks, Expr::value(0));
        without_lock(cleared).exec(self.tx()).await?;
        Ok(())
    }

    /// Clears the wrong passwords of the account, and ends a lock after them, but no other.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_wrong_passwords(&self) -> Result<(), Error> {
        let mut update = self.without_wrong_passwords();
        let reason = self.account.lock_reason;
        if reason.is_some_and(LockReason::refuses_strangers_only) {
            update = without_lock(update);
        }
        update.exec(self.tx()).await?;
        Ok(())
    }

    /// Clears the wrong factors that were given in all. A lock after them stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_wrong_factors(&self) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::WrongFactors, Expr::value(0))
            .filter(Column::Id.eq(self.account.id))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    fn without_wrong_passwords(&self) -> UpdateMany<Entity> {
        Entity::update_many()
            .col_expr(Column::FailedPasswordAttempts, Expr::value(0))
            .col_expr(Column::WrongPasswords, Expr::value(0))
            .col_expr(Column::PasswordLocks, Expr::value(0))
            .filter(Column::Id.eq(self.account.id))
    }
}
