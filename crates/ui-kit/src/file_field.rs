//! A text file that a person chooses or drops.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, FileList};

use crate::dom::uid;
use crate::icon::{Icon, glyph};

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It is larger than allowed.
    TooLarge,
    /// The browser could not read it. A folder cannot be read either.
    Unreadable,
}

/// A place for a text file: a button that chooses one, and around it the area to drop one. The file stays in
/// the browser; the caller gets its text.
#[component]
pub fn FileField(
    /// The button, such as "Choose file".
    #[prop(into)]
    label: String,
    /// What else can be done, beside the button.
    #[prop(into)]
    hint: String,
    /// The kinds of files that the browser offers first, as in the attribute `accept`.
    accept: &'static str,
    /// The maximum size in bytes.
    most: u32,
    /// Receives the text, or why there is none.
    #[prop(into)]
    on_file: Callback<(Result<String, FileProblem>,)>,
) -> AnyView {
    let id = uid("file");
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let chosen = move || {
        if let Some(input) = input.get_untracked() {
            read(input.files(), most, on_file);
            // Otherwise the same file could not be chosen again after it was corrected.
            input.set_value("");
        }
    };
    let dropped = move |event: &DragEvent| {
        // Otherwise the browser would leave the page and show the file.
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        read(files, most, on_file);
    };
    view! {
        <div
            class="file-field"
            class:over=over
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: DragEvent| dropped(&event)
        >
            <input class="hidden" type="file" id=id.clone() node_ref=input accept=accept
                on:change=move |_| chosen()/>
            <label class="button secondary small" for=id>
                {glyph(Icon::Upload, 18)}
                <span class="button-text">{label}</span>
            </label>
            <span class="field-hint">{hint}</span>
        </div>
    }
    .into_any()
}

/// Reads the first of the files.
fn read(files: Option<FileList>, most: u32, on_file: Callback<(Result<String, FileProblem>,)>) {
    let Some(file) = files.and_then(|files| files.get(0)) else {
        return;
    };
    if file.size() > f64::from(most) {
        on_file.run((Err(FileProblem::TooLarge),));
        return;
    }
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok();
        let text = text.and_then(|text| text.as_string());
        // The panel may have been closed meanwhile.
        on_file.try_run((text.ok_or(FileProblem::Unreadable),));
    });
}
