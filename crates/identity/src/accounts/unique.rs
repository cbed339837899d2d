use contract::problem::FieldError;
use sea_orm::{DbErr, SqlErr};

use crate::Error;

/// Converts the violation of a unique index into an error about the field.
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
