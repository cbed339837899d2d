use ::oidc::error::{ErrorCode, ProtocolError};
use ::oidc::reply::Reply;
use contract::problem::ProblemType;
use sea_orm::DbErr;

use crate::Error;

/// Why an endpoint of the protocol refuses a request, or fails.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The protocol has a code for it.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// The server refused or failed.
    #[error(transparent)]
    Server(#[from] Error),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Server(error.into())
    }
}

impl Failure {
    /// The protocol's error. Internal errors reveal nothing.
    pub fn error(&self) -> ProtocolError {
        match self {
            Self::Protocol(error) => *error,
            Self::Server(error) if error.problem().kind == ProblemType::Busy => ProtocolError::new(
                ErrorCode::TemporarilyUnavailable,
                "The server is busy. Try again in a moment",
            ),
            Self::Server(_) => {
                ProtocolError::new(ErrorCode::ServerError, "The server failed. Try again")
            }
        }
    }

    /// The response of the token endpoint and its relatives.
    pub fn reply(&self) -> Reply {
        Reply::error(self.error())
    }
}
