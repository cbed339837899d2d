use contract::problem::ProblemType;
use entity::session;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryTrait,
};

use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
use crate::database::StatementText;
use crate::{Context, Error};

impl SignedIn {
    /// Holds the person's account, and checks that their session is still valid.
    ///
    /// # Errors
    /// `unauthenticated` if the session has ended since the request was authenticated.
    pub(crate) async fn hold<'a>(&self, context: &'a Context) -> Result<HeldAccount<'a>, Error> {
        let (held, _) = self.hold_with_session(context).await?;
        Ok(held)
    }

    /// As [`hold`](Self::hold), and returns the session.
    ///
    /// # Errors
    /// `unauthenticated` if the session has ended since the request was authenticated.
    pub(crate) async fn hold_with_session<'a>(
        &self,
        context: &'a Context,
    ) -> Result<(HeldAccount<'a>, session::Model), Error> {
        static TEXT: StatementText = StatementText::new();
        let held = HeldAccount::by_id(context, self.account).await?;
        let held = held.ok_or_else(over)?;
        let backend = held.tx().get_database_backend();
        let statement = TEXT.with(backend, [self.session.into()], || {
            session::Entity::find_by_id(self.session)
                .filter(session::Column::EndedAt.is_null())
                .build(backend)
        });
        let live = session::Model::find_by_statement(statement)
            .one(held.tx())
            .await?;
        Ok((held, live.ok_or_else(over)?))
    }
}

/// The error for a request whose session has ended.
pub(super) fn over() -> Error {
    Error::Refused(ProblemType::Unauthenticated, "Your session has ended")
}
