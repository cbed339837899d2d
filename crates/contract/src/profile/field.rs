//! What is to be known of a field of the profile.

use super::address::Address;

/// A field of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileField {
    /// The name in JSON.
    pub name: &'static str,
    /// The label on screens.
    pub label: &'static str,
    /// The section of the profile that shows it.
    pub section: Section,
    /// What it holds.
    pub kind: Kind,
    /// Help below the field.
    pub hint: Option<&'static str>,
    /// The token by which a browser fills in the person's own value; of an address, whose it is:
    /// `home` or `work`.
    pub autocomplete: Option<&'static str>,
    /// Whether users are found by it, from the next time that their profile is saved.
    pub searched: bool,
    /// Whether the form that creates a user has it.
    pub on_create: bool,
}

/// The sections of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The names.
    Details,
    /// What is private.
    Personal,
    /// What concerns the job.
    Employment,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of at most so many characters.
    Text(usize),
    /// A phone number.
    Phone,
    /// A BCP 47 language tag.
    Language,
    /// An IANA time zone.
    TimeZone,
    /// A postal address.
    Address,
}

impl Kind {
    /// The longest text, in characters; of an address, the longest part.
    pub const fn max_length(self) -> usize {
        match self {
            Self::Text(max) => max,
            Self::Phone => 50,
            Self::Language => 35,
            Self::TimeZone => 64,
            Self::Address => 200,
        }
    }
}

/// A field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Of a field that is one line.
    Text(Option<&'a str>),
    /// Of an address.
    Address(Option<&'a Address>),
}

/// A field's value, to change.
#[derive(Debug)]
pub enum ValueMut<'a> {
    /// Of a field that is one line.
    Text(&'a mut Option<String>),
    /// Of an address.
    Address(&'a mut Option<Address>),
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        Self::Text(text.as_deref())
    }
}

impl<'a> From<&'a Option<Address>> for Value<'a> {
    fn from(address: &'a Option<Address>) -> Self {
        Self::Address(address.as_ref())
    }
}

impl<'a> From<&'a mut Option<String>> for ValueMut<'a> {
    fn from(text: &'a mut Option<String>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a mut Option<Address>> for ValueMut<'a> {
    fn from(address: &'a mut Option<Address>) -> Self {
        Self::Address(address)
    }
}

pub(super) const fn field(label: &'static str, section: Section, kind: Kind) -> ProfileField {
    ProfileField {
        name: "",
        label,
        section,
        kind,
        hint: None,
        autocomplete: None,
        searched: false,
        on_create: false,
    }
}

impl ProfileField {
    pub(super) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    pub(super) const fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    pub(super) const fn autocomplete(self, token: &'static str) -> Self {
        Self {
            autocomplete: Some(token),
            ..self
        }
    }

    pub(super) const fn searched(self) -> Self {
        Self {
            searched: true,
            ..self
        }
    }

    pub(super) const fn on_create(self) -> Self {
        Self {
            on_create: true,
            ..self
        }
    }
}
