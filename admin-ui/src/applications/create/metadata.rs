//! The metadata of a SAML application: a file or pasted text, which the server reads.

use contract::applications::{MetadataRead, ReadMetadata, SamlSettings};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::me::focus_later;
use ui_kit::prelude::*;

use super::input::Input;
use crate::words::applications_saml as words;

/// The name of the field, in the API and in the form.
const METADATA: &str = "metadata";
/// The most that the server reads, in bytes.
const MOST: u32 = 256 * 1_024;
/// The files that the browser offers.
const FILES: &str = ".xml,application/xml,text/xml,application/samlmetadata+xml";

/// The text, and what was found in it. Copy.
#[derive(Clone, Copy)]
pub(super) struct Metadata {
    text: RwSignal<String>,
    found: RwSignal<Option<MetadataRead>>,
    busy: RwSignal<bool>,
}

impl Metadata {
    pub fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.text.set(String::new());
        self.found.set(None);
    }

    /// Whether there is a text.
    pub fn is_entered(self) -> bool {
        self.text.with(|text| !text.is_empty())
    }
}

/// The file and the text, and below them what was found.
pub(super) fn view(input: Input) -> AnyView {
    let Metadata { text, found, busy } = input.metadata;
    let on_file = move |file: Result<ChosenFile, FileProblem>| match file {
        Ok(file) => {
            text.set(file.text());
            read(input);
        }
        Err(problem) => {
            let says = match problem {
                FileProblem::TooLarge => words::TOO_LARGE,
                FileProblem::Unreadable => words::UNREADABLE,
            };
            input.form.clear();
            input.form.fault(METADATA, says);
        }
    };
    let result = move || found.get().map(|found| result(input, found));
    view! {
        <fieldset class="fieldset">
            <legend>{words::METADATA}</legend>
            <FileField label=words::CHOOSE_FILE hint=words::DROP accept=FILES most=MOST on_file=on_file/>
            <TextArea name=METADATA label=words::PASTE value=text rows=3 mono=true/>
            <div class="actions">
                <Button small=true variant=ButtonVariant::Secondary busy=busy on_click=move || read(input)>
                    {words::READ}
                </Button>
            </div>
            {result}
        </fieldset>
    }
    .into_any()
}

/// Has the server read the text, and fills in the form.
fn read(input: Input) {
    let Metadata { text, found, busy } = input.metadata;
    let form = input.form;
    let metadata = text.get_untracked();
    form.clear();
    found.set(None);
    if metadata.trim().is_empty() {
        form.fault(METADATA, words::METADATA_MISSING);
        return;
    }
    if metadata.len() > MOST as usize {
        form.fault(METADATA, words::TOO_LARGE);
        return;
    }
    busy.set(true);
    let body = ReadMetadata { metadata };
    run(
        async move { api().read_saml_metadata(&body).await },
        move |answer| {
            busy.try_set(false);
            match answer {
                Ok(read) => {
                    input.saml.fill(&read.settings);
                    found.try_set(Some(read));
                }
                Err(error) => form.refuse(&error),
            }
        },
    );
}

/// What was found, and what it leaves open.
fn result(input: Input, found: MetadataRead) -> AnyView {
    let lines = |texts: Vec<String>| {
        let lines = texts.into_iter().map(|text| view! { <li>{text}</li> });
        view! { <ul class="bullets">{lines.collect_view()}</ul> }
    };
    let discard = move || {
        input.metadata.clear();
        input.saml.fill(&SamlSettings::default());
        // The button that had the focus is gone.
        focus_later(".drawer textarea[name=metadata]");
    };
    let MetadataRead { settings, warnings } = found;
    let warnings = (!warnings.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warn title=words::WARNINGS live=true>{lines(warnings)}</Notice> }
    });
    view! {
        <Notice tone=Tone::Ok title=words::FOUND live=true>
            {lines(words::found(&settings))}
            <div class="notice-actions">
                <Button small=true variant=ButtonVariant::Secondary on_click=discard>{words::DISCARD}</Button>
            </div>
        </Notice>
        {warnings}
    }
    .into_any()
}
