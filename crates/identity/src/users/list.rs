use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use contract::users::User;
use entity::account::Column;
use entity::{account, user_profile};
use rules::account::AccountKind;
use rules::ageing::{ComplianceDeadline, OLDEST_PASSWORD};
use rules::mfa::MfaStatus;
use rules::status::PasswordStatus;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    Select,
};

use super::profile::profile_of;
use super::read::{activations, show};
use crate::ageing::find_deadline;
use crate::factors::Mfa;
use crate::lists::{
    AccountSort, Field, Found, Request, Shape, Values, account_rows, accounts_in, has_expired,
    has_mfa_status, has_status, scope, set_before,
};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

const KIND: AccountKind = AccountKind::User;

const YES_NO: &[&str] = &["true", "false"];

const SHAPE: Shape = Shape {
    name: "users",
    sorts: &["name", "email", "username", "createdAt", "lastSignInAt"],
    default_sort: "name",
    fields: &[
        Field {
            name: "state",
            values: Values::OneOf(&["staged", "active", "suspended"]),
        },
        Field {
            name: "passwordStatus",
            values: Values::OneOf(&["pending", "active", "expired", "locked"]),
        },
        Field {
            name: "passwordExpired",
            values: Values::OneOf(YES_NO),
        },
        Field {
            name: "passwordOlderThan",
            values: Values::Days(OLDEST_PASSWORD),
        },
        Field {
            name: "passwordNeverExpires",
            values: Values::OneOf(YES_NO),
        },
        Field {
            name: "mustComply",
            values: Values::OneOf(YES_NO),
        },
        Field {
            name: "recoveryEmail",
            values: Values::OneOf(&["none", "unverified", "verified"]),
        },
        Field {
            name: "mfa",
            values: Values::OneOf(&[
                "enrolled",
                "enrolment_period",
                "enrolment_overdue",
                "not_enrolled",
            ]),
        },
        Field {
            name: "department",
            values: Values::Text,
        },
    ],
    search: true,
};

/// A page of users. Sorts: `name` (the default), `email`, `username`, `createdAt`,
/// `lastSignInAt`. Filters: `state`, `passwordStatus`, `passwordExpired`, `passwordOlderThan`
/// (days), `passwordNeverExpires`, `mustComply`, `recoveryEmail`, `mfa`, `department`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<User>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read(context, organization, None, query)?;
    let read = context.database().read();
    let found = Found::plan(read, organization, &request).await?;
    let page = match &found {
        Some(found) => found.page(KIND, &request),
        None => scope(organization, KIND),
    };
    let deadline = match request.values("mustComply") {
        Some(_) => find_deadline(read, organization).await?,
        None => None,
    };
    let page = filtered(page, context, organization, &request, deadline);
    let (rows, total) = tokio::join!(
        account_rows(read, page, &request),
        total(context, organization, &request, found.as_ref(), deadline)
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
    request: &Request,
    found: Option<&Found>,
    deadline: Option<ComplianceDeadline>,
) -> Result<u64, Error> {
    let read = context.database().read();
    let states = request.values("state");
    let by_more = [
        "passwordStatus",
        "passwordExpired",
        "passwordOlderThan",
        "passwordNeverExpires",
        "mustComply",
        "recoveryEmail",
        "mfa",
        "department",
    ];
    let by_more = by_more.iter().any(|field| request.values(field).is_some());
    let all = match found {
        None if !by_more => return accounts_in(read, organization, KIND, states).await,
        None => scope(organization, KIND),
        Some(found) if !by_more && states.is_none() => return found.count(read).await,
        Some(found) => found.all(KIND),
    };
    Ok(filtered(all, context, organization, request, deadline)
        .count(read)
        .await?)
}

/// The accounts for which `holds` does, or does not, or both.
fn any_of(values: &[String], holds: impl Fn() -> Condition) -> Condition {
    values.iter().fold(Condition::any(), |any, value| {
        any.add(if value == "true" {
            holds()
        } else {
            holds().not()
        })
    })
}

fn filtered(
    mut users: Select<account::Entity>,
    context: &Context,
    organization: OrganizationId,
    request: &Request,
    deadline: Option<ComplianceDeadline>,
) -> Select<account::Entity> {
    if let Some(states) = request.values("state") {
        users = users.filter(Column::State.is_in(states));
    }
    if let Some(statuses) = request.values("passwordStatus") {
        let mut any = Condition::any();
        for status in statuses.iter().filter_map(|one| PasswordStatus::parse(one)) {
            any = any.add(has_status(status, context.now()));
        }
        users = users.filter(any);
    }
    if let Some(values) = request.values("passwordExpired") {
        users = users.filter(any_of(values, || has_expired(context.now())));
    }
    if let Some(ages) = request.values("passwordOlderThan") {
        // Of several the youngest takes in the others.
        let days = ages.iter().filter_map(|days| days.parse().ok()).min();
        let days = days.unwrap_or(OLDEST_PASSWORD);
        users = users.filter(set_before(
            context.now().minus(rules::ageing::days(days.into())),
        ));
    }
    if let Some(values) = request.values("passwordNeverExpires") {
        let exempt = values.iter().map(|value| value == "true");
        users = users.filter(Column::PasswordNeverExpires.is_in(exempt));
    }
    if let Some(values) = request.values("mustComply") {
        // Where there is no deadline, nobody is late.
        let since = deadline.map_or(Timestamp::from_unix_millis(0), |deadline| deadline.since);
        users = users.filter(any_of(values, || set_before(since)));
    }
    if let Some(standings) = request.values("recoveryEmail") {
        let mut any = Condition::any();
        for standing in standings {
            any = any.add(match standing.as_str() {
                "verified" => Condition::all().add(Column::RecoveryEmailVerifiedAt.is_not_null()),
                "unverified" => Condition::all()
                    .add(Column::RecoveryEmail.is_not_null())
                    .add(Column::RecoveryEmailVerifiedAt.is_null()),
                _ => Condition::all().add(Column::RecoveryEmail.is_null()),
            });
        }
        users = users.filter(any);
    }
    if let Some(standings) = request.values("mfa") {
        let mut any = Condition::any();
        for status in standings.iter().filter_map(|one| MfaStatus::parse(one)) {
            any = any.add(has_mfa_status(status, context.now()));
        }
        users = users.filter(any);
    }
    if let Some(departments) = request.values("department") {
        let there = user_profile::Entity::find()
            .select_only()
            .column(user_profile::Column::AccountId)
            .filter(user_profile::Column::OrganizationId.eq(organization.0))
            .filter(user_profile::Column::Department.is_in(departments))
            .into_query();
        users = users.filter(Column::Id.in_subquery(there));
    }
    users
}
