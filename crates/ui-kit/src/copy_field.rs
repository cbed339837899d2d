//! A value to copy: an API key, a temporary password.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::dom::uid;
use crate::icon::{Glyph, Icon};
use crate::root::announce;
use crate::words;

/// How long the button shows that the value is copied.
const SAID: Duration = Duration::from_secs(2);

/// A value that can be read and copied.
#[component]
pub fn CopyField(
    /// The label.
    #[prop(into)]
    label: String,
    /// The value.
    #[prop(into)]
    value: Signal<String>,
    /// Hidden until the person reveals it. Copying works either way.
    #[prop(optional)]
    secret: bool,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Option<String>,
) -> AnyView {
    let id = uid("copy");
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let input = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(!secret);
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        copy_text(&value.get_untracked(), &input);
        copied.set(true);
        announce(words::COPIED);
        set_timeout(
            move || {
                copied.try_set(false);
            },
            SAID,
        );
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="copy">
                <input
                    class="input mono"
                    id=id
                    node_ref=input
                    readonly=true
                    autocomplete="off"
                    spellcheck="false"
                    type=Signal::derive(move || if shown.get() { "text" } else { "password" })
                    aria-describedby=hint_id.clone()
                    prop:value=value
                    on:focus=move |_| if let Some(input) = input.get_untracked() { input.select() }
                />
                {secret.then(|| view! {
                    <button class="button secondary" type="button" on:click=move |_| shown.update(|on| *on = !*on)>
                        {Signal::derive(move || if shown.get() { words::HIDE } else { words::SHOW })}
                    </button>
                })}
                <button class="button secondary" type="button" on:click=copy>
                    <Glyph size=18 icon=Signal::derive(move || if copied.get() { Icon::Check } else { Icon::Copy })/>
                    {Signal::derive(move || if copied.get() { words::COPIED } else { words::COPY })}
                </button>
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}

/// Copies with the clipboard API if the page has it (HTTPS, localhost), otherwise with the
/// selection.
fn copy_text(text: &str, input: &web_sys::HtmlInputElement) {
    if window().is_secure_context() {
        let _ = window().navigator().clipboard().write_text(text);
        return;
    }
    let kind = input.type_();
    input.set_type("text");
    input.select();
    if let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() {
        let _ = page.exec_command("copy");
    }
    input.set_type(&kind);
}
