//! The input for one value that an application gets about users: its name, and where it comes from.

use std::collections::BTreeSet;

use contract::applications::ClaimMapping;
use contract::profile::{Kind, Profile};
use leptos::prelude::*;
use portal_kit::prelude::*;

use crate::words::{mapped_values as words, users};

/// The source for a fixed text. No field has this name.
pub const CONSTANT: &str = "=";

/// A name and where its value comes from. Its signals outlive the view that made them.
#[derive(Clone)]
pub struct MappedInput {
    /// Distinguishes it from the others.
    pub id: u32,
    /// The name of the list, in the API and in the form.
    list: &'static str,
    pub name: ArcRwSignal<String>,
    /// The name of a field, or [`CONSTANT`].
    pub source: ArcRwSignal<String>,
    pub constant: ArcRwSignal<String>,
}

/// What the input means.
#[derive(Debug, PartialEq, Eq)]
pub struct Mapped {
    pub name: String,
    /// The name of a field. Exactly one of the two is present.
    pub field: Option<String>,
    pub constant: Option<String>,
}

/// An input that contains a [`MappedInput`].
pub trait HasMapped: Clone + Send + Sync + 'static {
    /// The part that all of them have.
    fn mapped(&self) -> &MappedInput;
}

impl HasMapped for MappedInput {
    fn mapped(&self) -> &MappedInput {
        self
    }
}

impl MappedInput {
    /// An empty one, from this field.
    pub fn new(list: &'static str, id: u32, source: &str) -> Self {
        Self {
            id,
            list,
            name: ArcRwSignal::new(String::new()),
            source: ArcRwSignal::new(source.to_owned()),
            constant: ArcRwSignal::new(String::new()),
        }
    }

    /// A saved one.
    pub fn of(list: &'static str, id: u32, saved: Mapped) -> Self {
        let source = saved.field.unwrap_or_else(|| CONSTANT.to_owned());
        Self {
            id,
            list,
            name: ArcRwSignal::new(saved.name),
            source: ArcRwSignal::new(source),
            constant: ArcRwSignal::new(saved.constant.unwrap_or_default()),
        }
    }

    /// What the input means.
    pub fn meaning(&self) -> Mapped {
        let source = self.source.get();
        let is_constant = source == CONSTANT;
        Mapped {
            name: self.name.with(|name| name.trim().to_owned()),
            constant: is_constant.then(|| self.constant.get()),
            field: Some(source).filter(|_| !is_constant),
        }
    }

    /// The name of its first field in the form.
    pub fn field_name(&self) -> String {
        format!("{}.{}", self.list, self.id)
    }

    /// The name of the field for the source.
    pub fn source_name(&self) -> String {
        format!("{}.field", self.field_name())
    }

    /// The name of the field for the text.
    pub fn constant_name(&self) -> String {
        format!("{}.constant", self.field_name())
    }
}

/// The sources of a value, each with its label: the account, the profile, and a text.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let labels = [users::USERNAME, users::NAME, users::EMAIL];
    let account = ClaimMapping::ACCOUNT_FIELDS.into_iter().zip(labels);
    let fields = Profile::FIELDS.into_iter();
    let fields = fields.filter(|field| field.kind != Kind::Address);
    let fields = fields.map(|field| (field.name, field.label));
    account
        .chain(fields)
        .chain([(CONSTANT, words::CONSTANT)])
        .collect()
}

/// Which of the inputs an error of the server is about, and what it says. The error begins with the name,
/// which can contain colons itself.
pub fn whose(error: &str, inputs: &[impl HasMapped]) -> Option<(String, String)> {
    let found = inputs.iter().filter_map(|input| {
        let input = input.mapped();
        let name = input.name.get_untracked();
        let name = name.trim();
        let text = error.strip_prefix(name)?.strip_prefix(": ")?;
        Some((name.len(), input.field_name(), text.to_owned()))
    });
    let (_, field, text) = found.max_by_key(|(length, ..)| *length)?;
    Some((field, text))
}

/// What is said about inputs that are wrong.
pub struct Faults {
    pub name_missing: &'static str,
    pub name_twice: &'static str,
}

/// Reports what is wrong with the inputs at their fields.
pub fn check(form: Sending, inputs: &[impl HasMapped], faults: &Faults) {
    let mut names = BTreeSet::new();
    for input in inputs {
        let input = input.mapped();
        let Mapped { name, constant, .. } = untrack(|| input.meaning());
        let is_empty = name.is_empty();
        if is_empty {
            form.fault(&input.field_name(), faults.name_missing);
        }
        if constant.is_some_and(|text| text.trim().is_empty()) {
            form.fault(&input.constant_name(), words::CONSTANT_MISSING);
        }
        if !names.insert(name) && !is_empty {
            form.fault(&input.field_name(), faults.name_twice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: u32, name: &str) -> MappedInput {
        let input = MappedInput::new("saml.attributes", id, "email");
        input.name.set(name.to_owned());
        input
    }

    #[test]
    fn an_error_is_shown_at_the_value_that_it_names() {
        let inputs = [named(4, "urn:oid"), named(3, "urn:oid: mail ")];
        let found = whose("urn:oid: mail: Too long", &inputs);
        let wanted = ("saml.attributes.3".to_owned(), "Too long".to_owned());
        assert_eq!(found, Some(wanted));
        assert_eq!(whose("Map each attribute once", &inputs), None);
    }

    #[test]
    fn sources_are_fields_and_a_text() {
        let all = sources();
        assert_eq!(all.first(), Some(&("username", users::USERNAME)));
        assert!(all.iter().any(|(name, _)| *name == "department"));
        assert_eq!(all.last(), Some(&(CONSTANT, words::CONSTANT)));
    }
}
