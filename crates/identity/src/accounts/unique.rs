use contract::problem::FieldError;
use entity::account::{Column, Entity};
use rules::account::AccountKind;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, SqlErr};
use uuid::Uuid;

use super::by_email_key;
use crate::Error;
use crate::addresses::Portal;

/// The values that no other user may have.
pub(crate) struct UniqueKeys<'a> {
    pub id: Uuid,
    pub organization: Uuid,
    pub email: &'a str,
    pub username: &'a str,
    pub employee_number: Option<&'a str>,
}

/// Checks that no other user has one of these values. The unique indexes alone would name only one
/// of several; they still decide between two parallel requests.
///
/// # Errors
/// `taken` with each value that another user has.
pub(crate) async fn check_unique(
    db: &impl ConnectionTrait,
    keys: &UniqueKeys<'_>,
) -> Result<(), Error> {
    // Each alternative has all columns of its index, because SQLite considers them one by one.
    let user = Condition::all().add(Column::Kind.eq(AccountKind::User));
    let organization = user
        .clone()
        .add(Column::OrganizationId.eq(keys.organization));
    let mut same = Condition::any()
        .add(user.add(Column::EmailKey.eq(keys.email)))
        .add(
            organization
                .clone()
                .add(Column::UsernameKey.eq(keys.username)),
        );
    if let Some(number) = keys.employee_number {
        same = same.add(organization.add(Column::EmployeeNumberKey.eq(number)));
    }
    let others = Entity::find()
        .filter(same)
        .filter(Column::Id.ne(keys.id))
        .all(db)
        .await?;
    let mine = |other: &&entity::account::Model| other.organization_id == keys.organization;
    let mut errors = Vec::new();
    if others.iter().any(|other| other.email_key == keys.email) {
        errors.push(email_taken());
    }
    let colleagues: Vec<_> = others.iter().filter(mine).collect();
    if colleagues
        .iter()
        .any(|other| other.username_key == keys.username)
    {
        errors.push(username_taken());
    }
    let number = keys.employee_number;
    if number.is_some()
        && colleagues
            .iter()
            .any(|other| other.employee_number_key.as_deref() == number)
    {
        errors.push(employee_number_taken());
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Taken(errors))
    }
}

/// Whether another user has the company email with this key.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_email(
    db: &impl ConnectionTrait,
    other_than: Uuid,
    email_key: &str,
) -> Result<bool, Error> {
    let others = by_email_key(Portal::User, email_key).filter(Column::Id.ne(other_than));
    Ok(others.one(db).await?.is_some())
}

fn email_taken() -> FieldError {
    FieldError::new("email", "taken", "Another account uses this email address")
}

fn username_taken() -> FieldError {
    FieldError::new("username", "taken", "Another user has this username")
}

fn employee_number_taken() -> FieldError {
    FieldError::new(
        "employeeNumber",
        "taken",
        "Another user has this employee number",
    )
}

/// Converts the violation of a unique index into an error about the field.
pub fn taken(error: DbErr) -> Error {
    let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err() else {
        return error.into();
    };
    if text.contains("email_key") {
        Error::Taken(vec![email_taken()])
    } else if text.contains("username_key") {
        Error::Taken(vec![username_taken()])
    } else if text.contains("employee_number_key") {
        Error::Taken(vec![employee_number_taken()])
    } else {
        error.into()
    }
}
