//! Which attributes a search returns.

use crate::ber::Reader;
use crate::error::Malformed;
use crate::schema::{AttributeType, Usage};

/// The maximum number of names in a request.
const MOST_NAMES: usize = 256;

/// Which attributes a search returns (RFC 4511, section 4.5.1.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Whether all attributes of users are returned.
    pub user: bool,
    /// Whether all attributes that the server maintains are returned (RFC 3673).
    pub operational: bool,
    /// The attributes that are returned besides. Names that are unknown are left out: they are no error.
    pub named: Vec<&'static AttributeType>,
}

impl Selection {
    /// Interprets the names in a request. An empty list means all attributes of users, and `1.1` alone
    /// means none.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut selection = Self::default();
        let mut is_empty = true;
        for name in names {
            is_empty = false;
            match name {
                "*" => selection.user = true,
                "+" => selection.operational = true,
                _ => {
                    let known = AttributeType::find(name);
                    selection.named.extend(known);
                }
            }
        }
        selection.user |= is_empty;
        selection
    }

    pub(crate) fn decode(mut reader: Reader<'_>) -> Result<Self, Malformed> {
        let mut names = Vec::new();
        while !reader.is_empty() {
            if names.len() == MOST_NAMES {
                return Err(Malformed::TooMany {
                    what: "attributes",
                    most: MOST_NAMES,
                });
            }
            names.push(reader.text("the name of an attribute")?);
        }
        Ok(Self::of(names))
    }

    /// Whether an attribute is returned.
    pub fn includes(&self, attribute: &AttributeType) -> bool {
        let all = match attribute.usage {
            Usage::User => self.user,
            Usage::Operational => self.operational,
        };
        all || self.named.contains(&attribute)
    }
}
