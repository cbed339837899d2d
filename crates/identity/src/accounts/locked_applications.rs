//! Ends the sessions of applications whose policy removes the access of accounts that wrong passwords have
//! locked. Every other lock ends all sessions.

use entity::application_session::{Column, EndReason};
use entity::{account, application, oidc_grant};
use rules::account::AccountKind;
use rules::resource::AfterLoss;
use rules::status::LockReason;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::HeldAccount;
use super::end_applications::{Ending, end_application_sessions, revoke_grants};
use crate::{Context, Error};

/// Access that outlives the session ends too.
const ENDING: Ending = Ending {
    reason: EndReason::AccountLocked,
    offline: true,
};

impl HeldAccount<'_> {
    /// Ends the sessions of this account in the applications that remove the access of locked accounts. Call it
    /// when wrong passwords have locked the account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_locked_applications(&self) -> Result<(), Error> {
        self.share_open_applications().await?;
        let removing = || {
            use application::Column;
            let removing = application::Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::OrganizationId.eq(self.account.organization_id))
                .filter(Column::OnLock.eq(AfterLoss::Remove));
            removing.into_query()
        };
        let opened = Condition::all()
            .add(Column::AccountId.eq(self.account.id))
            .add(Column::ApplicationId.in_subquery(removing()));
        end_application_sessions(self.context(), self.tx(), opened, ENDING).await?;
        // Including what was granted in sessions that had already ended.
        let granted = Condition::all()
            .add(oidc_grant::Column::AccountId.eq(self.account.id))
            .add(oidc_grant::Column::ApplicationId.in_subquery(removing()));
        revoke_grants(self.context(), self.tx(), granted).await?;
        Ok(())
    }
}

/// Ends the sessions of all accounts that wrong passwords have locked, in an application that begins to remove
/// their access. The application must be locked.
///
/// # Errors
/// If the database fails.
pub(crate) async fn end_sessions_of_locked(
    context: &Context,
    tx: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<(), Error> {
    let opened = Condition::all()
        .add(Column::ApplicationId.eq(application.id))
        .add(Column::AccountId.in_subquery(locked(context, application)));
    end_application_sessions(context, tx, opened, ENDING).await?;
    let granted = Condition::all()
        .add(oidc_grant::Column::ApplicationId.eq(application.id))
        .add(oidc_grant::Column::AccountId.in_subquery(locked(context, application)));
    revoke_grants(context, tx, granted).await?;
    Ok(())
}

/// The users of the application's organization whom wrong passwords have locked now.
fn locked(context: &Context, application: &application::Model) -> SelectStatement {
    use account::Column;
    let until = Condition::any()
        .add(Column::LockedUntil.is_null())
        .add(Column::LockedUntil.gt(context.now()));
    account::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(application.organization_id))
        .filter(Column::Kind.eq(AccountKind::User))
        .filter(Column::LockedAt.is_not_null())
        .filter(Column::LockReason.eq(LockReason::FailedPasswordAttempts))
        .filter(until)
        .into_query()
}
