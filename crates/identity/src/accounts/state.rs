use contract::problem::ProblemType;
use entity::account::{Column, Entity};
use entity::session::EndReason;
use entity::sign_in;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

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
                UserState::Staged => "No account goes back to staged",
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
        self.delete_sign_ins(false).await?;
        self.forget_browsers(None).await?;
        Ok(ended)
    }

    /// Deletes the sign-ins in progress, or only those with a password from a browser that is not
    /// known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_sign_ins(&self, of_strangers_only: bool) -> Result<(), Error> {
        let under_way = sign_in::Column::AccountId.eq(self.account.id);
        let which = if of_strangers_only {
            Condition::all()
                .add(under_way)
                .add(sign_in::Column::PasswordProvedAt.is_not_null())
                .add(sign_in::Column::KnownBrowser.eq(false))
        } else {
            Condition::any()
                .add(under_way)
                .add(sign_in::Column::LockedAccountId.eq(self.account.id))
        };
        sign_in::Entity::delete_many()
            .filter(which)
            .exec(self.tx())
            .await?;
        Ok(())
    }
}
