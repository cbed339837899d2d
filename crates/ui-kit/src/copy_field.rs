//! A value to copy: an API key, a temporary password, a part of a configuration file.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::dom::uid;
use crate::icon::{Glyph, Icon, glyph};
use crate::root::announce;
use crate::toast::use_toasts;
use crate::words;

/// How long the button shows that the value is copied.
const SAID: Duration = Duration::from_secs(2);

/// The number of lines from which a text scrolls.
const MOST_ROWS: usize = 20;
/// The number of lines for a text whose lines are broken.
const WRAPPED_ROWS: usize = 8;

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
    let copy = move || {
        if let Some(input) = input.get_untracked() {
            copy_text(value.get_untracked(), copied, || select_and_copy(&input));
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label.clone()}</label>
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
                {button(label, copied, copy)}
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}

/// A text of several lines that can be read and copied, such as a part of a configuration file.
#[component]
pub fn CopyArea(
    /// The label.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Help below the text.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The name of the file, if the text can also be downloaded as one.
    #[prop(optional)]
    file: Option<&'static str>,
    /// Breaks lines that are too long, for a text in one line.
    #[prop(optional)]
    wrap: bool,
) -> AnyView {
    let id = uid("copy");
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let area = NodeRef::<html::Textarea>::new();
    let copied = RwSignal::new(false);
    let copy = move || {
        if let Some(area) = area.get_untracked() {
            copy_text(value.get_untracked(), copied, || {
                area.select();
                copy_selection()
            });
        }
    };
    let least = if wrap { WRAPPED_ROWS } else { 2 };
    let rows = move || {
        value
            .with(|text| text.lines().count())
            .clamp(least, MOST_ROWS)
    };
    let download = file.map(|file| download(&label, value, file));
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label.clone()}</label>
            <div class="copy block">
                <textarea
                    class="input mono"
                    id=id
                    node_ref=area
                    readonly=true
                    autocomplete="off"
                    spellcheck="false"
                    wrap=if wrap { "soft" } else { "off" }
                    rows=move || rows().to_string()
                    aria-describedby=hint_id.clone()
                    prop:value=value
                ></textarea>
                <div class="actions">
                    {button(label, copied, copy)}
                    {download}
                </div>
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}

/// The button that copies. Its name says what it copies, where there are several of them.
fn button(
    label: String,
    copied: RwSignal<bool>,
    copy: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <button class="button secondary" type="button" on:click=move |_| copy()>
            <Glyph size=18 icon=Signal::derive(move || if copied.get() { Icon::Check } else { Icon::Copy })/>
            {Signal::derive(move || if copied.get() { words::COPIED } else { words::COPY })}
            <span class="hidden">" "{label}</span>
        </button>
    }
    .into_any()
}

/// The link that downloads the text. Its name says what it downloads.
fn download(label: &str, value: Signal<String>, file: &'static str) -> AnyView {
    let address = move || {
        let text = value.with(|text| js_sys::encode_uri_component(text));
        format!("data:text/plain;charset=utf-8,{}", String::from(text))
    };
    let label = label.to_owned();
    view! {
        <a class="button secondary" href=Signal::derive(address) download=file>
            {glyph(Icon::Download, 18)}
            {words::DOWNLOAD}
            <span class="hidden">" "{label}</span>
        </a>
    }
    .into_any()
}

/// Shows and announces that something was copied, or that the browser refused it.
fn say(is_copied: bool, copied: RwSignal<bool>) {
    if !is_copied {
        use_toasts().error(words::NOT_COPIED);
        return;
    }
    copied.set(true);
    announce(words::COPIED);
    set_timeout(
        move || {
            copied.try_set(false);
        },
        SAID,
    );
}

/// Copies with the clipboard API if the page has it (HTTPS, localhost), otherwise with the
/// selection.
fn copy_text(text: String, copied: RwSignal<bool>, otherwise: impl FnOnce() -> bool) {
    if !window().is_secure_context() {
        say(otherwise(), copied);
        return;
    }
    spawn_local(async move { say(write_to_clipboard(&text).await, copied) });
}

/// Copies the text with the clipboard API. Returns `false` if the browser refuses it.
pub async fn write_to_clipboard(text: &str) -> bool {
    let written = window().navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}

/// Nothing can be selected in a password field.
fn select_and_copy(input: &web_sys::HtmlInputElement) -> bool {
    let kind = input.type_();
    input.set_type("text");
    input.select();
    let is_copied = copy_selection();
    input.set_type(&kind);
    is_copied
}

/// Returns `false` if the browser refuses it.
fn copy_selection() -> bool {
    let page = document().dyn_into::<web_sys::HtmlDocument>();
    page.is_ok_and(|page| page.exec_command("copy").unwrap_or(false))
}
