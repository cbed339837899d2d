use contract::problem::ProblemType;
use entity::account::{Column, Entity};
use entity::session::EndReason;
use entity::sign_in;
use rules::mfa::FactorKind;
use rules::state::UserState;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::HeldAccount;
use crate::Error;

impl HeldAccount<'_> {
    /// Changes the state of the account.
    ///
    /// # Errors
    /// `conflict` if the rules do not allow this change.
    pub async fn become_state(&self, next: UserState) -> Result<(), Error> {
        if !self.account.state.may_become(next) {
            let detail = match next {
                UserState::Active => "The account is already active",
                UserState::Suspended => "The account is already suspended",
                UserState::Staged => "An account cannot become staged again",
            };
            return Err(Error::Refused(ProblemType::Conflict, detail));
        }
        let now = self.context().now();
        Entity::update_many()
            .col_expr(Column::State, Expr::value(next))
            .col_expr(Column::StateChangedAt, Expr::value(now))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.eq(self.account.id))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Ends all access to the account: sessions, links, sign-ins in progress, and known browsers.
    /// Returns how many sessions ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shut_out(&self, reason: EndReason) -> Result<u64, Error> {
        let ended = self.end_sessions(reason, None).await?;
        self.void_links(None).await?;
        self.delete_sign_ins().await?;
        self.forget_browsers(None).await?;
        Ok(ended)
    }

    /// Deletes the sign-ins in progress.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_sign_ins(&self) -> Result<(), Error> {
        let id = self.account.id;
        sign_in::Entity::delete_many()
            .filter(
                Condition::any()
                    .add(sign_in::Column::AccountId.eq(id))
                    .add(sign_in::Column::LockedAccountId.eq(id)),
            )
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Returns the sign-ins in progress that a lock refuses to the password step: all, or only those
    /// with a password from a browser that is not known. There they show the lock until it ends,
    /// because the correct password was given in them. Those without a password are deleted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn turn_back_sign_ins(&self, of_strangers_only: bool) -> Result<(), Error> {
        let of_account = sign_in::Column::AccountId.eq(self.account.id);
        let mut refused = Condition::all()
            .add(of_account.clone())
            .add(sign_in::Column::PasswordProvedAt.is_not_null());
        if of_strangers_only {
            refused = refused.add(sign_in::Column::KnownBrowser.eq(false));
        }
        self.turn_back(refused).await?;
        if !of_strangers_only {
            sign_in::Entity::delete_many()
                .filter(of_account)
                .exec(self.tx())
                .await?;
        }
        Ok(())
    }

    /// Returns the sign-ins that match `refused` to the password step, where they show the lock of this
    /// account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn turn_back(&self, refused: Condition) -> Result<(), Error> {
        sign_in::Entity::update_many()
            .col_expr(
                sign_in::Column::LockedAccountId,
                Expr::value(Some(self.account.id)),
            )
            .col_expr(
                sign_in::Column::AccountId,
                Expr::value(Option::<Uuid>::None),
            )
            .col_expr(
                sign_in::Column::PasswordProvedAt,
                Expr::value(Option::<Timestamp>::None),
            )
            .col_expr(sign_in::Column::KnownBrowser, Expr::value(false))
            .col_expr(
                sign_in::Column::Factor,
                Expr::value(Option::<FactorKind>::None),
            )
            .filter(refused)
            .exec(self.tx())
            .await?;
        Ok(())
    }
}
