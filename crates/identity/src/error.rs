//! The one error of the use cases, and the problem that each is on the wire.

use std::time::Duration;

use contract::filter::FilterError;
use contract::problem::{FieldError, Problem, ProblemType};
use rules::status::{Lock, LockReason};
use sea_orm::DbErr;

use crate::crypto::QueueFull;

/// Why a use case refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The values of these fields are refused.
    #[error("invalid fields: {}", .0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>().join(", "))]
    InvalidFields(Vec<FieldError>),
    /// A unique value is taken.
    #[error("taken: {}", .0.field)]
    Taken(FieldError),
    /// The caller may know why in these words.
    #[error("{code}: {1}", code = .0.code())]
    Refused(ProblemType, &'static str),
    /// A create came before, and its answer cannot be given again; the words say what it made.
    #[error("already created: {0}")]
    AlreadyCreated(String),
    /// A list's query asks for what the list does not know; the words say what it knows.
    #[error("invalid query: {0}")]
    InvalidQuery(String),
    /// The password was right, but the account is locked.
    #[error("the account is locked")]
    Locked(Lock),
    /// Try again after this time.
    #[error("too many requests")]
    TooManyRequests(Duration),
    /// Nothing here for this caller: absent, or another organization's.
    #[error("not found")]
    NotFound,
    /// The password hashing queue is full.
    #[error(transparent)]
    Busy(#[from] QueueFull),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// Something that should not happen.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<FilterError> for Error {
    fn from(error: FilterError) -> Self {
        Self::InvalidQuery(error.to_string())
    }
}

impl Error {
    /// Something that should not happen. `what` goes to the log, never to the caller.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::Internal(what.into())
    }

    /// One field is refused.
    pub fn field(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self::InvalidFields(vec![FieldError::new(field, code, message)])
    }

    /// Whether it is a fault of ours, to be logged as one.
    pub const fn is_internal(&self) -> bool {
        matches!(self, Self::Database(_) | Self::Internal(_))
    }

    /// The problem document for the caller. Says nothing of what failed inside.
    pub fn problem(&self) -> Problem {
        match self {
            Self::InvalidFields(errors) => Problem {
                errors: errors.clone(),
                ..Problem::new(
                    ProblemType::InvalidFields,
                    "Correct the fields that are named",
                )
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
                    // A reset asks for the factor that wrong ones have locked.
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
                "It may have been deleted, or the address is wrong",
            ),
            Self::Busy(_) => Problem {
                retry_after_seconds: Some(1),
                ..Problem::new(ProblemType::Busy, "Try again in a moment")
            },
            Self::Database(_) | Self::Internal(_) => Problem::new(
                ProblemType::Internal,
                "Try again; if it keeps happening, tell your administrator the request id",
            ),
        }
    }
}
