use entity::session::{Column, EndReason, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::HeldAccount;
use crate::Error;

impl HeldAccount<'_> {
    /// Ends all sessions of this account, or only the session `only`. Returns how many ended. Their
    /// access tokens are invalid at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions(&self, reason: EndReason, only: Option<Uuid>) -> Result<u64, Error> {
        self.end(reason, only.map(|id| Column::Id.eq(id))).await
    }

    /// As [`end_sessions`](Self::end_sessions), for all sessions except `keep`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, reason: EndReason, keep: Uuid) -> Result<u64, Error> {
        self.end(reason, Some(Column::Id.ne(keep))).await
    }

    async fn end(&self, reason: EndReason, which: Option<Expr>) -> Result<u64, Error> {
        let mut update = Entity::update_many()
            .col_expr(Column::EndedAt, Expr::value(self.context().now()))
            .col_expr(Column::EndReason, Expr::value(reason))
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::EndedAt.is_null());
        if let Some(which) = which {
            update = update.filter(which);
        }
        Ok(update.exec(self.tx()).await?.rows_affected)
    }
}
