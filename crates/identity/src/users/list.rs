use contract::filter::{Days, RecoveryEmailStatus, UserFilter};
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use contract::users::User;
use entity::account::Column;
use entity::user_profile;
use rules::account::AccountKind;
use rules::ageing::ComplianceDeadline;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::profile::profile_of;
use super::read::{activations, show};
use crate::ageing::find_deadline;
use crate::factors::Mfa;
use crate::lists::{
    AccountSort, Found, Request, Shape, account_rows, accounts_in, all_of, any, has_expired,
    has_mfa_status, has_status, one_of, scope, set_before,
};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

const KIND: AccountKind = AccountKind::User;

const SHAPE: Shape = Shape {
    name: "users",
    sorts: &["name", "email", "username", "createdAt", "lastSignInAt"],
    default_sort: "name",
    search: true,
};

/// A page of users. Sorts: `name` (the default), `email`, `username`, `createdAt`,
/// `lastSignInAt`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<User>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<UserFilter>(context, organization, None, query)?;
    let read = context.database().read();
    let found = Found::plan(read, organization, &request).await?;
    let page = match &found {
        Some(found) => found.page(KIND, &request),
        None => scope(organization, KIND),
    };
    let deadline = match request.filter.must_comply.is_empty() {
        true => None,
        false => find_deadline(read, organization).await?,
    };
    let passes = passes(&request.filter, organization, deadline, context.now());
    let page = page.filter(passes.clone());
    let (rows, total) = tokio::join!(
        account_rows(read, page, &request),
        total(context, organization, &request, found.as_ref(), passes)
    );
    let rows: Vec<_> = rows?
        .into_iter()
        .map(|(account, profile)| (account, profile_of(profile)))
        .collect();
    let ids: Vec<_> = rows.iter().map(|(account, _)| account.id).collect();
    let mut pending = activations(context, read, &ids).await?;
    let mfa = Mfa::read(read, organization, &ids).await?;
    let sort = AccountSort::of(request.sort);
    request.page(
        context,
        rows,
        total?,
        |(account, _)| sort.key(account),
        |(account, profile)| {
            let activation = pending.remove(&account.id);
            show(context, account, profile, activation.as_ref(), &mfa)
        },
    )
}

/// How many match on all pages, counted only where that is not known.
async fn total(
    context: &Context,
    organization: OrganizationId,
    request: &Request<UserFilter>,
    found: Option<&Found>,
    passes: Condition,
) -> Result<u64, Error> {
    let read = context.database().read();
    let by_state_alone = UserFilter {
        state: request.filter.state.clone(),
        ..UserFilter::default()
    };
    let all = match found {
        None if request.filter == by_state_alone => {
            return accounts_in(read, organization, KIND, &request.filter.state).await;
        }
        None => scope(organization, KIND),
        Some(found) if request.filter == UserFilter::default() => return found.count(read).await,
        Some(found) => found.all(KIND),
    };
    Ok(all.filter(passes).count(read).await?)
}

/// What `filter` says of an account.
fn passes(
    filter: &UserFilter,
    organization: OrganizationId,
    deadline: Option<ComplianceDeadline>,
    now: Timestamp,
) -> Condition {
    let UserFilter {
        state,
        password_status,
        password_expired,
        password_older_than,
        password_never_expires,
        must_comply,
        recovery_email,
        mfa,
        department,
    } = filter;
    // Without a deadline, nobody is late.
    let complies_since = deadline.map_or(Timestamp::from_unix_millis(0), |one| one.since);
    let set_days_ago = |days: &Days| {
        let age = rules::ageing::days(days.get().into());
        set_before(now.minus(age))
    };
    all_of([
        one_of(Column::State, state),
        any(password_status, |status| has_status(*status, now)),
        any(password_expired, |is| whether(*is, has_expired(now))),
        any(password_older_than, set_days_ago),
        any(password_never_expires, |is| {
            Condition::all().add(Column::PasswordNeverExpires.eq(*is))
        }),
        any(must_comply, |is| whether(*is, set_before(complies_since))),
        any(recovery_email, |status| has_recovery_email(*status)),
        any(mfa, |status| has_mfa_status(*status, now)),
        any_department(organization, department),
    ])
}

fn whether(is: bool, condition: Condition) -> Condition {
    if is { condition } else { condition.not() }
}

fn has_recovery_email(status: RecoveryEmailStatus) -> Condition {
    match status {
        RecoveryEmailStatus::Verified => {
            Condition::all().add(Column::RecoveryEmailVerifiedAt.is_not_null())
        }
        RecoveryEmailStatus::Unverified => Condition::all()
            .add(Column::RecoveryEmail.is_not_null())
            .add(Column::RecoveryEmailVerifiedAt.is_null()),
        RecoveryEmailStatus::None => Condition::all().add(Column::RecoveryEmail.is_null()),
    }
}

fn any_department(organization: OrganizationId, names: &[String]) -> Condition {
    if names.is_empty() {
        return Condition::all();
    }
    let there = user_profile::Entity::find()
        .select_only()
        .column(user_profile::Column::AccountId)
        .filter(user_profile::Column::OrganizationId.eq(organization.0))
        .filter(user_profile::Column::Department.is_in(names))
        .into_query();
    Condition::all().add(Column::Id.in_subquery(there))
}
