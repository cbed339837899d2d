//! The button that exports a list, and its dialog.
//!
//! The file is fetched with the access token and then saved by the browser, so there is no link that
//! others could open. Meanwhile it is in the memory of the tab: about 100 MB for 100,000 users.

use client::Error;
use contract::exports::{ExportFormat, ExportQuery};
use leptos::prelude::*;
use portal_kit::api::run;
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words::exports as words;

const MATCHING: &str = "matching";
const ALL: &str = "all";

/// What is exported.
#[derive(Clone, Copy)]
pub struct Exported {
    /// The noun for one item.
    pub one: &'static str,
    /// The noun for several items, which is also the name of the file.
    pub many: &'static str,
    /// How many items match the list's search and filters.
    pub total: Signal<u64>,
    /// The choice of columns, if there is one.
    pub columns: Option<ExportColumns>,
}

/// A choice of columns.
#[derive(Clone, Copy)]
pub struct ExportColumns {
    /// The part of the dialog that asks for them.
    pub fields: Callback<(), AnyView>,
    /// Whether none are chosen, so that there is nothing to export.
    pub none: Signal<bool>,
}

/// The button that opens the dialog.
pub fn export_button(open: RwSignal<bool>) -> AnyView {
    view! {
        <Button variant=ButtonVariant::Secondary icon=Icon::Download on_click=move || open.set(true)>
            {words::EXPORT}
        </Button>
    }
    .into_any()
}

/// The dialog, while `open`. It exports what `list` shows, or everything.
pub fn export_dialog<F>(
    open: RwSignal<bool>,
    list: List,
    what: Exported,
    call: impl Fn(ExportQuery) -> F + Send + Sync + 'static,
) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, Error>> + 'static,
{
    let format = RwSignal::new(ExportFormat::Csv.as_str().to_owned());
    let content = RwSignal::new(MATCHING.to_owned());
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    Effect::new(move || {
        if open.get() {
            content.set(MATCHING.to_owned());
            error.set(None);
        }
    });
    let confirm = move || {
        let format = format_named(&format.get_untracked());
        let everything = content.with_untracked(|content| content == ALL);
        let query = query(list, format, everything);
        busy.set(true);
        error.set(None);
        run(call(query), move |answer| {
            busy.try_set(false);
            let file = format!("{}.{}", what.many, format.as_str());
            match answer {
                Ok(bytes) if download_file(&file, format.media_type(), &bytes) => {
                    use_toasts().ok(words::saved(&file));
                    open.try_set(false);
                }
                Ok(_) => {
                    error.try_set(Some(words::REFUSED.to_owned()));
                }
                Err(failed) => {
                    error.try_set(Some(failure::explain(&failed)));
                }
            }
        });
    };
    let contents = move || {
        vec![
            Choice::new(
                MATCHING,
                words::matching(what.total.get(), what.one, what.many),
            ),
            Choice::new(ALL, words::all(what.many)),
        ]
    };
    let chooses_content = move || {
        list.narrowed().then(|| {
            view! {
                <RadioGroup name="content" label=words::CONTENT value=content
                    options=Signal::derive(contents)/>
            }
        })
    };
    let none = Signal::derive(move || what.columns.is_some_and(|columns| columns.none.get()));
    view! {
        <ConfirmDialog open=open title=words::title(what.many) verb=words::title(what.many) busy=busy error=error
            disabled=none on_confirm=confirm>
            <div class="stack">
                {chooses_content}
                {what.columns.map(|columns| columns.fields.run(()))}
                <RadioGroup name="format" label=words::FORMAT value=format options=formats()/>
                <p class="muted small">{words::RECORDED}</p>
            </div>
        </ConfirmDialog>
    }
    .into_any()
}

fn formats() -> Vec<Choice> {
    vec![
        Choice::new(ExportFormat::Csv.as_str(), words::CSV).hint(words::CSV_WHY),
        Choice::new(ExportFormat::Jsonl.as_str(), words::JSONL).hint(words::JSONL_WHY),
    ]
}

fn format_named(name: &str) -> ExportFormat {
    if name == ExportFormat::Jsonl.as_str() {
        ExportFormat::Jsonl
    } else {
        ExportFormat::Csv
    }
}

/// Excel reads CSV as UTF-8 only if it begins with a byte order mark.
fn query(list: List, format: ExportFormat, everything: bool) -> ExportQuery {
    let shown = list.now();
    let some = |text: String| (!everything && !text.is_empty()).then_some(text);
    ExportQuery {
        format: Some(format),
        filter: some(shown.filter),
        search: some(shown.search),
        bom: (format == ExportFormat::Csv).then_some(true),
        ..ExportQuery::default()
    }
}
