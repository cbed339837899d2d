//! Values as they are compared.

use super::{ObjectClass, Syntax};
use crate::dn::Dn;
use crate::filter::Substrings;
use crate::text::{folded, squeezed, squeezed_part};
use crate::time;

/// A value as it is compared. Values are equal if the rule of their attribute says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, without what does not matter.
    Text(String),
    /// A number.
    Number(i64),
    /// A time, in milliseconds since 1970.
    Time(i64),
    /// The name of an entry.
    Dn(Dn),
    /// A text where the name of an entry belongs. It matches entries with this name, because some
    /// applications search for the members of groups in this way.
    BareName(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// Reads a value. `None` if it cannot be a value of such an attribute, or values of such attributes
    /// are not compared.
    pub fn of(syntax: Syntax, value: &[u8]) -> Option<Self> {
        syntax.equality()?;
        if syntax == Syntax::Octets {
            return Some(Self::Bytes(value.to_vec()));
        }
        let text = str::from_utf8(value).ok()?;
        match syntax {
            Syntax::TextExact | Syntax::AsciiExact => Some(Self::Text(squeezed(text))),
            Syntax::Integer => text.parse().ok().map(Self::Number),
            Syntax::Time => time::parse(text).map(|it| Self::Time(it.unix_millis())),
            Syntax::Boolean => {
                let text = text.to_ascii_uppercase();
                matches!(text.as_str(), "TRUE" | "FALSE").then_some(Self::Text(text))
            }
            Syntax::Uuid => is_uuid(text).then(|| Self::Text(text.to_ascii_lowercase())),
            Syntax::Oid => {
                let name = ObjectClass::find(text).map_or(text, |class| class.name);
                Some(Self::Text(folded(name)))
            }
            Syntax::Dn => name(text),
            // What follows `#` distinguishes people who had the same name.
            Syntax::DnAndUid => match text.rsplit_once("#'") {
                Some((dn, bits)) if bits.ends_with("'B") => name(dn),
                _ => name(text),
            },
            Syntax::Telephone | Syntax::Digits => Some(Self::Text(without_separators(text))),
            _ => Some(Self::Text(folded(text))),
        }
    }

    /// Whether an entry with this value matches an asserted value.
    pub fn matches(&self, asserted: &Self) -> bool {
        match (self, asserted) {
            (Self::Dn(dn), Self::BareName(name)) => {
                dn.name().is_some_and(|own| folded(own) == *name)
            }
            _ => self == asserted,
        }
    }

    /// Whether this value is not less than another one. `None` if there is no order.
    pub fn is_at_least(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) | (Self::Time(a), Self::Time(b)) => Some(a >= b),
            _ => None,
        }
    }
}

/// The parts of a value as they are compared.
#[derive(Debug)]
pub(crate) struct Parts {
    initial: Option<String>,
    any: Vec<String>,
    last: Option<String>,
}

impl Parts {
    /// Reads the parts of a value. `None` if such values are not compared by parts.
    pub fn of(syntax: Syntax, parts: &Substrings) -> Option<Self> {
        syntax.substrings()?;
        let read = |part: &Vec<u8>| {
            let text = str::from_utf8(part).ok()?;
            Some(match syntax {
                Syntax::TextExact => squeezed_part(text),
                Syntax::Telephone | Syntax::Digits => without_separators(text),
                _ => squeezed_part(&rules::text::fold(text)),
            })
        };
        // An optional part that is there must be readable.
        let optional = |part: &Option<Vec<u8>>| match part {
            None => Some(None),
            Some(part) => read(part).map(Some),
        };
        Some(Self {
            initial: optional(&parts.initial)?,
            any: parts.any.iter().map(read).collect::<Option<_>>()?,
            last: optional(&parts.last)?,
        })
    }

    /// How values with these parts start, if that is given.
    pub fn into_start(self) -> Option<String> {
        self.initial.map(|start| start.trim_start().to_owned())
    }

    /// Whether a value has these parts, in their order, without overlapping.
    pub fn occur_in(&self, value: &Value) -> bool {
        let Value::Text(text) = value else {
            return false;
        };
        let initial = self.initial.as_deref().unwrap_or_default().trim_start();
        let Some(mut rest) = text.strip_prefix(initial) else {
            return false;
        };
        for part in &self.any {
            let Some((_, after)) = rest.split_once(part.as_str()) else {
                return false;
            };
            rest = after;
        }
        rest.ends_with(self.last.as_deref().unwrap_or_default().trim_end())
    }
}

fn name(text: &str) -> Option<Value> {
    if text.contains('=') {
        Dn::parse(text).ok().map(Value::Dn)
    } else {
        Some(Value::BareName(folded(text)))
    }
}

fn without_separators(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    rules::text::fold(&kept.collect::<String>())
}

fn is_uuid(text: &str) -> bool {
    let is_hyphen = |index| matches!(index, 8 | 13 | 18 | 23);
    let is_right = |(index, byte): (usize, u8)| {
        if is_hyphen(index) {
            byte == b'-'
        } else {
            byte.is_ascii_hexdigit()
        }
    };
    text.len() == 36 && text.bytes().enumerate().all(is_right)
}
