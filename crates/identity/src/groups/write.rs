//! Writes the rows of groups and their members.

use contract::problem::FieldError;
use entity::user_group::{ActiveModel, Column, Entity, Model};
use entity::{Version, group_member};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, SqlErr,
    TryInsertResult,
};
use uuid::Uuid;

use crate::Error;
use crate::accounts::HeldAccount;
use crate::fields::{Fields, NAME};
use crate::lists::{group_name_key, search_words};

/// The maximum length of a description, in characters.
const DESCRIPTION: usize = 500;

/// A new group with validated values.
pub(crate) struct NewGroup {
    pub id: Uuid,
    pub organization: Uuid,
    pub name: String,
    pub description: Option<String>,
    pub created_at: Timestamp,
}

/// Validates the name of a group.
pub(super) fn name(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("name", text, NAME)
}

/// Validates the description of a group. An empty one becomes `None`.
pub(super) fn description(fields: &mut Fields, text: Option<String>) -> Option<String> {
    fields.optional("description", text, DESCRIPTION)
}

/// The columns that a name determines.
pub(super) fn named(name: String) -> ActiveModel {
    ActiveModel {
        name_key: Set(group_name_key(&name)),
        search_words: Set(search_words([name.as_str()]).text),
        name: Set(name),
        ..Default::default()
    }
}

/// Inserts a new group without members.
///
/// # Errors
/// `taken` if another group has this name.
pub(crate) async fn insert(tx: &impl ConnectionTrait, new: NewGroup) -> Result<Model, Error> {
    let row = ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization),
        description: Set(new.description),
        members: Set(0),
        created_at: Set(new.created_at),
        version: Set(Version::FIRST),
        ..named(new.name)
    };
    Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(taken)
}

/// Converts the violation of the unique index of names into an error about the name.
pub(super) fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("name_key") => {
            let message = "Another group has this name";
            Error::Taken(vec![FieldError::new("name", "taken", message)])
        }
        _ => error.into(),
    }
}

/// Adds the held user to the held group. Returns whether the user was not in it before.
///
/// # Errors
/// If the database fails.
pub(crate) async fn insert_member(held: &HeldAccount<'_>, group: &Model) -> Result<bool, Error> {
    let row = group_member::ActiveModel {
        group_id: Set(group.id),
        account_id: Set(held.account.id),
        organization_id: Set(group.organization_id),
        added_at: Set(held.context().now()),
    };
    let key = [
        group_member::Column::GroupId,
        group_member::Column::AccountId,
    ];
    let inserted = group_member::Entity::insert(row)
        .on_conflict_do_nothing_on(key)
        .exec_without_returning(held.tx())
        .await?;
    let is_new = matches!(inserted, TryInsertResult::Inserted(1));
    if is_new {
        count(held.tx(), group, 1).await?;
    }
    Ok(is_new)
}

/// Removes the held user from the held group. Returns whether the user was in it.
///
/// # Errors
/// If the database fails.
pub(super) async fn delete_member(held: &HeldAccount<'_>, group: &Model) -> Result<bool, Error> {
    let deleted = group_member::Entity::delete_by_id((group.id, held.account.id))
        .exec(held.tx())
        .await?;
    let was_in = deleted.rows_affected > 0;
    if was_in {
        count(held.tx(), group, -1).await?;
    }
    Ok(was_in)
}

async fn count(tx: &impl ConnectionTrait, group: &Model, added: i64) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Members, Expr::col(Column::Members).add(added))
        .filter(Column::Id.eq(group.id))
        .exec(tx)
        .await?;
    Ok(())
}
