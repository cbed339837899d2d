//! Imports the numbers that users and groups have in another directory.

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::lines::{Fault, Lines};
use crate::words::directory as words;

const FORM: &str = "posix-numbers-form";

/// The maximum size of a file, in bytes: more than its lines can have.
const MOST: u32 = 256 * 1024;
/// The files that the browser offers first.
const FILES: &str = ".csv,text/csv,text/plain";
/// The number of lines whose problem is shown.
const SHOWN: usize = 50;

/// What became of an import.
#[derive(Clone)]
enum Outcome {
    /// So many lines were read, and so many numbers were new.
    Imported(usize, u64),
    /// Nothing was imported, because of these lines.
    Refused(Vec<Fault>),
}

/// The form. `text` is what was pasted.
pub(super) fn view(text: RwSignal<String>) -> AnyView {
    let form = Sending::new();
    let outcome = RwSignal::new(None::<Outcome>);
    let send = move || {
        form.clear();
        outcome.set(None);
        let lines = match text.with_untracked(|text| Lines::read(text)) {
            Ok(lines) => lines,
            Err(faults) => {
                outcome.set(Some(Outcome::Refused(faults)));
                return;
            }
        };
        let count = lines.count();
        if count == 0 {
            form.fault("numbers", words::NUMBERS_MISSING);
            return;
        }
        let body = lines.request.clone();
        let takes = move |error: &Error| {
            let problem = error
                .problem()
                .filter(|problem| problem.kind == ProblemType::InvalidFields);
            let faults = problem.map(|problem| lines.faults(&problem.errors));
            let faults = faults.filter(|faults| !faults.is_empty());
            let is_known = faults.is_some();
            if let Some(faults) = faults {
                outcome.try_set(Some(Outcome::Refused(faults)));
            }
            is_known
        };
        form.send_or(
            async move { api().import_posix_numbers(&body).await },
            takes,
            move |imported| {
                outcome.try_set(Some(Outcome::Imported(count, imported.given)));
                text.try_set(String::new());
            },
        );
    };
    let on_file = move |file: Result<ChosenFile, FileProblem>| {
        form.clear();
        outcome.set(None);
        match file {
            Ok(file) => text.set(file.text()),
            Err(FileProblem::TooLarge) => form.fault("numbers", words::FILE_TOO_LARGE),
            Err(FileProblem::Unreadable) => form.fault("numbers", words::FILE_UNREADABLE),
        }
    };
    let foot = move || {
        view! {
            <Button submit=true form=FORM busy=form.busy variant=ButtonVariant::Secondary>
                {words::IMPORT}
            </Button>
        }
    };
    view! {
        <Card title=words::IMPORT_TITLE lead=words::IMPORT_LEAD foot=foot>
            <Form id=FORM on_submit=send busy=form.busy errors=form.errors message=form.message>
                <TextArea name="numbers" label=words::NUMBERS value=text hint=words::NUMBERS_HINT mono=true rows=5/>
                <FileField label=words::CHOOSE_FILE hint=words::DROP_FILE accept=FILES most=MOST on_file=on_file/>
            </Form>
            {move || outcome.get().map(shown)}
        </Card>
    }
    .into_any()
}

fn shown(outcome: Outcome) -> AnyView {
    match outcome {
        Outcome::Imported(lines, given) => view! {
            <Notice tone=Tone::Ok live=true>{words::imported(lines, given)}</Notice>
        }
        .into_any(),
        Outcome::Refused(faults) => {
            let more = faults.len().saturating_sub(SHOWN);
            let lines = faults.into_iter().take(SHOWN).map(|fault| {
                let text = words::line(fault.line, &fault.name, &fault.mend);
                view! { <li class="break">{text}</li> }
            });
            let lines = lines.collect_view();
            view! {
                <Notice tone=Tone::Danger title=words::NOTHING_IMPORTED live=true>
                    <ul class="bullets">{lines}</ul>
                    {(more > 0).then(|| view! { <p>{words::more_lines(more)}</p> })}
                </Notice>
            }
            .into_any()
        }
    }
}
