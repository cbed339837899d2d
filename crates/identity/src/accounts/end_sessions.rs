use entity::application_session;
use entity::session::{Column, EndReason, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::HeldAccount;
use crate::Error;

/// Some sessions of an account.
#[derive(Clone, Copy)]
enum Which {
    All,
    Only(Uuid),
    AllBut(Uuid),
}

impl Which {
    /// The condition on the column with the identifier of the session.
    fn condition(self, id: impl ColumnTrait) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Only(session) => Condition::all().add(id.eq(session)),
            Self::AllBut(session) => Condition::all().add(id.ne(session)),
        }
    }
}

impl HeldAccount<'_> {
    /// Ends all sessions of this account, or only the session `only`. Returns how many ended. Their
    /// access tokens are invalid at once, and what was opened in them ends too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions(&self, reason: EndReason, only: Option<Uuid>) -> Result<u64, Error> {
        self.end(reason, only.map_or(Which::All, Which::Only)).await
    }

    /// As [`end_sessions`](Self::end_sessions), for all sessions except `keep`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, reason: EndReason, keep: Uuid) -> Result<u64, Error> {
        self.end(reason, Which::AllBut(keep)).await
    }

    async fn end(&self, reason: EndReason, which: Which) -> Result<u64, Error> {
        use application_session::Column as Opened;
        let now = self.context().now();
        let ended = Entity::update_many()
            .col_expr(Column::EndedAt, Expr::value(now))
            .col_expr(Column::EndReason, Expr::value(reason))
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::EndedAt.is_null())
            .filter(which.condition(Column::Id))
            .exec(self.tx())
            .await?
            .rows_affected;
        if ended > 0 {
            let reason = application_session::EndReason::SessionEnded;
            application_session::Entity::update_many()
                .col_expr(Opened::EndedAt, Expr::value(now))
                .col_expr(Opened::EndReason, Expr::value(reason))
                .filter(Opened::AccountId.eq(self.account.id))
                .filter(Opened::EndedAt.is_null())
                .filter(which.condition(Opened::SessionId))
                .exec(self.tx())
                .await?;
        }
        Ok(ended)
    }
}
