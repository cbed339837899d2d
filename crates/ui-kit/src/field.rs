//! The parts around the control of every field: label above, hint and error below.

use leptos::prelude::*;

use crate::dom::{live, uid};
use crate::form::FormScope;
use crate::icon::{Icon, glyph};
use crate::words;

/// An option of a [`SelectField`](crate::select_field::SelectField) or a
/// [`RadioGroup`](crate::radio_group::RadioGroup).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) off: bool,
}

impl Choice {
    /// An option: its value and its text.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            off: false,
        }
    }

    /// An explanation of the option (shown by radio groups).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Shown, but disabled.
    #[must_use]
    pub fn off(mut self) -> Self {
        self.off = true;
        self
    }
}

/// Two or three fields in a row, if there is room.
#[component]
pub fn FieldRow(
    /// The fields.
    children: Children,
) -> AnyView {
    view! { <div class="field-row">{children()}</div> }.into_any()
}

/// The properties of a field component, with its ids and its error from the form.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: Signal<Option<String>>,
    pub(crate) error: Signal<Option<String>>,
    pub(crate) required: bool,
    pub(crate) optional_mark: bool,
    pub(crate) reason: Option<String>,
    scope: Option<FormScope>,
}

impl Field {
    pub(crate) fn new(
        name: String,
        label: String,
        hint: Signal<Option<String>>,
        error: Signal<Option<String>>,
    ) -> Self {
        let scope = use_context::<FormScope>();
        if let Some(scope) = scope {
            let entry = (name.clone(), label.clone());
            scope.fields.update_value(|all| all.push(entry));
            let gone = name.clone();
            on_cleanup(move || {
                scope
                    .fields
                    .try_update_value(|all| all.retain(|(field, _)| *field != gone));
            });
        }
        let key = name.clone();
        let error = Signal::derive(move || {
            error
                .get()
                .or_else(|| scope.and_then(|scope| scope.errors.with(|all| all.get(&key))))
        });
        Self {
            id: uid("field"),
            name,
            label,
            hint,
            error,
            required: false,
            optional_mark: false,
            reason: None,
            scope,
        }
    }

    /// Call this when the person changes the value, so that the old error disappears.
    pub(crate) fn touched(&self) -> impl Fn() + Clone + Send + Sync + 'static {
        let scope = self.scope;
        let name = self.name.clone();
        move || {
            if let Some(scope) = scope
                && scope.errors.with_untracked(|all| all.get(&name).is_some())
            {
                scope.errors.update(|all| {
                    all.remove(&name);
                });
            }
        }
    }

    /// The value of `aria-describedby`: the ids of the texts below the control.
    pub(crate) fn described_by(&self) -> Signal<Option<String>> {
        let (id, hint, error) = (self.id.clone(), self.hint, self.error);
        let reason = self.reason.is_some();
        Signal::derive(move || {
            let mut ids = String::new();
            for (part, there) in [
                ("error", error.with(Option::is_some)),
                ("hint", hint.with(Option::is_some)),
                ("reason", reason),
            ] {
                if there {
                    if !ids.is_empty() {
                        ids.push(' ');
                    }
                    ids.push_str(&format!("{id}-{part}"));
                }
            }
            (!ids.is_empty()).then_some(ids)
        })
    }

    /// The value of `aria-invalid`.
    pub(crate) fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }

    /// The whole field: label, control, and the texts below it.
    pub(crate) fn frame(self, control: AnyView) -> AnyView {
        let label = view! {
            <label class="field-label" for=self.id.clone()>
                {self.label.clone()}
                {self.optional_mark.then(|| view! { " "<span class="field-optional">{words::OPTIONAL}</span> })}
            </label>
        }
        .into_any();
        view! {
            <div class="field">
                {label}
                {control}
                {self.below()}
            </div>
        }
        .into_any()
    }

    /// Error, hint and reason.
    pub(crate) fn below(&self) -> AnyView {
        let (error, hint) = (self.error, self.hint);
        let (error_id, hint_id) = (format!("{}-error", self.id), format!("{}-hint", self.id));
        let reason_id = format!("{}-reason", self.id);
        let reason = self.reason.clone();
        view! {
            {live(move || error.get().map(|text| view! {
                <p class="field-error" id=error_id.clone()>{glyph(Icon::Stop, 16)}<span>{text}</span></p>
            }.into_any()))}
            {live(move || hint.get().map(|text| view! {
                <p class="field-hint" id=hint_id.clone()>{text}</p>
            }.into_any()))}
            {reason.map(|text| view! {
                <p class="field-hint field-reason" id=reason_id>{glyph(Icon::Lock, 14)}<span>{text}</span></p>
            })}
        }
        .into_any()
    }
}
