use contract::problem::FieldError;
use sea_orm::{DbErr, SqlErr};

use crate::Error;

/// Reads the answer of a unique index into the field that it guards.
pub fn taken(error: DbErr) -> Error {
    let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err() else {
        return error.into();
    };
    if text.contains("email_key") {
        Error::Taken(FieldError::new(
            "email",
            "taken",
            "Another account uses this email address",
        ))
    } else if text.contains("username_key") {
        Error::Taken(FieldError::new(
            "username",
            "taken",
            "Another user has this username",
        ))
    } else {
        error.into()
    }
}
