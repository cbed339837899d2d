//! A button that downloads a CSV file from the server.

use std::future::Future;

use client::Error;
use leptos::prelude::*;
use portal_kit::api::run;
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::words;

/// The button. It saves the CSV that `call` returns under this name.
pub fn download_button<Call>(
    label: &'static str,
    file_name: &'static str,
    call: impl Fn() -> Call + Send + Sync + 'static,
) -> AnyView
where
    Call: Future<Output = Result<Vec<u8>, Error>> + 'static,
{
    let busy = RwSignal::new(false);
    let download = move || {
        busy.set(true);
        run(call(), move |file| {
            busy.try_set(false);
            match file {
                Ok(file) if download_file(file_name, "text/csv", &file) => {}
                Ok(_) => use_toasts().error(words::NOT_SAVED),
                Err(error) => failure::toast(&error),
            }
        });
    };
    view! {
        <Button variant=ButtonVariant::Secondary busy=busy on_click=download>{label}</Button>
    }
    .into_any()
}
