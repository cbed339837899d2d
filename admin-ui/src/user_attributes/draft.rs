//! The input in the form of an attribute.

use contract::user_attributes::{
    AttributeAccess, AttributeDefinition, AttributeKind, CreateAttribute, UpdateAttribute,
};
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::attribute::{LAST_POSITION, LONGEST_LABEL, is_name};

use crate::words::user_attributes as words;

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub label: RwSignal<String>,
    pub name: RwSignal<String>,
    pub kind: RwSignal<String>,
    /// One choice per line.
    pub choices: RwSignal<String>,
    pub access: RwSignal<String>,
    pub required: RwSignal<bool>,
    pub filterable: RwSignal<bool>,
    pub searchable: RwSignal<bool>,
    pub position: RwSignal<String>,
}

impl Draft {
    /// The form of `of`, or an empty one.
    pub fn of(of: Option<&AttributeDefinition>) -> Self {
        let text = |of: Option<String>| RwSignal::new(of.unwrap_or_default());
        let flag = |of: Option<bool>| RwSignal::new(of.unwrap_or_default());
        let kind = of.map_or(AttributeKind::Text, |of| of.kind);
        let access = of.map_or(AttributeAccess::None, |of| of.user_access);
        Self {
            label: text(of.map(|of| of.label.clone())),
            name: text(of.map(|of| of.name.clone())),
            kind: RwSignal::new(kind.as_str().to_owned()),
            choices: text(of.map(|of| of.choices.join("\n"))),
            access: RwSignal::new(access.as_str().to_owned()),
            required: flag(of.map(|of| of.required)),
            filterable: flag(of.map(|of| of.filterable)),
            searchable: flag(of.map(|of| of.searchable)),
            position: text(of.map(|of| of.position.to_string())),
        }
    }

    /// The chosen kind. Reacts to it.
    pub fn kind(self) -> AttributeKind {
        self.kind
            .with(|kind| AttributeKind::parse(kind))
            .unwrap_or(AttributeKind::Text)
    }

    fn access(self) -> AttributeAccess {
        self.access
            .with(|access| AttributeAccess::parse(access))
            .unwrap_or(AttributeAccess::None)
    }

    fn choices(self) -> Vec<String> {
        if self.kind() != AttributeKind::Choice {
            return Vec::new();
        }
        self.choices.with(|typed| {
            let lines = typed.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        })
    }

    /// Says what is wrong with the input.
    pub fn check(self, form: Sending, is_new: bool) {
        let label = self.label.get();
        form.check_line("label", &label, LONGEST_LABEL, words::LABEL_MISSING);
        if is_new && !self.name.with(|name| is_name(name.trim())) {
            form.fault("name", words::NAME_WRONG);
        }
        if self.kind() == AttributeKind::Choice && self.choices().is_empty() {
            form.fault("choices", words::CHOICES_MISSING);
        }
        if !is_new && self.position().is_none() {
            form.fault("position", words::POSITION_WRONG);
        }
    }

    fn position(self) -> Option<u16> {
        let position = self.position.with(|typed| typed.trim().parse().ok());
        position.filter(|position| *position <= LAST_POSITION)
    }

    /// The request that adds the attribute.
    pub fn create(self) -> CreateAttribute {
        CreateAttribute {
            name: self.name.with(|name| name.trim().to_owned()),
            label: self.label.with(|label| label.trim().to_owned()),
            kind: self.kind(),
            choices: self.choices(),
            required: self.required.get(),
            user_access: Some(self.access()),
            filterable: self.filterable.get(),
            searchable: self.searchable.get(),
        }
    }

    /// The request that changes `of`: only what differs.
    pub fn update(self, of: &AttributeDefinition) -> UpdateAttribute {
        let label = self.label.with(|label| label.trim().to_owned());
        let choices = self.choices();
        let differs = |now: bool, before: bool| (now != before).then_some(now);
        UpdateAttribute {
            label: (label != of.label).then_some(label),
            choices: (choices != of.choices).then_some(choices),
            required: differs(self.required.get(), of.required),
            user_access: Some(self.access()).filter(|access| *access != of.user_access),
            filterable: differs(self.filterable.get(), of.filterable),
            searchable: differs(self.searchable.get(), of.searchable),
            position: self.position().filter(|position| *position != of.position),
        }
    }

    /// All input. Tracks each field.
    pub fn input(self) -> impl PartialEq + Send + Sync {
        (self.create(), self.position.get())
    }
}
