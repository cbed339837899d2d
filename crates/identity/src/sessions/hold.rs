use contract::problem::ProblemType;
use entity::session;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
use crate::{Context, Error, accounts};

impl SignedIn {
    /// Holds the person's account, and checks that their session is still valid.
    ///
    /// # Errors
    /// `unauthenticated` if the session has ended since the request was authenticated.
    pub(crate) async fn hold<'a>(&self, context: &'a Context) -> Result<HeldAccount<'a>, Error> {
        let tx = context.database().begin().await?;
        let member = accounts::hold_member(&tx, self.account).await?;
        let live = session::Entity::find_by_id(self.session)
            .filter(session::Column::EndedAt.is_null())
            .count(&tx)
            .await?;
        let member = member.filter(|_| live == 1).ok_or_else(over)?;
        Ok(HeldAccount::from_locked(context, tx, member))
    }
}

/// The error for a request whose session has ended.
pub(super) fn over() -> Error {
    Error::Refused(ProblemType::Unauthenticated, "Your session has ended")
}
