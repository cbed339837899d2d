//! Ends the sessions of applications that users may no longer open.

use entity::application_session::{Column, EndReason, Entity};
use entity::{application, application_account, application_group, group_member, oidc_grant};
use rules::application::OpenTo;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::HeldAccount;
use super::end_applications::{Ending, end_application_sessions, revoke_grants};
use crate::{Context, Error};

impl HeldAccount<'_> {
    /// Ends the sessions of this account in applications that are no longer available to it. Call it after
    /// removing an assignment or a group, while holding the applications that it opened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_lost_applications(&self) -> Result<(), Error> {
        let which = Lost::Account(self.account.id);
        end_lost(self.context(), self.tx(), which).await
    }
}

/// As [`HeldAccount::end_lost_applications`], for all users of these applications.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_lost_applications(
    context: &Context,
    tx: &impl ConnectionTrait,
    applications: &[Uuid],
) -> Result<(), Error> {
    if applications.is_empty() {
        return Ok(());
    }
    end_lost(context, tx, Lost::Applications(applications)).await
}

/// Locks the applications that are assigned to a group, in the order of their identifiers, so that
/// nobody opens, changes or deletes them while the group is deleted or loses a member.
///
/// # Errors
/// When the database fails.
pub(crate) async fn hold_applications_of_group(
    tx: &DatabaseTransaction,
    group: Uuid,
) -> Result<Vec<Uuid>, Error> {
    let assigned = application_group::Entity::find()
        .select_only()
        .column(application_group::Column::ApplicationId)
        .filter(application_group::Column::GroupId.eq(group));
    let applications = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::Column::Id.in_subquery(assigned.into_query()))
        .order_by_asc(application::Column::Id);
    Ok(QuerySelect::lock(applications, LockType::NoKeyUpdate)
        .into_tuple()
        .all(tx)
        .await?)
}

/// The rows of `application_group` with those of `group_member`: the applications that are assigned to
/// users through their groups.
pub(crate) fn through_groups() -> Select<application_group::Entity> {
    let to_members: RelationDef = application_group::Entity::belongs_to(group_member::Entity)
        .from(application_group::Column::GroupId)
        .to(group_member::Column::GroupId)
        .into();
    application_group::Entity::find().join(JoinType::InnerJoin, to_members)
}

async fn end_lost(
    context: &Context,
    tx: &impl ConnectionTrait,
    which: Lost<'_>,
) -> Result<(), Error> {
    use oidc_grant::Column as Granted;
    let of_session = |column: Column| Expr::col((Entity, column));
    let lost = which
        .condition(Column::AccountId, Column::ApplicationId)
        .add(
            is_open(
                &of_session(Column::ApplicationId),
                &of_session(Column::AccountId),
            )
            .not(),
        );
    let ending = Ending {
        reason: EndReason::Unassigned,
        offline: true,
    };
    end_application_sessions(context, tx, lost, ending).await?;
    // Including what was granted in sessions that had already ended.
    let of_grant = |column: Granted| Expr::col((oidc_grant::Entity, column));
    let lost = which
        .condition(Granted::AccountId, Granted::ApplicationId)
        .add(
            is_open(
                &of_grant(Granted::ApplicationId),
                &of_grant(Granted::AccountId),
            )
            .not(),
        );
    revoke_grants(context, tx, lost).await?;
    Ok(())
}

/// Which users' sessions of applications, or which applications' sessions.
#[derive(Clone, Copy)]
enum Lost<'a> {
    Account(Uuid),
    Applications(&'a [Uuid]),
}

impl Lost<'_> {
    fn condition(self, account: impl ColumnTrait, application: impl ColumnTrait) -> Condition {
        Condition::all().add(match self {
            Self::Account(id) => account.eq(id),
            Self::Applications(ids) => application.is_in(ids.iter().copied()),
        })
    }
}

/// Whether the application in one column is available to the user in another.
fn is_open(application: &Expr, account: &Expr) -> Condition {
    let everyone = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(Expr::col((application::Entity, application::Column::Id)).eq(application.clone()))
        .filter(application::Column::OpenTo.eq(OpenTo::Everyone));
    let directly = {
        use application_account::{Column as Assigned, Entity as Assignment};
        Assignment::find()
            .select_only()
            .column(Assigned::AccountId)
            .filter(Expr::col((Assignment, Assigned::ApplicationId)).eq(application.clone()))
            .filter(Expr::col((Assignment, Assigned::AccountId)).eq(account.clone()))
    };
    let by_group = through_groups()
        .select_only()
        .column(application_group::Column::GroupId)
        .filter(
            Expr::col((
                application_group::Entity,
                application_group::Column::ApplicationId,
            ))
            .eq(application.clone()),
        )
        .filter(
            Expr::col((group_member::Entity, group_member::Column::AccountId)).eq(account.clone()),
        );
    Condition::any()
        .add(Expr::exists(everyone.into_query()))
        .add(Expr::exists(directly.into_query()))
        .add(Expr::exists(by_group.into_query()))
}
