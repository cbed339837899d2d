//! Conditions that a database can check quickly.

use crate::dn::Dn;

/// A condition that a database can check quickly. Texts are folded as [`rules::text::fold`] does it, with
/// single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Always true.
    Everything,
    /// Never true.
    Nothing,
    /// All of these, at least two.
    All(Vec<Self>),
    /// One of these, at least two.
    Any(Vec<Self>),
    /// A text.
    Text(Indexed, Test),
    /// A class of the schema, or empty for a class that does not exist.
    Class(&'static str),
    /// A group that the entry is a member of.
    MemberOf(Reference),
    /// A member of the group that the entry is.
    Member(Reference),
    /// The username of a member.
    MemberUid(String),
    /// The number of a Unix account.
    UidNumber(i64),
    /// The number of a group of Unix.
    GidNumber(i64),
    /// The identifier of the entry, in lower case.
    EntryUuid(String),
    /// The name of a host that the entry may sign in to.
    Host(String),
}

/// The attributes that are texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexed {
    /// The username.
    Uid,
    /// The email address.
    Mail,
    /// The name.
    Cn,
}

/// What a text must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// This.
    Equals(String),
    /// Something that starts with this.
    StartsWith(String),
}

/// Another entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The entry with this name.
    Dn(Dn),
    /// The entry whose own component has this value, in any place.
    Name(String),
}

impl Condition {
    pub(super) fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for condition in conditions {
            match condition {
                Self::Everything => {}
                Self::Nothing => return Self::Nothing,
                Self::All(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        Self::joined(kept, Self::Everything, Self::All)
    }

    pub(super) fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for condition in conditions {
            match condition {
                Self::Nothing => {}
                Self::Everything => return Self::Everything,
                Self::Any(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        Self::joined(kept, Self::Nothing, Self::Any)
    }

    fn joined(mut kept: Vec<Self>, none: Self, join: impl FnOnce(Vec<Self>) -> Self) -> Self {
        if kept.len() > 1 {
            join(kept)
        } else {
            kept.pop().unwrap_or(none)
        }
    }

    /// The condition without what is known for all entries of one kind. `decide` gets each condition that
    /// is not made of others, and returns whether it is true, or `None` if that depends on the entry. So
    /// `objectClass=person` is true for people, and a condition about members is never true for them.
    #[must_use]
    pub fn simplify(self, decide: &impl Fn(&Self) -> Option<bool>) -> Self {
        match self {
            Self::All(inner) => Self::all(inner.into_iter().map(|it| it.simplify(decide))),
            Self::Any(inner) => Self::any(inner.into_iter().map(|it| it.simplify(decide))),
            Self::Everything | Self::Nothing => self,
            leaf => match decide(&leaf) {
                Some(true) => Self::Everything,
                Some(false) => Self::Nothing,
                None => leaf,
            },
        }
    }
}
