use contract::applications::{AccessCheck, AccessResult, AccessStep, ApplicationAccess};
use contract::ids::{ApplicationId, UserId};
use contract::page::{CountQuery, Counting};
use entity::account::Column;
use entity::{application, application_account, application_group, group_member};
use rules::access::{Decision, Refusal, RequestFacts, StepUp, explain, lock_under, may_open};
use rules::account::AccountKind;
use rules::application::{ApplicationProtocol, OpenTo};
use rules::role::Permission;
use rules::saml::NameIdFormat;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::assignment::Assignments;
use super::gate::Person;
use super::saml_settings::StoredSaml;
use crate::accounts::{facts as password_facts, find_member_of, through_groups};
use crate::addresses::Portal;
use crate::lists::{count, scope};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Counts the active users that an application is open to, up to 10,001 unless `query` asks for all.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn access(
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

/// Asks the gate on behalf of a user without a session. The application is not opened. Also requires `users:read`.
///
/// # Errors
/// `not-found` if the application or the user does not exist, `forbidden`.
pub async fn check_access(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    user: UserId,
) -> Result<AccessCheck, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let member = find_member_of(read, organization, Portal::User, user.0).await?;
    let assignments = Assignments::read(read, member.account.id, Some(application.id)).await?;
    let assignment = assignments.of(&application);
    let person = Person::read(read, &member).await?;
    let now = context.now();
    let request = RequestFacts {
        asserts_email: asserts_email(read, &application).await?,
        ..RequestFacts::default()
    };
    let facts = person.facts(&application, assignment.applies(), None, (request, now));
    let (result, reason, step_up) = parts(may_open(&facts));
    let steps = explain(&facts).map(|(check, decision)| {
        let (result, reason, step_up) = parts(decision);
        AccessStep {
            check,
            result,
            reason,
            step_up,
        }
    });
    Ok(AccessCheck {
        result,
        reason,
        step_up,
        steps: steps.to_vec(),
        assignment,
        factor: application.factor,
        enrolled: person.kinds,
        lock: lock_under(application.on_lock, &password_facts(&member.account), now),
    })
}

/// Whether the application identifies users by their email, unless a request asks for another name.
///
/// # Errors
/// If the database fails.
pub(super) async fn asserts_email(
    db: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<bool, Error> {
    if application.protocol != ApplicationProtocol::Saml {
        return Ok(false);
    }
    let stored = StoredSaml::find(db, application.id).await?;
    Ok(stored.is_some_and(|stored| stored.settings().name_id == NameIdFormat::Email))
}

const fn parts(decision: Decision) -> (AccessResult, Option<Refusal>, Option<StepUp>) {
    match decision {
        Decision::Open => (AccessResult::Open, None, None),
        Decision::StepUp(step_up) => (AccessResult::StepUp, None, Some(step_up)),
        Decision::Refuse(reason) => (AccessResult::Refuse, Some(reason), None),
    }
}
