//! The input in the fields of attributes.

use contract::user_attributes::{
    AttributeChanges, AttributeValue, AttributeValues, OwnAttributeDefinition, between,
};
use leptos::prelude::*;

/// The input in the fields of attributes. Until their definitions have arrived there are no fields, and
/// nothing changes.
#[derive(Clone, Copy)]
pub struct AttributesDraft {
    inputs: RwSignal<Vec<AttributeInput>>,
    /// The stored values that the input started from.
    base: RwSignal<AttributeValues>,
}

/// The input in one field.
#[derive(Clone)]
pub(super) struct AttributeInput {
    pub definition: OwnAttributeDefinition,
    /// Outlives the form, which is built again when other definitions arrive.
    pub text: ArcRwSignal<String>,
}

impl AttributesDraft {
    /// An empty form without fields.
    #[must_use]
    pub fn new() -> Self {
        Self {
            inputs: RwSignal::new(Vec::new()),
            base: RwSignal::new(AttributeValues::new()),
        }
    }

    /// Receives the definitions. Keeps the input of those that are the same.
    pub fn define(self, definitions: impl IntoIterator<Item = OwnAttributeDefinition>) {
        let Some(before) = self.inputs.try_get_untracked() else {
            return;
        };
        let definitions: Vec<_> = definitions.into_iter().collect();
        let same = before.iter().map(|input| &input.definition);
        if same.eq(&definitions) {
            return;
        }
        let base = self.base.get_untracked();
        let input = |definition: OwnAttributeDefinition| {
            let known = before.iter().find(|input| {
                let known = &input.definition;
                known.name == definition.name && known.kind == definition.kind
            });
            let text = known.map(|input| input.text.clone());
            let text = text.unwrap_or_else(|| ArcRwSignal::new(text_of(&base, &definition.name)));
            AttributeInput { definition, text }
        };
        self.inputs
            .set(definitions.into_iter().map(input).collect());
    }

    /// Copies stored values, and discards the input.
    pub fn fill(self, values: &AttributeValues) {
        self.base.set(values.clone());
        for input in self.inputs.get_untracked() {
            input.text.set(text_of(values, &input.definition.name));
        }
    }

    /// Copies stored values after `sent` was saved. Keeps what was entered since.
    pub fn fill_saved(self, sent: &AttributeValues, stored: &AttributeValues) {
        let now = untrack(|| self.values());
        self.base.set(stored.clone());
        for input in self.inputs.get_untracked() {
            let name = &input.definition.name;
            if now.get(name) == sent.get(name) {
                input.text.set(text_of(stored, name));
            }
        }
    }

    /// Discards the input.
    pub fn discard(self) {
        self.fill(&self.base.get_untracked());
    }

    /// The values as entered. Reacts to each field. What is not a value of its kind stays a text, which
    /// the server refuses with the reason.
    pub fn values(self) -> AttributeValues {
        let mut values = self.base.get();
        for input in self.inputs.get() {
            let name = &input.definition.name;
            let typed = input.text.get();
            let value = match input.definition.kind_of().read(&typed) {
                Ok(value) => value,
                Err(_) => Some(AttributeValue::Text(typed.trim().to_owned())),
            };
            match value {
                Some(value) => values.insert(name.clone(), value),
                None => values.remove(name),
            };
        }
        values
    }

    /// Whether the input differs from `stored`. Reacts to each field.
    pub fn differs(self, stored: &AttributeValues) -> bool {
        self.values() != *stored
    }

    /// Whether the input differs from the values that it started from. Reacts to each field.
    pub fn is_dirty(self) -> bool {
        let values = self.values();
        self.base.with(|base| *base != values)
    }

    /// The changes from `stored` to the input.
    pub fn changes(self, stored: &AttributeValues) -> AttributeChanges {
        between(stored, &untrack(|| self.values()))
    }

    /// The changes from the values that the input started from to these.
    pub fn changes_to(self, values: &AttributeValues) -> AttributeChanges {
        self.base.with_untracked(|base| between(base, values))
    }

    /// Whether there are fields. Reacts to new definitions.
    pub fn has_fields(self) -> bool {
        self.inputs.with(|inputs| !inputs.is_empty())
    }

    pub(super) fn inputs(self) -> Vec<AttributeInput> {
        self.inputs.get()
    }
}

impl Default for AttributesDraft {
    fn default() -> Self {
        Self::new()
    }
}

fn text_of(values: &AttributeValues, name: &str) -> String {
    values
        .get(name)
        .map(ToString::to_string)
        .unwrap_or_default()
}
