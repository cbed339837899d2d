use contract::problem::ProblemType;
use entity::account::{Column, Entity};
use entity::session::EndReason;
use entity::sign_in;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

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

    /// Ends all access to the account: sessions, links, and sign-ins in progress. Returns how many
    /// sessions ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shut_out(&self, reason: EndReason) -> Result<u64, Error> {
        let ended = self.end_sessions(reason, None).await?;
        self.void_links(None).await?;
        self.delete_sign_ins().await?;
        Ok(ended)
    }

    /// Deletes the sign-ins in progress.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_sign_ins(&self) -> Result<(), Error> {
        sign_in::Entity::delete_many()
            .filter(sign_in::Column::AccountId.eq(self.account.id))
            .exec(self.tx())
            .await?;
        Ok(())
    }
}
