//! Validates what a view contains, and where it is kept.

use contract::exports::user_columns;
use contract::ids::OrganizationId;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use entity::organization;
use entity::saved_view::{Column, Entity};
use rules::role::Permission;
use rules::view::{MOST_COLUMNS, MOST_VIEWS, ViewedList};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::actor::AdminPrincipal;
use crate::fields::{Fields, NAME};
use crate::user_attributes::Definitions;
use crate::{Context, Error, users};

/// The maximum length of a filter, in characters.
const LONGEST_FILTER: usize = 4000;

/// Validates the name of a view.
pub(super) fn name(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("name", text, NAME)
}

/// Validates the search, filter and sort of a view, as the list itself does.
///
/// # Errors
/// If they cannot be validated now.
pub(super) fn query(
    context: &Context,
    principal: &AdminPrincipal,
    fields: &mut Fields,
    (list, query): (ViewedList, &ListQuery),
) -> Result<(), Error> {
    let filter = query.filter.as_deref().unwrap_or_default();
    if filter.chars().count() > LONGEST_FILTER {
        let mend = format!("Use at most {LONGEST_FILTER} characters");
        fields.refuse("filter", "too_long", mend);
        return Ok(());
    }
    let checked = match list {
        ViewedList::Users => users::check_query(context, principal.organization(), query),
    };
    match checked {
        Err(Error::InvalidQuery(errors)) => {
            fields.refuse_all(errors);
            Ok(())
        }
        checked => checked,
    }
}

/// Validates the columns of a view.
///
/// # Errors
/// If the database fails.
pub(super) async fn columns(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    fields: &mut Fields,
    (list, columns): (ViewedList, &[String]),
) -> Result<(), Error> {
    let mut known = match list {
        ViewedList::Users => user_columns(),
    };
    known.extend(Definitions::read(db, organization).await?.columns());
    if columns.len() > MOST_COLUMNS {
        let mend = format!("Choose at most {MOST_COLUMNS} columns");
        fields.refuse("columns", "too_many", mend);
        return Ok(());
    }
    for (index, column) in columns.iter().enumerate() {
        if !known.contains(column) {
            let mend = format!("Choose among the columns of exports: {}", known.join(", "));
            fields.refuse("columns", "unknown", mend);
            return Ok(());
        }
        if columns[..index].contains(column) {
            fields.refuse("columns", "duplicate", "Choose each column once");
            return Ok(());
        }
    }
    Ok(())
}

/// The owner of a view that is `shared`, or not: none, or the principal.
///
/// # Errors
/// `forbidden` if the principal may not share views, or if an API key would own one.
pub(super) fn owner(principal: &AdminPrincipal, shared: bool) -> Result<Option<Uuid>, Error> {
    if shared {
        principal.require(Permission::UsersWrite)?;
        return Ok(None);
    }
    Ok(Some(principal.person()?.id().0))
}

/// Refuses if this owner, or the organization, has the maximum number of views. Others wait here until `tx`
/// ends, so that parallel requests cannot exceed the maximum.
///
/// # Errors
/// `conflict`.
pub(super) async fn check_room(
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    owner: Option<Uuid>,
) -> Result<(), Error> {
    let held = organization::Entity::find_by_id(principal.organization().0);
    let held = QuerySelect::lock(held, LockType::NoKeyUpdate);
    held.one(tx).await?.ok_or(Error::NotFound)?;
    let owned = match owner {
        Some(owner) => Column::OwnerId.eq(owner),
        None => Column::OwnerId.is_null(),
    };
    let there = Entity::find()
        .filter(Column::OrganizationId.eq(principal.organization().0))
        .filter(owned)
        .count(tx)
        .await?;
    if there >= MOST_VIEWS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "There are 100 of these views. Delete one that is no longer used first",
        ));
    }
    Ok(())
}
