//! A file that a person chooses or drops.

use js_sys::Uint8Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, FileList};

use crate::dom::uid;
use crate::icon::{Icon, glyph};

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl ChosenFile {
    /// The content as text in UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It is larger than allowed.
    TooLarge,
    /// The browser could not read it. A folder cannot be read either.
    Unreadable,
}

/// A place for a file: a button that chooses one, and around it the area to drop one. The file stays in
/// the browser; the caller gets its content.
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
    /// Receives the file, or why there is none.
    #[prop(into)]
    on_file: Callback<(Result<ChosenFile, FileProblem>,)>,
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
fn read(files: Option<FileList>, most: u32, on_file: Callback<(Result<ChosenFile, FileProblem>,)>) {
    let Some(file) = files.and_then(|files| files.get(0)) else {
        return;
    };
    if file.size() > f64::from(most) {
        on_file.run((Err(FileProblem::TooLarge),));
        return;
    }
    spawn_local(async move {
        let content = JsFuture::from(file.array_buffer()).await.ok();
        let read = content.map(|content| ChosenFile {
            name: file.name(),
            bytes: Uint8Array::new(&content).to_vec(),
        });
        // The panel may have been closed meanwhile.
        on_file.try_run((read.ok_or(FileProblem::Unreadable),));
    });
}
