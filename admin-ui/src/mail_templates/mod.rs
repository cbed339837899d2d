//! Settings: the words of emails.

mod draft;
mod panel;
mod table;

use contract::mail_templates::MailTemplate;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::MAIL_TEMPLATES;
use crate::words::mail_templates as words;

/// The email wording tab.
#[component]
pub fn MailTemplateSettings() -> AnyView {
    let all = Fetched::<Items<MailTemplate>>::new();
    let changed = RwSignal::new(0_u32);
    Effect::new(move || {
        changed.track();
        all.load(async { api().mail_templates().await });
    });
    let path = use_location().pathname;
    // The panel is not built again when the list reloads.
    let opened = Memo::new(move |_| {
        let kind = path.with(|path| {
            let rest = path.strip_prefix(MAIL_TEMPLATES)?;
            Some(rest.trim_matches('/').to_owned())
        })?;
        all.value.with(|page| {
            let mut items = page.as_ref()?.items.iter();
            items.find(|one| one.kind == kind).cloned()
        })
    });
    let there = Memo::new(move |_| all.value.with(Option::is_some));
    let retry = Callback::new(move |()| changed.update(|n| *n += 1));
    let content = move || match (there.get(), all.failure.get()) {
        (false, Some(error)) => failure::state(&error, Some(retry)),
        _ => table::view(all),
    };
    view! {
        <Section title=words::TITLE lead=words::LEAD>{content}</Section>
        {move || opened.get().map(|one| view! { <panel::TemplatePanel changed=changed of=one/> })}
    }
    .into_any()
}
