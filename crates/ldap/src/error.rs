//! Why a message cannot be read, in words for the person who configures the client.

/// A message cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The message is longer than the limit.
    #[error("the message is longer than {0} bytes")]
    TooLong(usize),
    /// An element ends before its length says so.
    #[error("an element ends too early")]
    Truncated,
    /// A tag has a number that LDAP does not use.
    #[error("a tag has a number above 30")]
    HighTag,
    /// The length of an element is indefinite, which LDAP does not allow.
    #[error("an element has an indefinite length")]
    IndefiniteLength,
    /// The length of an element has more than four bytes, or is above 2³¹ - 1.
    #[error("the length of an element is too large")]
    Length,
    /// Another element is expected.
    #[error("{0} is missing or has a wrong type")]
    Expected(&'static str),
    /// A number is badly encoded or out of its range.
    #[error("{0} is out of range")]
    Number(&'static str),
    /// A Boolean does not consist of one byte.
    #[error("{0} is not a Boolean")]
    Boolean(&'static str),
    /// A text is not UTF-8.
    #[error("{0} is not UTF-8")]
    Utf8(&'static str),
    /// The request is none of those that LDAP defines.
    #[error("the operation is unknown")]
    UnknownOperation,
    /// A list is too long.
    #[error("{what}: more than {most}")]
    TooMany {
        /// What the list consists of.
        what: &'static str,
        /// The maximum.
        most: usize,
    },
    /// A filter is nested too deeply.
    #[error("the filter is nested more than {0} levels deep")]
    FilterDepth(usize),
    /// A filter has too many terms.
    #[error("the filter has more than {0} terms")]
    FilterTerms(usize),
    /// A filter cannot be read.
    #[error("the filter is invalid at {0}")]
    Filter(&'static str),
    /// A control occurs more than once.
    #[error("the control {0} occurs more than once")]
    RepeatedControl(&'static str),
}
