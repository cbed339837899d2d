use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::problem::ProblemType;
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypto::Seal;
use crate::{Context, Error};

/// The last row of the previous page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    /// Its sort key.
    pub key: Key,
    /// Its identifier, which orders rows with equal keys.
    pub id: Uuid,
}

/// The value that a row was sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Key {
    /// No key: rows are sorted by identifier only.
    Id,
    /// A timestamp.
    At(i64),
    /// A text.
    Text(String),
    /// The text of a value of the attribute with this identifier.
    Attribute(Uuid, String),
}

impl Key {
    /// The value in a query; `None` if rows are sorted by identifier only.
    pub fn value(&self) -> Option<Value> {
        match self {
            Self::Id => None,
            Self::At(at) => Some((*at).into()),
            Self::Text(text) | Self::Attribute(_, text) => Some(text.as_str().into()),
        }
    }
}

/// Seals a cursor. `belongs_to` is authenticated, so a cursor only works for the list, organization
/// and query that it was created for.
pub(super) fn seal(context: &Context, belongs_to: &str, after: &After) -> Result<String, Error> {
    let plain = serde_json::to_vec(after).map_err(|error| Error::internal(error.to_string()))?;
    let sealed = context
        .master_key()
        .seal(Seal::Cursor(belongs_to), &plain)?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

pub(super) fn open(context: &Context, belongs_to: &str, cursor: &str) -> Result<After, Error> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|sealed| {
            context
                .master_key()
                .open(Seal::Cursor(belongs_to), &sealed)
                .ok()
        })
        .and_then(|plain| serde_json::from_slice(&plain).ok())
        .ok_or_else(refused)
}

/// A cursor does not belong to the query.
pub(super) fn refused() -> Error {
    Error::Refused(
        ProblemType::InvalidCursor,
        "Use nextCursor of the previous page with the same sort, filter and search, or start with the first page",
    )
}
