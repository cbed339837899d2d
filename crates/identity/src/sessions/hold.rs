use contract::problem::ProblemType;
use entity::{account, session};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use crate::actor::SignedIn;
use crate::{Error, accounts};

impl SignedIn {
    /// Holds the person's account until `tx` ends, and checks that their session is still live.
    ///
    /// # Errors
    /// `unauthenticated` when the session has ended since the request was authenticated.
    pub(crate) async fn hold(&self, tx: &DatabaseTransaction) -> Result<account::Model, Error> {
        let account = accounts::hold_again(tx, self.account).await?;
        let live = session::Entity::find_by_id(self.session)
            .filter(session::Column::EndedAt.is_null())
            .count(tx)
            .await?;
        account.filter(|_| live == 1).ok_or_else(over)
    }
}

/// The session of a request is over.
pub(super) fn over() -> Error {
    Error::Refused(ProblemType::Unauthenticated, "Your session has ended")
}
