//! The table of the kinds of emails.

use contract::mail_templates::MailTemplate;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::MAIL_TEMPLATES;
use crate::words::mail_templates as words;

pub(super) fn view(all: Fetched<Items<MailTemplate>>) -> AnyView {
    let items = move || {
        all.value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    view! {
        <TableFrame label=words::TITLE busy=all.busy fixed=true>
            <thead><tr>
                <th scope="col">{words::KIND}</th>
                <th scope="col" class="p2">{words::SUBJECT}</th>
                <th scope="col" class="w8">{words::WORDING}</th>
            </tr></thead>
            <tbody>
                {move || all.waiting().then(|| view! { <SkeletonRows columns=3 rows=6/> })}
                <For each=items key=|one| (one.kind.clone(), one.version) let:one>{row(one)}</For>
            </tbody>
        </TableFrame>
    }
    .into_any()
}

fn row(one: MailTemplate) -> AnyView {
    let href = format!("{MAIL_TEMPLATES}/{}", one.kind);
    let by = one.updated_by.filter(|_| one.customized);
    let state = if one.customized {
        view! { <Badge tone=Tone::Info icon=Icon::Mail text=words::OWN/> }.into_any()
    } else {
        view! { <span class="muted">{words::DEFAULT}</span> }.into_any()
    };
    let note = move || by.as_deref().map(words::changed_by);
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::Mail title=one.label href=href note=note/></td>
            <td data-label=words::SUBJECT class="p2 muted">{one.words.subject}</td>
            <td data-label=words::WORDING>{state}</td>
        </TableRow>
    }
    .into_any()
}
