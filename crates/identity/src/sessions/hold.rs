use contract::problem::ProblemType;
use entity::session;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
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
        let held = HeldAccount::by_id(context, self.account).await?;
        let held = held.ok_or_else(over)?;
        let live = session::Entity::find_by_id(self.session)
            .filter(session::Column::EndedAt.is_null())
            .one(held.tx())
            .await?;
        Ok((held, live.ok_or_else(over)?))
    }
}

/// The error for a request whose session has ended.
pub(super) fn over() -> Error {
    Error::Refused(ProblemType::Unauthenticated, "Your session has ended")
}
