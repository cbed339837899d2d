use std::sync::LazyLock;

use contract::filter::{AttributeFilter, Days, Moment, RecoveryEmailStatus, UserFilter};
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use contract::users::User;
use entity::account::Column;
use entity::{account, organization};
use rules::account::AccountKind;
use rules::email::EmailAddress;
use rules::mfa::MfaRequirement;
use rules::password_aging::ComplianceDeadline;
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, Select};

use super::load::{activations, show};
use super::profile::profile_of;
use crate::accounts::find_organization;
use crate::factors::Mfa;
use crate::lists::{
    AccountList, AccountPage, AccountSort, ColumnSort, CopiedFilter, KeySort, Request, Shape,
    all_of, any, employee_number_key, expires_between, has_expired, has_mfa_status, has_status,
    line_key, one_of, set_before,
};
use crate::password_aging::compliance_deadline;
use crate::permitted::{Permitted, UsersRead};
use crate::user_attributes::{attribute_sort, matching_values, values_of};
use crate::{Context, Error};

/// The names of the sorts of users. `attributes.<name>` stands for each attribute of the organization.
static SORTS: LazyLock<Vec<&'static str>> = LazyLock::new(AccountSort::names);

/// The names of the sorts of users, for the documentation.
pub fn sorts() -> &'static [&'static str] {
    &SORTS
}

fn shape() -> Shape {
    Shape {
        // Cursors of "users" were made when users without a value came first.
        name: "users-2",
        sorts: sorts(),
        default_sort: "name",
        search: true,
    }
}

/// Parses a query for the list of users.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
pub(super) fn read(
    context: &Context,
    organization: OrganizationId,
    query: &ListQuery,
) -> Result<Request<UserFilter>, Error> {
    shape().read(context, organization, None, query)
}

/// Lists users, by default sorted by name, or else by one of [`sorts`]. The filter `group` also requires
/// `groups:read`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<User>, Error> {
    let organization = principal.organization();
    let request = read(context, organization, query)?;
    if !request.filter.group.is_empty() {
        principal.require(Permission::GroupsRead)?;
    }
    page(context, organization, &request).await
}

/// Checks the search, the filter and the sort of a query without reading anything, such as whether an attribute
/// exists.
///
/// # Errors
/// `invalid-query`.
pub(crate) fn check_query(
    context: &Context,
    organization: OrganizationId,
    query: &ListQuery,
) -> Result<(), Error> {
    read(context, organization, query).map(drop)
}

/// Selects all users who match the search and the filter of a query, for a statement that copies from them.
///
/// # Errors
/// `invalid-query`.
pub(crate) async fn matching(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    query: &ListQuery,
) -> Result<Select<account::Entity>, Error> {
    let request = read(context, organization, query)?;
    let found = find_organization(db, organization).await?;
    let list = account_list(context, db, &found, &request).await?;
    list.all(db).await
}

/// Reads a page.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<UserFilter>,
) -> Result<Page<User>, Error> {
    let read = context.database().read();
    let found = find_organization(read, organization).await?;
    let list = account_list(context, read, &found, request).await?;
    let AccountPage { rows, total, last } = list.page(read).await?;
    let ids: Vec<_> = rows.iter().map(|(account, _)| account.id).collect();
    let mut pending = activations(context, read, &ids).await?;
    let mut attributes = values_of(read, organization, &ids).await?;
    let settings = found.settings;
    let mfa = Mfa::read(read, settings.mfa_policy, &ids).await?;
    let items = rows.into_iter().map(|(account, profile)| {
        let attributes = attributes.remove(&account.id).unwrap_or_default();
        let activation = pending.remove(&account.id);
        show(
            context,
            account,
            (profile_of(profile), attributes),
            activation.as_ref(),
            &mfa,
            &settings.lockout_policy,
        )
    });
    request.page_up_to(context, items.collect(), total, last)
}

/// What a request sorts by.
///
/// # Errors
/// `invalid-query` if there is no such attribute; `invalid-cursor` if there was another one with its name.
async fn sort_of(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    request: &Request<UserFilter>,
) -> Result<AccountSort, Error> {
    match request.sort.strip_prefix("attributes.") {
        Some(name) => {
            let sort = attribute_sort(db, organization, name).await?;
            request.check_attribute(sort.id)?;
            Ok(AccountSort::Key(KeySort::Attribute(sort)))
        }
        None => Ok(AccountSort::of(&request.sort, context.now())),
    }
}

async fn account_list<'a>(
    context: &Context,
    db: &impl ConnectionTrait,
    found: &organization::Model,
    request: &'a Request<UserFilter>,
) -> Result<AccountList<'a, UserFilter>, Error> {
    let organization = OrganizationId(found.id);
    let (deadline, policy) = (compliance_deadline(found), found.settings.mfa_policy.users);
    let accepted = any(&request.filter.terms_accepted, |is| {
        whether(
            *is,
            Condition::all().add(Column::TermsVersion.gte(found.terms_version)),
        )
    });
    let (indexed, tested) = passes(&request.filter, deadline, policy, context.now());
    Ok(AccountList {
        organization,
        kind: AccountKind::User,
        request,
        sort: sort_of(context, db, organization, request).await?,
        indexed: indexed.into_iter().filter(|one| !one.is_empty()).collect(),
        tested: all_of([tested, accepted]),
        groups: &request.filter.group,
        attributes: matching_values(db, organization, &request.filter.attributes).await?,
        copied: Some(copied(&request.filter)),
    })
}

/// The filter by what search words and attributes have copies of.
fn copied(filter: &UserFilter) -> CopiedFilter {
    let others = UserFilter {
        state: Vec::new(),
        department: Vec::new(),
        group: Vec::new(),
        attributes: AttributeFilter::default(),
        ..filter.clone()
    };
    CopiedFilter {
        states: filter.state.clone(),
        departments: line_keys(&filter.department),
        is_all: others == UserFilter::default(),
    }
}

fn line_keys(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| line_key(text)).collect()
}

/// The filter as conditions on accounts: those that have an index, and the rest.
fn passes(
    filter: &UserFilter,
    deadline: Option<ComplianceDeadline>,
    policy: MfaRequirement,
    now: Timestamp,
) -> (Vec<Condition>, Condition) {
    let UserFilter {
        state,
        password_status,
        password_expired,
        password_older_than,
        password_expires_within,
        password_never_expires,
        must_comply,
        recovery_email,
        mfa,
        department,
        employee_type,
        manager,
        email,
        username,
        employee_number,
        mfa_requirement,
        created_since,
        created_before,
        updated_since,
        updated_before,
        last_sign_in_since,
        last_sign_in_before,
        // Compared with the current version of the organization's terms by the caller.
        terms_accepted: _,
        // See `AccountList::groups`.
        group: _,
        // See `matching_values`, which reads their definitions.
        attributes: _,
    } = filter;
    let keys = |texts: &[String]| -> Vec<String> {
        texts.iter().map(|text| text.to_ascii_lowercase()).collect()
    };
    let emails: Vec<_> = email
        .iter()
        .map(|email| EmailAddress::key_of(email))
        .collect();
    let numbers: Vec<_> = employee_number
        .iter()
        .map(|number| employee_number_key(number))
        .collect();
    // Without a deadline, no password was set too early.
    let complies_since = deadline.map_or(Timestamp::from_unix_millis(0), |one| one.since);
    let length = |days: &Days| rules::password_aging::days(days.get().into());
    let set_days_ago = |days: &Days| set_before(now.minus(length(days)));
    let expires_within = |days: &Days| expires_between(now, now.plus(length(days)));
    let status = any(password_status, |status| has_status(*status, now));
    let (status, statuses) = by_index(password_status, status);
    let one_mfa = any(mfa, |status| has_mfa_status(*status, now));
    let (one_mfa, several_mfa) = by_index(mfa, one_mfa);
    let indexed = vec![
        // They share an index.
        all_of([
            one_of(Column::State, state),
            one_of(Column::DepartmentKey, &line_keys(department)),
        ]),
        status,
        any(password_expired, |is| whether(*is, has_expired(now))),
        any(password_older_than, set_days_ago),
        any(password_expires_within, expires_within),
        any(must_comply, |is| whether(*is, set_before(complies_since))),
        one_mfa,
        one_of(Column::EmployeeTypeKey, &line_keys(employee_type)),
        one_of(Column::ManagerKey, &line_keys(manager)),
        one_of(Column::EmailKey, &emails),
        one_of(Column::UsernameKey, &keys(username)),
        one_of(Column::EmployeeNumberKey, &numbers),
        between(created_since, created_before, ColumnSort::CreatedAt),
        between(updated_since, updated_before, ColumnSort::UpdatedAt),
        between(
            last_sign_in_since,
            last_sign_in_before,
            ColumnSort::LastSignInAt,
        ),
    ];
    let rest = all_of([
        statuses,
        several_mfa,
        any(password_never_expires, |is| {
            Condition::all().add(Column::PasswordNeverExpires.eq(*is))
        }),
        any(recovery_email, |status| has_recovery_email(*status)),
        any(mfa_requirement, |one| has_requirement(*one, policy)),
    ]);
    (indexed, rest)
}

/// The condition that a status is one of `values`, as a condition with an index and as one without: the
/// ranges of several statuses are not in one index.
fn by_index<T>(values: &[T], condition: Condition) -> (Condition, Condition) {
    if values.len() > 1 {
        (Condition::all(), condition)
    } else {
        (condition, Condition::all())
    }
}

fn has_requirement(requirement: MfaRequirement, policy: MfaRequirement) -> Condition {
    let own = Condition::any().add(Column::MfaOverride.eq(requirement));
    if requirement == policy {
        own.add(Column::MfaOverride.is_null())
    } else {
        own
    }
}

/// Matches if the time by which `sort` sorts is in this range.
fn between(since: &[Moment], before: &[Moment], sort: ColumnSort) -> Condition {
    let at = || sort.by();
    all_of([
        any(since, |moment| Condition::all().add(at().gte(moment.get()))),
        any(before, |moment| Condition::all().add(at().lt(moment.get()))),
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
