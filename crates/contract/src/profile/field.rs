//! The properties of a profile field.

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
    /// The type of its value.
    pub kind: Kind,
    /// Help text below the field.
    pub hint: Option<&'static str>,
    /// The `autocomplete` token with which the browser fills in the person's own value. For an
    /// address, the kind: `home` or `work`.
    pub autocomplete: Option<&'static str>,
    /// Whether searches include it. A change takes effect for each user when their profile is next
    /// saved.
    pub searched: bool,
    /// Whether the form for a new user contains it.
    pub on_create: bool,
    /// Who may edit it by default; the organization's settings can change that.
    pub editors: Editors,
}

/// Who may edit a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editors {
    /// Users and administrators.
    Users,
    /// Only administrators, because other systems could derive rights from the field.
    Organization,
}

/// The sections of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Names.
    Details,
    /// Private details.
    Personal,
    /// The job.
    Employment,
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A single line with this maximum number of characters.
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
    /// The maximum length in characters; for an address, of its longest part.
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
    /// The value of a single-line field.
    Text(Option<&'a str>),
    /// The value of an address.
    Address(Option<&'a Address>),
}

/// A mutable reference to a field's value.
#[derive(Debug)]
pub enum ValueMut<'a> {
    /// The value of a single-line field.
    Text(&'a mut Option<String>),
    /// The value of an address.
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

pub(super) const fn field(
    label: &'static str,
    section: Section,
    kind: Kind,
    editors: Editors,
) -> ProfileField {
    ProfileField {
        name: "",
        label,
        section,
        kind,
        hint: None,
        autocomplete: None,
        searched: false,
        on_create: false,
        editors,
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
