//! The error type of all use cases, and its mapping to problem documents.

use std::time::Duration;

use contract::filter::FilterError;
use contract::problem::{FieldError, Problem, ProblemType};
use rules::access::{Refusal, StepUp};
use rules::role::Permission;
use rules::sign_in::SignInRemedy;
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
    /// Unique values are taken.
    #[error("taken: {}", .0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>().join(", "))]
    Taken(Vec<FieldError>),
    /// Refused with this problem type and message.
    #[error("{code}: {1}", code = .0.code())]
    Refused(ProblemType, &'static str),
    /// The state of the user does not allow the action: this one is needed first, or instead. The message
    /// says so.
    #[error("conflict: {1}")]
    NeedsRemedy(SignInRemedy, &'static str),
    /// The caller has none of these permissions. `is_key` says whether it is an API key.
    #[error("forbidden: lacks one of {permissions:?}")]
    Forbidden {
        /// The permissions, one of which is needed.
        permissions: Vec<Permission>,
        /// Whether the caller is an API key.
        is_key: bool,
    },
    /// A repeated create whose first response cannot be given again. The message describes what was
    /// created.
    #[error("already created: {0}")]
    AlreadyCreated(String),
    /// The list does not support these query parameters. Each message says what it supports.
    #[error("invalid query: {}", .0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>().join(", "))]
    InvalidQuery(Vec<FieldError>),
    /// The application does not open for this user. If the account is locked, says until when.
    #[error("the application does not open: {}", .0.as_str())]
    DoesNotOpen(Refusal, Option<Lock>),
    /// The application opens after the user has done this.
    #[error("the application asks for: {}", .0.as_str())]
    StepUp(StepUp),
    /// The password was correct, but the account is locked.
    #[error("the account is locked")]
    Locked(Lock),
    /// The password was correct, but an administrator has locked the account, and says why.
    #[error("the account is locked by an administrator")]
    LockedByAdministrator(Lock, String),
    /// Too many requests. Retry after this time.
    #[error("too many requests")]
    TooManyRequests(Duration),
    /// The organization has too many exports at the same time. Retry after this time.
    #[error("too many exports at the same time")]
    TooManyExports(Duration),
    /// The organization has too many streams of events on this server. Retry after this time.
    #[error("too many streams of events")]
    TooManyStreams(Duration),
    /// The organization has too many previews at the same time. Retry after this time.
    #[error("too many previews at the same time")]
    TooManyPreviews(Duration),
    /// Not found, or in another organization.
    #[error("not found")]
    NotFound,
    /// The password hashing queue is full.
    #[error(transparent)]
    Busy(#[from] QueueFull),
    /// The database has migrations that this program does not know; the first of them.
    #[error(
        "the database was used by a newer version of Latchkey, which applied {0}. Install that \
         version again, or restore a backup from before the update"
    )]
    NewerDatabase(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// An unexpected error.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<FilterError> for Error {
    fn from(error: FilterError) -> Self {
        Self::query("filter", error.to_string())
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

    /// A single query parameter that the list does not support.
    pub(crate) fn query(parameter: &str, message: impl Into<String>) -> Self {
        Self::InvalidQuery(vec![FieldError::new(parameter, "unsupported", message)])
    }

    /// Whether this is a server error, to be logged as such.
    pub const fn is_internal(&self) -> bool {
        matches!(
            self,
            Self::Database(_) | Self::Internal(_) | Self::NewerDatabase(_)
        )
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
            Self::Taken(errors) => Problem {
                errors: errors.clone(),
                ..Problem::new(ProblemType::Taken, all_messages(errors))
            },
            Self::Refused(kind, detail) => Problem::new(*kind, *detail),
            Self::NeedsRemedy(remedy, detail) => Problem {
                remedy: Some(*remedy),
                ..Problem::new(ProblemType::Conflict, *detail)
            },
            Self::Forbidden {
                permissions,
                is_key,
            } => Problem {
                permissions: permissions.clone(),
                ..Problem::new(ProblemType::Forbidden, forbidden(permissions, *is_key))
            },
            Self::AlreadyCreated(detail) => {
                Problem::new(ProblemType::AlreadyCreated, detail.as_str())
            }
            Self::InvalidQuery(errors) => Problem {
                errors: errors.clone(),
                ..Problem::new(ProblemType::InvalidQuery, all_messages(errors))
            },
            Self::DoesNotOpen(reason, lock) => Problem {
                reason: Some(*reason),
                lock: *lock,
                ..Problem::new(ProblemType::ApplicationRefused, reason.message())
            },
            Self::StepUp(step_up) => asks_for(*step_up),
            Self::Locked(lock) => Problem {
                lock: Some(*lock),
                ..Problem::new(
                    ProblemType::AccountLocked,
                    // A password reset cannot end this lock, because it requires the factor that is
                    // locked.
                    match (lock.reason, lock.until) {
                        (LockReason::FailedPasswordAttempts, Some(_)) => {
                            "Use a passkey or a browser in which you have signed in before, wait until the lock ends, reset your password, or ask your administrator to unlock your account"
                        }
                        (LockReason::FailedPasswordAttempts, None) => {
                            "Use a passkey or a browser in which you have signed in before, reset your password, or ask your administrator to unlock your account"
                        }
                        (_, Some(_)) => {
                            "Wait until the lock ends, or ask your administrator to unlock your account"
                        }
                        (_, None) => "Ask your administrator to unlock your account",
                    },
                )
            },
            Self::LockedByAdministrator(lock, note) => Problem {
                lock: Some(*lock),
                lock_note: Some(note.clone()),
                ..Problem::new(
                    ProblemType::AccountLocked,
                    "Ask your administrator to unlock your account",
                )
            },
            Self::TooManyRequests(after) => Problem {
                retry_after_seconds: Some(after.as_secs().max(1)),
                ..Problem::new(
                    ProblemType::TooManyRequests,
                    "Wait a moment, then try again",
                )
            },
            Self::TooManyExports(after) => Problem {
                retry_after_seconds: Some(after.as_secs().max(1)),
                ..Problem::new(
                    ProblemType::TooManyRequests,
                    "Your organization is already running two exports. Wait until one has ended, then try again",
                )
            },
            Self::TooManyStreams(after) => Problem {
                retry_after_seconds: Some(after.as_secs().max(1)),
                ..Problem::new(
                    ProblemType::TooManyRequests,
                    "Your organization has ten open streams of events on this server, which is the limit. Close one, then try again",
                )
            },
            Self::TooManyPreviews(after) => Problem {
                retry_after_seconds: Some(after.as_secs().max(1)),
                ..Problem::new(
                    ProblemType::TooManyRequests,
                    "Your organization is already running two previews. Wait until one has ended, then try again",
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
            Self::Database(_) | Self::Internal(_) | Self::NewerDatabase(_) => Problem::new(
                ProblemType::Internal,
                "Try again. If the error persists, send the request id to your administrator",
            ),
        }
    }
}

fn asks_for(step_up: StepUp) -> Problem {
    let kind = match step_up {
        StepUp::SignIn | StepUp::Factor | StepUp::Passkey => ProblemType::ProofRequired,
        StepUp::EnrollFactor | StepUp::EnrollPasskey => ProblemType::FactorRequired,
        StepUp::AcceptTerms => ProblemType::TermsRequired,
    };
    Problem {
        factors: step_up.factors().to_vec(),
        ..Problem::new(kind, step_up.message())
    }
}

fn all_messages(errors: &[FieldError]) -> String {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join(". ")
}

fn forbidden(permissions: &[Permission], is_key: bool) -> String {
    if !is_key {
        return "Your role does not allow this; ask an owner".to_owned();
    }
    let names: Vec<_> = permissions.iter().map(|one| one.as_str()).collect();
    let names = names.join(" or ");
    if permissions
        .iter()
        .any(|one| Permission::SCOPES.contains(one))
    {
        format!("The API key lacks the scope {names}")
    } else {
        format!("API keys cannot do this: it requires {names}, which only administrators can have")
    }
}
