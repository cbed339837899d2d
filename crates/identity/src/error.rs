//! The error type of all use cases, and its mapping to problem documents.

use std::time::Duration;

use contract::filter::FilterError;
use contract::problem::{FieldError, Problem, ProblemType};
use rules::status::{Lock, LockReason};
use sea_orm::DbErr;

use crate::crypto::QueueFull;
use crate::database::is_away;

/// Why a use case was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Some fields are invalid.
    #[error("invalid fields: {}", .0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>().join(", "))]
    InvalidFields(Vec<FieldError>),
    /// A unique value is taken.
    #[error("taken: {}", .0.field)]
    Taken(FieldError),
    /// Refused with this problem type and message.
    #[error("{code}: {1}", code = .0.code())]
    Refused(ProblemType, &'static str),
    /// A repeated create whose first response cannot be given again. The message describes what was
    /// created.
    #[error("already created: {0}")]
    AlreadyCreated(String),
    /// The list does not support the query. The message says what it supports.
    #[error("invalid query: {0}")]
    InvalidQuery(String),
    /// The password was correct, but the account is locked.
    #[error("the account is locked")]
    Locked(Lock),
    /// Too many requests. Retry after this time.
    #[error("too many requests")]
    TooManyRequests(Duration),
    /// Not found, or in another organization.
    #[error("not found")]
    NotFound,
    /// The password hashing queue is full.
    #[error(transparent)]
    Busy(#[from] QueueFull),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// An unexpected error.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<FilterError> for Error {
    fn from(error: FilterError) -> Self {
        Self::InvalidQuery(error.to_string())
    }
}

impl Error {
    /// An unexpected error. `what` is logged and never sent to the caller.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::Internal(what.into())
    }

    /// A single invalid field.
    pub fn field(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self::InvalidFields(vec![FieldError::new(field, code, message)])
    }

    /// Whether this is a server error, to be logged as such.
    pub const fn is_internal(&self) -> bool {
        matches!(self, Self::Database(_) | Self::Internal(_))
    }

    /// Whether the database does not respond, so that nothing else that needs it can succeed now.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Database(error) if is_away(error))
    }

    /// The problem document for the caller. It does not reveal internal errors.
    pub fn problem(&self) -> Problem {
        match self {
            Self::InvalidFields(errors) => Problem {
                errors: errors.clone(),
                ..Problem::new(ProblemType::InvalidFields, "Correct the invalid fields")
            },
            Self::Taken(error) => Problem {
                errors: vec![error.clone()],
                ..Problem::new(ProblemType::Taken, error.message.clone())
            },
            Self::Refused(kind, detail) => Problem::new(*kind, *detail),
            Self::AlreadyCreated(detail) => {
                Problem::new(ProblemType::AlreadyCreated, detail.as_str())
            }
            Self::InvalidQuery(detail) => Problem::new(ProblemType::InvalidQuery, detail.as_str()),
            Self::Locked(lock) => Problem {
                lock: Some(*lock),
                ..Problem::new(
                    ProblemType::AccountLocked,
                    // A password reset cannot end this lock, because it requires the factor that is
                    // locked.
                    match (lock.reason, lock.until) {
                        (LockReason::FailedPasswordAttempts, Some(_)) => {
                            "Wait until the lock ends, reset your password, or ask your administrator to unlock your account"
                        }
                        (LockReason::FailedPasswordAttempts, None) => {
                            "Reset your password, or ask your administrator to unlock your account"
                        }
                        (_, Some(_)) => {
                            "Wait until the lock ends, or ask your administrator to unlock your account"
                        }
                        (_, None) => "Ask your administrator to unlock your account",
                    },
                )
            },
            Self::TooManyRequests(after) => Problem {
                retry_after_seconds: Some(after.as_secs().max(1)),
                ..Problem::new(
                    ProblemType::TooManyRequests,
                    "Wait a moment, then try again",
                )
            },
            Self::NotFound => Problem::new(
                ProblemType::NotFound,
                "It may have been deleted, or the URL is wrong",
            ),
            Self::Busy(_) => Problem {
                retry_after_seconds: Some(1),
                ..Problem::new(ProblemType::Busy, "Try again in a moment")
            },
            Self::Database(_) if self.is_away() => Problem {
                retry_after_seconds: Some(2),
                ..Problem::new(
                    ProblemType::Busy,
                    "The database does not respond. Try again in a moment",
                )
            },
            Self::Database(_) | Self::Internal(_) => Problem::new(
                ProblemType::Internal,
                "Try again. If the error persists, send the request id to your administrator",
            ),
        }
    }
}
