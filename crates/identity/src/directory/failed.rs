use ldap::control::PasswordPolicyError;
use ldap::response::{Outcome, ResultCode};
use sea_orm::DbErr;

use crate::Error;

/// Why an operation has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The caller is no longer authenticated: the account was locked, the password was changed, …. The
    /// connection is anonymous from now on.
    Ended,
    /// This operation is refused.
    Refused {
        /// The result.
        outcome: Outcome,
        /// The state of the password, for clients that ask.
        password_policy: Option<PasswordPolicyError>,
    },
}

impl Failed {
    /// The result to send.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Ended => Outcome::new(
                ResultCode::InsufficientAccessRights,
                "the authentication is no longer valid: authenticate again",
            ),
            Self::Refused { outcome, .. } => outcome.clone(),
        }
    }

    /// The state of the password, for clients that ask.
    pub const fn password_policy(&self) -> Option<PasswordPolicyError> {
        match self {
            Self::Ended => None,
            Self::Refused {
                password_policy, ..
            } => *password_policy,
        }
    }

    /// Whether the connection is anonymous from now on.
    pub const fn is_end(&self) -> bool {
        matches!(self, Self::Ended)
    }

    /// A refusal with an explanation.
    pub(super) fn refused(code: ResultCode, message: impl Into<String>) -> Self {
        Self::from(Outcome::new(code, message))
    }
}

impl From<Outcome> for Failed {
    fn from(outcome: Outcome) -> Self {
        Self::Refused {
            outcome,
            password_policy: None,
        }
    }
}

impl From<Error> for Failed {
    /// What the client cannot mend is logged and not told.
    fn from(error: Error) -> Self {
        if let Error::Busy(_) = error {
            return Self::refused(
                ResultCode::Busy,
                "the server is busy: try again in a moment",
            );
        }
        tracing::error!(%error, "an LDAP request failed");
        Self::refused(ResultCode::Unavailable, "the server cannot answer now")
    }
}

impl From<DbErr> for Failed {
    fn from(error: DbErr) -> Self {
        Error::from(error).into()
    }
}
