//! A form: prevents double submission, passes errors to its fields, announces them, and moves focus
//! to the first one.

use leptos::html;
use leptos::prelude::*;

use crate::dom::{after_paint, focus_first, live};
use crate::field_errors::FieldErrors;
use crate::icon::{Icon, glyph};
use crate::kept_input::fill_in;

/// The state that a form shares with the fields and buttons inside it.
#[derive(Clone, Copy)]
pub(crate) struct FormScope {
    pub(crate) errors: RwSignal<FieldErrors>,
    pub(crate) busy: Signal<bool>,
    /// The (name, label) of every field in the form, so that the summary can show errors of fields
    /// that are not visible.
    pub(crate) fields: StoredValue<Vec<(String, String)>>,
}

/// A form. `errors` has the errors of its fields, `message` any other error.
#[component]
pub fn Form(
    /// Submits the form; not called while busy.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Whether the form is being submitted.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Errors by field name.
    #[prop(optional)]
    errors: Option<RwSignal<FieldErrors>>,
    /// An error of the whole form.
    #[prop(optional, into)]
    message: Signal<Option<String>>,
    /// The form's id, for a submit button outside it.
    #[prop(optional, into)]
    id: Option<String>,
    /// The form's accessible name, if no heading names it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Fields and buttons.
    children: Children,
) -> AnyView {
    let errors = errors.unwrap_or_default();
    let scope = FormScope {
        errors,
        busy,
        fields: StoredValue::new(Vec::new()),
    };
    let form = NodeRef::<html::Form>::new();
    if id.is_some() {
        after_paint(Box::new(move || {
            if let Some(form) = form.try_get_untracked().flatten() {
                fill_in(form.into());
            }
        }));
    }
    // Typing into a field clears its error, so focus moves only when the number of errors grows.
    Effect::new(move |before: Option<usize>| {
        let now = errors.with(FieldErrors::len);
        if now > before.unwrap_or(0) {
            after_paint(Box::new(move || {
                if let Some(form) = form.try_get_untracked().flatten() {
                    focus_first(&form, "[aria-invalid=true]");
                }
            }));
        }
        now
    });
    view! {
        <form
            class="form"
            id=id
            node_ref=form
            novalidate=true
            aria-label=label
            on:submit=move |event| {
                event.prevent_default();
                event.stop_propagation();
                if !busy.get_untracked() {
                    on_submit.run(());
                }
            }
        >
            <div role="alert" class="form-alert">
                {live(move || summary(scope, message.get()))}
            </div>
            <leptos::context::Provider value=scope>{children()}</leptos::context::Provider>
        </form>
    }
    .into_any()
}

/// The visible message, the errors that no field shows, and an announcement of the others.
fn summary(scope: FormScope, message: Option<String>) -> Option<AnyView> {
    let (mut shown, mut homeless) = (Vec::new(), Vec::new());
    scope.errors.with(|errors| {
        scope.fields.with_value(|fields| {
            // In the order in which they stand in the form.
            for (name, label) in fields {
                shown.extend(errors.get(name).map(|text| format!("{label}: {text}")));
            }
            let is_shown = |name: &str| fields.iter().any(|(field, _)| field == name);
            let others = errors.iter().filter(|(name, _)| !is_shown(name));
            homeless.extend(others.map(|(_, text)| text.to_owned()));
        });
    });
    if message.is_none() && shown.is_empty() && homeless.is_empty() {
        return None;
    }
    let visible = message.is_some() || !homeless.is_empty();
    Some(
        view! {
            {visible.then(|| view! {
                <div class="notice danger">
                    {glyph(Icon::Stop, 20)}
                    <div class="notice-body">
                        {message.map(|text| view! { <p>{text}</p> })}
                        {homeless.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                    </div>
                </div>
            })}
            <span class="hidden">{shown.join(" ")}</span>
        }
        .into_any(),
    )
}
