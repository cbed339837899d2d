use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, session};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::actor::{Client, Party};
use crate::{Error, accounts};

/// Whoever is signed in, as far as their own sessions go.
#[derive(Clone)]
pub(crate) struct Owner<'a> {
    pub organization: OrganizationId,
    pub account: Uuid,
    pub session: Uuid,
    pub party: Party,
    pub client: &'a Client,
}

impl<'a> From<&'a crate::actor::SignedInUser> for Owner<'a> {
    fn from(user: &'a crate::actor::SignedInUser) -> Self {
        Self {
            organization: user.organization,
            account: user.id.0,
            session: user.session.0,
            party: user.party(),
            client: &user.client,
        }
    }
}

impl<'a> From<&'a crate::actor::SignedInAdministrator> for Owner<'a> {
    fn from(administrator: &'a crate::actor::SignedInAdministrator) -> Self {
        Self {
            organization: administrator.organization,
            account: administrator.id.0,
            session: administrator.session.0,
            party: administrator.party(),
            client: &administrator.client,
        }
    }
}

impl Owner<'_> {
    /// Holds the caller's account until `tx` ends. Whoever was shut out since the request was
    /// let in is too late: what shut them out has seen all that they did.
    ///
    /// # Errors
    /// `unauthenticated` when the session has ended.
    pub async fn hold(&self, tx: &DatabaseTransaction) -> Result<account::Model, Error> {
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
