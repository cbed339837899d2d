//! The disclosure with the settings that few applications need.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::editing::Editing;
use crate::words::applications_sign_on as words;

/// Settings that are shown on demand, and when one of the fields with these names is wrong.
pub(super) fn more(
    editing: Editing,
    fields: &'static [&'static str],
    settings: AnyView,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        let is_wrong = |errors: &FieldErrors| {
            let mut fields = fields.iter();
            fields.any(|field| errors.get(field).is_some())
        };
        if editing.form.errors.with(is_wrong) {
            open.set(true);
        }
    });
    let details = NodeRef::<leptos::html::Details>::new();
    let toggled = move || {
        if let Some(details) = details.get_untracked() {
            open.set(details.open());
        }
    };
    view! {
        <details class="all-values" node_ref=details prop:open=open on:toggle=move |_| toggled()>
            <summary>{words::MORE}</summary>
            <div class="stack">{settings}</div>
        </details>
    }
    .into_any()
}
