use contract::applications::ApplicationAccess;
use contract::ids::ApplicationId;
use contract::page::{CountQuery, Counting};
use entity::account::Column;
use entity::{application, application_account, application_group, group_member};
use rules::account::AccountKind;
use rules::application::OpenTo;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::accounts::through_groups;
use crate::lists::{count, scope};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Counts the active users that an application is open to, up to 10,001 unless `query` asks for all.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn count_access(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    query: CountQuery,
) -> Result<ApplicationAccess, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    let people = scope(organization, AccountKind::User)
        .filter(Column::State.eq(UserState::Active))
        .filter(is_open(&application));
    let exact = query.total == Some(Counting::Exact);
    let people = count(read, people.into_query(), exact).await?;
    Ok(ApplicationAccess {
        people: people.number,
        people_is_exact: people.is_exact,
    })
}

/// Matches the accounts that the application is open to.
fn is_open(application: &application::Model) -> Condition {
    if application.open_to == OpenTo::Everyone {
        return Condition::all();
    }
    let directly = application_account::Entity::find()
        .select_only()
        .column(application_account::Column::AccountId)
        .filter(application_account::Column::ApplicationId.eq(application.id));
    let by_group = through_groups()
        .select_only()
        .expr_as(
            Expr::col((group_member::Entity, group_member::Column::AccountId)),
            "account_id",
        )
        .filter(
            Expr::col((
                application_group::Entity,
                application_group::Column::ApplicationId,
            ))
            .eq(application.id),
        );
    Condition::any()
        .add(Column::Id.in_subquery(directly.into_query()))
        .add(Column::Id.in_subquery(by_group.into_query()))
}
