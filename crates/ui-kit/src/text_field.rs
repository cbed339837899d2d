//! A single-line text field.

use leptos::html;
use leptos::prelude::*;

use crate::dom::after_paint;
use crate::field::Field;

/// The kind of text. Decides the keyboard on phones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// An email address.
    Email,
    /// A telephone number.
    Tel,
    /// A web address.
    Url,
    /// A whole number.
    Number,
    /// Search text.
    Search,
    /// The digits of a one-time code.
    Code,
}

impl InputKind {
    /// The `type` and `inputmode` attributes. Numbers are text with a number pad, because the
    /// browser's number field changes its value when a person scrolls over it.
    fn attributes(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Text => ("text", None),
            Self::Email => ("email", Some("email")),
            Self::Tel => ("tel", Some("tel")),
            Self::Url => ("url", Some("url")),
            Self::Number | Self::Code => ("text", Some("numeric")),
            Self::Search => ("search", Some("search")),
        }
    }
}

/// A single line of text with a label.
#[component]
pub fn TextField(
    /// The JSON field's name, which selects its error from the form's.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: String,
    /// The text.
    value: RwSignal<String>,
    /// The kind of text.
    #[prop(optional)]
    kind: InputKind,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An error that takes precedence over the form's.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Required.
    #[prop(optional)]
    required: bool,
    /// Shows "(optional)" after the label.
    #[prop(optional)]
    optional_mark: bool,
    /// Disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Read-only.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Why it is disabled or read-only.
    #[prop(optional, into)]
    reason: Option<String>,
    /// The maximum length in UTF-16 code units.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Overrides the keyboard that `kind` chooses.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// An example; never instead of a label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Monospaced, for codes and keys.
    #[prop(optional)]
    mono: bool,
    /// Called when the field loses focus.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> AnyView {
    let mut field = Field::new(name, label, hint, error);
    field.required = required;
    field.optional_mark = optional_mark;
    field.reason = reason;
    let input = NodeRef::<html::Input>::new();
    if autofocus {
        focus_when_shown(input);
    }
    let is_code = kind == InputKind::Code;
    let (kind, mode) = kind.attributes();
    let touched = field.touched();
    let control = view! {
        <input
            class="input"
            class:mono=mono
            class:code=is_code
            node_ref=input
            id=field.id.clone()
            name=field.name.clone()
            type=kind
            inputmode=inputmode.or(mode)
            autocomplete=autocomplete.unwrap_or("off")
            autocapitalize=(kind != "text" || mono).then_some("none")
            spellcheck=(kind != "text" || mono).then_some("false")
            placeholder=placeholder
            maxlength=maxlength
            required=required
            readonly=readonly
            disabled=disabled
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=value
            on:input=move |event| {
                touched();
                value.set(event_target_value(&event));
            }
            on:blur=move |_| if let Some(on_blur) = on_blur { on_blur.run(()) }
        />
    }
    .into_any();
    field.frame(control)
}

/// Focuses the field once it is in the page. The `autofocus` attribute works only for elements that
/// were there when the document was parsed.
pub(crate) fn focus_when_shown(input: NodeRef<html::Input>) {
    after_paint(Box::new(move || {
        if let Some(input) = input.try_get_untracked().flatten() {
            let _ = input.focus();
        }
    }));
}
