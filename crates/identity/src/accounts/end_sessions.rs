use entity::session::{Column, EndReason, Entity};
use entity::{application_session, oidc_grant};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::HeldAccount;
use super::end_applications::{Ending, end_application_sessions, revoke_grants};
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

    /// The condition on grants: those that were made in these sessions.
    fn grants(self) -> Condition {
        use oidc_grant::Column::ApplicationSessionId;
        match self {
            Self::All => Condition::all(),
            Self::Only(session) => Condition::all()
                .add(ApplicationSessionId.in_subquery(opened_in(session).into_query())),
            Self::AllBut(session) => Condition::all()
                .add(ApplicationSessionId.not_in_subquery(opened_in(session).into_query())),
        }
    }
}

/// The identifiers of what was opened in a session.
fn opened_in(session: Uuid) -> Select<application_session::Entity> {
    application_session::Entity::find()
        .select_only()
        .column(application_session::Column::Id)
        .filter(application_session::Column::SessionId.eq(session))
}

/// Whether access that outlives the session remains when the session ends for this reason: only if its
/// owner has just signed out. Every other reason is about the account's security.
const fn keeps_offline_access(reason: EndReason) -> bool {
    matches!(reason, EndReason::SignedOut)
}

impl HeldAccount<'_> {
    /// Ends all sessions of this account, or only the session `only`. Returns how many ended. Their
    /// access tokens become invalid immediately, and the sessions of applications opened in them end
    /// too.
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
        let (context, tx) = (self.context(), self.tx());
        self.share_open_applications().await?;
        let ended = Entity::update_many()
            .col_expr(Column::EndedAt, Expr::value(context.now()))
            .col_expr(Column::EndReason, Expr::value(reason))
            .filter(Column::AccountId.eq(self.account.id))
            .filter(Column::EndedAt.is_null())
            .filter(which.condition(Column::Id))
            .exec(tx)
            .await?
            .rows_affected;
        let offline = !keeps_offline_access(reason);
        let opened = which
            .condition(Opened::SessionId)
            .add(Opened::AccountId.eq(self.account.id));
        let reason = application_session::EndReason::SessionEnded;
        let ending = Ending { reason, offline };
        end_application_sessions(context, tx, opened, ending).await?;
        if offline {
            // Including what was granted in sessions that had already ended.
            let grants = which
                .grants()
                .add(oidc_grant::Column::AccountId.eq(self.account.id));
            revoke_grants(context, tx, grants).await?;
        }
        Ok(ended)
    }

    /// Ends what this account has opened in any application, before the account is deleted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_applications(&self) -> Result<(), Error> {
        self.share_all_applications().await?;
        let opened = application_session::Column::AccountId.eq(self.account.id);
        let ending = Ending {
            reason: application_session::EndReason::SessionEnded,
            offline: true,
        };
        let which = Condition::all().add(opened);
        end_application_sessions(self.context(), self.tx(), which, ending).await?;
        Ok(())
    }
}
