use contract::page::{ListQuery, Page};
use contract::users::User;
use entity::account::Column;
use entity::{account, user_profile};
use rules::role::Permission;
use rules::status::PasswordStatus;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    Select,
};

use super::read::{activations, show};
use crate::actor::Operator;
use crate::addresses::Portal;
use crate::lists::{
    AccountSort, Field, Request, Shape, Values, account_rows, has_status, matching,
};
use crate::{Context, Error};

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
            name: "department",
            values: Values::Text,
        },
    ],
    search: true,
};

/// A page of users. Sorts: `name` (the default), `email`, `username`, `createdAt`,
/// `lastSignInAt`. Filters: `state`, `passwordStatus`, `department`. Needs `users:read`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    operator: &Operator,
    query: &ListQuery,
) -> Result<Page<User>, Error> {
    operator.require(Permission::UsersRead)?;
    let request = SHAPE.read(context, operator.organization(), None, query)?;
    let users = matches(context, operator, &request);
    let read = context.database().read();
    let (rows, total) = tokio::join!(
        account_rows(read, users.clone(), &request),
        users.count(read)
    );
    let rows = rows?;
    let ids: Vec<_> = rows.iter().map(|(account, _)| account.id).collect();
    let mut pending = activations(context, read, &ids).await?;
    let sort = AccountSort::of(request.sort);
    request.page(
        context,
        rows,
        total?,
        |(account, _)| sort.key(account),
        |(account, profile)| {
            let activation = pending.remove(&account.id);
            show(context, account, profile, activation.as_ref())
        },
    )
}

fn matches(context: &Context, operator: &Operator, request: &Request) -> Select<account::Entity> {
    let organization = operator.organization();
    let mut users = account::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Kind.eq(Portal::User.account_kind()));
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
    if let Some(departments) = request.values("department") {
        let there = user_profile::Entity::find()
            .select_only()
            .column(user_profile::Column::AccountId)
            .filter(user_profile::Column::OrganizationId.eq(organization.0))
            .filter(user_profile::Column::Department.is_in(departments))
            .into_query();
        users = users.filter(Column::Id.in_subquery(there));
    }
    for word in &request.words {
        users = users.filter(Column::Id.in_subquery(matching(organization, word)));
    }
    users
}
