//! Requests. Those that would change entries are recognized, so that they are refused with the right
//! response, but not read.

mod bind;
mod compare;
pub mod extended;
mod password;
mod password_modify;
mod search;
mod selection;

pub use bind::{Authentication, Bind, BindAs};
pub use compare::Compare;
pub use extended::Extended;
pub use password::Password;
pub use password_modify::PasswordModify;
pub use search::{Scope, Search};
pub use selection::Selection;

use crate::ber::{self, tag};
use crate::error::Malformed;

/// The kinds of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Authenticates the connection.
    Bind,
    /// Ends the connection. It has no response.
    Unbind,
    /// Finds entries.
    Search,
    /// Changes an entry.
    Modify,
    /// Adds an entry.
    Add,
    /// Deletes an entry.
    Delete,
    /// Renames or moves an entry.
    ModifyDn,
    /// Compares a value with those of an entry.
    Compare,
    /// Abandons an earlier request. It has no response.
    Abandon,
    /// Anything else, named by an object identifier.
    Extended,
}

impl Kind {
    /// All of them, with the tag of the request and that of the response.
    const TAGS: [(Self, u8, Option<u8>); 10] = [
        (Self::Bind, tag::application(0), Some(tag::application(1))),
        (Self::Unbind, tag::application_value(2), None),
        (Self::Search, tag::application(3), Some(tag::application(5))),
        (Self::Modify, tag::application(6), Some(tag::application(7))),
        (Self::Add, tag::application(8), Some(tag::application(9))),
        (
            Self::Delete,
            tag::application_value(10),
            Some(tag::application(11)),
        ),
        (
            Self::ModifyDn,
            tag::application(12),
            Some(tag::application(13)),
        ),
        (
            Self::Compare,
            tag::application(14),
            Some(tag::application(15)),
        ),
        (Self::Abandon, tag::application_value(16), None),
        (
            Self::Extended,
            tag::application(23),
            Some(tag::application(24)),
        ),
    ];

    pub(crate) fn from_tag(tag: u8) -> Option<Self> {
        let found = Self::TAGS.iter().find(|(_, request, _)| *request == tag);
        found.map(|(kind, _, _)| *kind)
    }

    /// The tag of the last response to such a request. `None` if there is no response.
    pub(crate) fn response_tag(self) -> Option<u8> {
        let found = Self::TAGS.iter().find(|(kind, _, _)| *kind == self);
        found.and_then(|(_, _, response)| *response)
    }
}

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// To authenticate the connection.
    Bind(Bind),
    /// To end the connection.
    Unbind,
    /// To find entries.
    Search(Search),
    /// To compare a value with those of an entry.
    Compare(Compare),
    /// To abandon the request with this number.
    Abandon(i32),
    /// An extended operation.
    Extended(Extended),
    /// To change entries, which is refused.
    Write(Kind),
}

impl Operation {
    pub(crate) fn decode(kind: Kind, content: &[u8]) -> Result<Self, Malformed> {
        match kind {
            Kind::Bind => Bind::decode(content).map(Self::Bind),
            Kind::Unbind if content.is_empty() => Ok(Self::Unbind),
            Kind::Unbind => Err(Malformed::Expected("the end of the request")),
            Kind::Search => Search::decode(content).map(Self::Search),
            Kind::Compare => Compare::decode(content).map(Self::Compare),
            Kind::Abandon => {
                ber::number(content, "the number of the abandoned message").map(Self::Abandon)
            }
            Kind::Extended => Extended::decode(content).map(Self::Extended),
            Kind::Modify | Kind::Add | Kind::Delete | Kind::ModifyDn => Ok(Self::Write(kind)),
        }
    }
}
