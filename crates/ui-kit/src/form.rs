//! A form: sends itself once, gives its fields their errors, announces them, and puts
//! focus on the first one.

use leptos::html;
use leptos::prelude::*;

use crate::dom::{after_paint, focus_first, live};
use crate::field_errors::FieldErrors;
use crate::icon::{Icon, glyph};
use crate::kept::fill_in;

/// What a form tells the fields and buttons inside it.
#[derive(Clone, Copy)]
pub(crate) struct FormScope {
    pub(crate) errors: RwSignal<FieldErrors>,
    pub(crate) busy: Signal<bool>,
    /// The (name, label) of every field inside, so that an error of a field that is not
    /// shown still appears in the summary.
    pub(crate) fields: StoredValue<Vec<(String, String)>>,
}

/// A form. Errors of its fields come in through `errors`, everything else through `message`.
#[component]
pub fn Form(
    /// Sends the form; not called while busy.
    #[prop(into)]
    on_submit: Callback<()>,
    /// On its way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Messages by field name.
    #[prop(optional)]
    errors: Option<RwSignal<FieldErrors>>,
    /// What is wrong with the whole.
    #[prop(optional, into)]
    message: Signal<Option<String>>,
    /// For a submitting button outside of the form.
    #[prop(optional, into)]
    id: Option<String>,
    /// What the form is for, where no heading says so.
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
    // Typing into a field clears its error: only more errors than before move the focus.
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

/// The visible message, the errors that no field shows, and a spoken list of the others.
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
