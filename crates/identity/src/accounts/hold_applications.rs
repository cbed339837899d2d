//! Locks the applications that belong to an account, after the account and before their rows. Changes
//! of an application and changes of an account then wait for each other at the application, and cannot
//! deadlock on rows that the other has changed.

use entity::{
    application, application_account, application_session, application_use, consent, oidc_grant,
};
use sea_orm::sea_query::{LockType, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::HeldAccount;
use crate::Error;

impl HeldAccount<'_> {
    /// Locks the applications in which this account has a session that has not ended, or something that
    /// was granted and not revoked, until the transaction ends. Others may still open them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn share_open_applications(&self) -> Result<(), Error> {
        self.share_applications([self.opened(true), self.granted(true)])
            .await
    }

    /// As [`share_open_applications`](Self::share_open_applications), for all applications that have a
    /// row about this account, before the account is deleted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn share_all_applications(&self) -> Result<(), Error> {
        let of = self.account.id;
        let assigned = application_account::Entity::find()
            .select_only()
            .column(application_account::Column::ApplicationId)
            .filter(application_account::Column::AccountId.eq(of));
        let used = application_use::Entity::find()
            .select_only()
            .column(application_use::Column::ApplicationId)
            .filter(application_use::Column::AccountId.eq(of));
        let allowed = consent::Entity::find()
            .select_only()
            .column(consent::Column::ApplicationId)
            .filter(consent::Column::AccountId.eq(of));
        self.share_applications([
            self.opened(false),
            self.granted(false),
            assigned.into_query(),
            used.into_query(),
            allowed.into_query(),
        ])
        .await
    }

    /// The applications in which this account has sessions.
    fn opened(&self, live: bool) -> SelectStatement {
        use application_session::{Column, Entity};
        let opened = Entity::find()
            .select_only()
            .column(Column::ApplicationId)
            .filter(Column::AccountId.eq(self.account.id));
        let opened = if live {
            opened.filter(Column::EndedAt.is_null())
        } else {
            opened
        };
        opened.into_query()
    }

    /// The applications that were granted something about this account.
    fn granted(&self, live: bool) -> SelectStatement {
        use oidc_grant::{Column, Entity};
        let granted = Entity::find()
            .select_only()
            .column(Column::ApplicationId)
            .filter(Column::AccountId.eq(self.account.id));
        let granted = if live {
            granted.filter(Column::RevokedAt.is_null())
        } else {
            granted
        };
        granted.into_query()
    }

    async fn share_applications(
        &self,
        which: impl IntoIterator<Item = SelectStatement>,
    ) -> Result<(), Error> {
        let which = which.into_iter().fold(Condition::any(), |any, one| {
            any.add(application::Column::Id.in_subquery(one))
        });
        let applications = application::Entity::find()
            .select_only()
            .column(application::Column::Id)
            .filter(application::Column::OrganizationId.eq(self.account.organization_id))
            .filter(which)
            // In one order, so that two accounts that lock the same applications cannot deadlock.
            .order_by_asc(application::Column::Id);
        QuerySelect::lock(applications, LockType::Share)
            .into_tuple::<Uuid>()
            .all(self.tx())
            .await?;
        Ok(())
    }
}
