//! Recovery codes, shown once, to save, print or copy.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::copy_button::copy_button;
use crate::session;
use crate::words::factors as words;

/// The codes, until the person confirms that they are saved. Every other way out asks first.
pub fn shown_codes(codes: Vec<String>, done: impl Fn() + Send + Sync + 'static) -> AnyView {
    let text = codes.join("\n");
    let file = format!(
        "data:text/plain;charset=utf-8,{}",
        String::from(js_sys::encode_uri_component(&in_a_file(&text)))
    );
    let print = move || {
        // Without a printer, nothing happens.
        let _ = window().print();
    };
    view! {
        <section class="recovery-codes" aria-label=words::CODES_TITLE>
            <h3>{words::CODES_TITLE}</h3>
            <p class="muted">{words::CODES_LEAD}</p>
            <Notice tone=Tone::Warn live=true>{words::CODES_SHOWN}</Notice>
            <ol class="codes">
                {codes.into_iter().map(|code| view! { <li class="mono">{code}</li> }).collect_view()}
            </ol>
            <div class="actions">
                <a class="button secondary small" href=file download=words::FILE_NAME>{words::DOWNLOAD}</a>
                <Button variant=ButtonVariant::Secondary small=true on_click=print>{words::PRINT}</Button>
                {copy_button(text)}
            </div>
            <Button on_click=done>{words::SAVED}</Button>
            <UnsavedEdits dirty=true title=words::CODES_LEAVE body=words::CODES_LEAVE_BODY
                keep=words::CODES_STAY discard=words::CODES_LEAVE_ANYWAY/>
        </section>
    }
    .into_any()
}

/// The codes, with the information that identifies their account years later.
fn in_a_file(codes: &str) -> String {
    let account = session::account().get_untracked();
    let (organization, email) = account
        .map(|account| (account.organization_name, account.email))
        .unwrap_or_default();
    let today = untrack(|| date(Moment::now()));
    format!(
        "{}\n\n{codes}\n",
        words::file_head(&organization, &email, &today)
    )
}
