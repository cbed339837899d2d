//! The panel in which a file is chosen or dropped.

use contract::imports::UploadQuery;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::import::MAX_FILE;
use ui_kit::prelude::*;

use crate::address;
use crate::list::List;
use crate::words::{self as all, imports as words};

/// The name of the field, in the API's errors and in the form.
const FILE: &str = "file";
/// The files that the browser offers.
const FILES: &str = ".csv,.tsv,.txt,text/csv,text/tab-separated-values";

/// The panel.
#[component]
pub fn UploadPanel(
    /// The list behind it.
    list: List,
    /// Incremented so that the list reloads.
    changed: RwSignal<u32>,
) -> AnyView {
    let form = Sending::new();
    let upload = move |file: ChosenFile| {
        let ChosenFile { name, bytes } = file;
        let query = UploadQuery {
            file_name: Some(name),
            match_by: None,
        };
        form.send(
            async move { api().upload_import(&query, bytes).await },
            move |import| {
                changed.try_update(|n| *n += 1);
                address::replace(&list.over_now(&import.id.to_string(), &[]));
            },
        );
    };
    let on_file = move |file: Result<ChosenFile, FileProblem>| match file {
        Ok(file) => upload(file),
        Err(problem) => {
            form.clear();
            form.fault(FILE, words::file_problem(problem));
        }
    };
    let refused = move || {
        let at_file = form.errors.with(|errors| {
            let mut errors = errors.iter();
            errors.next().map(|(_, message)| message.to_owned())
        });
        let message = at_file.or_else(|| form.message.get());
        message.map(|message| view! { <Notice tone=Tone::Danger live=true>{message}</Notice> })
    };
    let most = u32::try_from(MAX_FILE).unwrap_or(u32::MAX);
    let busy = move || {
        form.busy.get().then(|| {
            view! {
                <Progress label=Signal::derive(|| words::UPLOADING.to_owned())
                    done=Signal::derive(|| 0_u64) total=Signal::derive(|| 0_u64)/>
            }
        })
    };
    view! {
        <Drawer title=words::NEW head=|| words::NEW_LEAD on_close=move || list.close()
            foot=move || view! { <DrawerCancel>{all::CANCEL}</DrawerCancel> }>
            <div class="stack">
                {refused}
                <FileField label=words::CHOOSE hint=words::DROP accept=FILES most=most on_file=on_file/>
                {busy}
            </div>
        </Drawer>
    }
    .into_any()
}
