//! Writes down the users of a job. What happens to users, searches and filters afterwards does not change
//! who they are.

use std::collections::{HashMap, HashSet};

use contract::bulk_jobs::{BulkJobOutcome, BulkJobQuery, BulkJobUsers, SignInRemedy};
use contract::filter::UserFilter;
use contract::ids::{BulkJobId, OrganizationId, UserId};
use contract::page::ListQuery;
use entity::account;
use entity::bulk_job_user::{ActiveModel, Column, Entity};
use rules::account::AccountKind;
use rules::bulk::{MAX_LISTED, MAX_USERS};
use rules::role::Permission;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::actor::AdminPrincipal;
use crate::fields::Fields;
use crate::lists::scope;
use crate::tenant_rows::find;
use crate::users::matching;
use crate::{Context, Error};

/// The maximum length of a filter, in characters, as in saved views.
const LONGEST_FILTER: usize = 4000;
/// The users in the order of their names, as lists show them.
const BY_NAME: &str = r#"ROW_NUMBER() OVER (ORDER BY "account"."name_key", "account"."id")"#;
/// The users in the order of the other job.
const AS_BEFORE: &str = r#"ROW_NUMBER() OVER (ORDER BY "bulk_job_user"."number")"#;

/// Checks that the users can be chosen by this caller, without reading any.
///
/// # Errors
/// `invalid-fields`, `forbidden`.
pub(super) fn check(principal: &AdminPrincipal, users: &BulkJobUsers) -> Result<(), Error> {
    let BulkJobUsers {
        ids,
        matching,
        failed_in,
        remedy,
    } = users;
    let mut fields = Fields::default();
    let ways = [ids.is_some(), matching.is_some(), failed_in.is_some()];
    if ways.iter().filter(|named| **named).count() != 1 {
        let message = "Name exactly one of ids, matching and failedIn";
        fields.refuse("users", "required", message);
    }
    if remedy.is_some() && failed_in.is_none() {
        let message = "Use remedy with failedIn only";
        fields.refuse("users.remedy", "not_allowed", message);
    }
    if let Some(ids) = ids {
        let field = "users.ids";
        if ids.is_empty() {
            fields.refuse(field, "required", "List at least one user");
        } else if ids.len() > MAX_LISTED {
            let message = format!("List at most {MAX_LISTED} users, or use matching");
            fields.refuse(field, "too_many", message);
        } else if ids.iter().collect::<HashSet<_>>().len() < ids.len() {
            fields.refuse(field, "duplicate", "List each user once");
        }
    }
    let filter = matching.as_ref().and_then(|query| query.filter.as_deref());
    if filter.is_some_and(|filter| filter.chars().count() > LONGEST_FILTER) {
        let message = format!("Use at most {LONGEST_FILTER} characters");
        fields.refuse("users.matching.filter", "too_long", message);
    }
    fields.finish()?;
    if let Some(query) = matching {
        // How many match tells something about them.
        principal.require(Permission::UsersRead)?;
        // Errors in the filter are reported later.
        let filter = query.filter.as_deref().unwrap_or_default();
        let filter = filter.parse::<UserFilter>().unwrap_or_default();
        if !filter.group.is_empty() {
            principal.require(Permission::GroupsRead)?;
        }
    }
    if failed_in.is_some() {
        // So does for how many of them an action failed.
        principal.require(Permission::UsersRead)?;
    }
    Ok(())
}

/// Writes the users of a job, and returns their number.
///
/// # Errors
/// `invalid-fields` if there are none or too many, `invalid-query`, `not-found`.
pub(super) async fn choose(
    context: &Context,
    tx: &DatabaseTransaction,
    (organization, job): (OrganizationId, Uuid),
    users: &BulkJobUsers,
) -> Result<i32, Error> {
    let chosen = if let Some(ids) = &users.ids {
        listed(tx, (organization, job), ids).await?
    } else if let Some(query) = &users.matching {
        let select = select_matching(context, tx, (organization, job), query).await?;
        copy(tx, select).await?
    } else if let Some(other) = users.failed_in {
        find(tx, organization, other).await?;
        copy(tx, select_failed((organization, job), other, users.remedy)).await?
    } else {
        0
    };
    match i32::try_from(chosen) {
        Ok(0) => Err(Error::field("users", "required", "There is no such user")),
        Ok(number) if chosen <= u64::from(MAX_USERS) => Ok(number),
        _ => {
            let message = format!("Choose at most {MAX_USERS} users, for example with a filter");
            Err(Error::field("users", "too_many", message))
        }
    }
}

async fn listed(
    tx: &DatabaseTransaction,
    (organization, job): (OrganizationId, Uuid),
    ids: &[UserId],
) -> Result<u64, Error> {
    let known: Vec<(Uuid, String, String)> = scope(organization, AccountKind::User)
        .select_only()
        .columns([
            account::Column::Id,
            account::Column::Name,
            account::Column::Email,
        ])
        .filter(account::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .into_tuple()
        .all(tx)
        .await?;
    let known = known.into_iter();
    let mut known: HashMap<_, _> = known.map(|(id, name, email)| (id, (name, email))).collect();
    let rows = ids.iter().zip(1..).map(|(id, number)| {
        let (name, email) = known.remove(&id.0).unzip();
        ActiveModel {
            bulk_job_id: Set(job),
            number: Set(number),
            organization_id: Set(organization.0),
            account_id: Set(id.0),
            name: Set(name),
            email: Set(email),
            outcome: Set(None),
            problem: Set(None),
            remedy: Set(None),
        }
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(ids.len() as u64)
}

async fn select_matching(
    context: &Context,
    tx: &DatabaseTransaction,
    (organization, job): (OrganizationId, Uuid),
    query: &BulkJobQuery,
) -> Result<SelectStatement, Error> {
    let query = ListQuery {
        search: query.search.clone(),
        filter: query.filter.clone(),
        ..ListQuery::default()
    };
    let accounts = matching(context, tx, organization, &query).await?;
    let mut select = accounts.select_only().into_query();
    select
        .expr(Expr::value(job))
        .expr(Expr::cust(BY_NAME))
        .expr(Expr::value(organization.0))
        .column((account::Entity, account::Column::Id))
        .column((account::Entity, account::Column::Name))
        .column((account::Entity, account::Column::Email))
        .limit(u64::from(MAX_USERS) + 1);
    Ok(select)
}

fn select_failed(
    (organization, job): (OrganizationId, Uuid),
    other: BulkJobId,
    remedy: Option<SignInRemedy>,
) -> SelectStatement {
    let mut failed = Entity::find()
        .select_only()
        .filter(Column::BulkJobId.eq(other.0))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Outcome.eq(BulkJobOutcome::Failed));
    if let Some(remedy) = remedy {
        failed = failed.filter(Column::Remedy.eq(remedy));
    }
    let mut select = failed.into_query();
    select
        .expr(Expr::value(job))
        .expr(Expr::cust(AS_BEFORE))
        .expr(Expr::value(organization.0))
        .columns([
            (Entity, Column::AccountId),
            (Entity, Column::Name),
            (Entity, Column::Email),
        ]);
    select
}

/// Inserts what `select` selects, in one statement.
async fn copy(tx: &DatabaseTransaction, select: SelectStatement) -> Result<u64, Error> {
    let mut insert = Query::insert();
    insert.into_table(Entity).columns([
        Column::BulkJobId,
        Column::Number,
        Column::OrganizationId,
        Column::AccountId,
        Column::Name,
        Column::Email,
    ]);
    insert
        .select_from(select)
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(tx.execute(&insert).await?.rows_affected())
}
