//! The table of events.

use contract::events::{Event, EventParty};
use leptos::prelude::*;
use portal_kit::me::event_icon;
use ui_kit::prelude::*;

use crate::components::{ListPage, outcome_badge};
use crate::list::List;
use crate::words::{self as all, events as words};

pub(super) fn view(of: ListPage<Event>) -> AnyView {
    let list = of.list;
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy>
                <thead><tr>
                    <th scope="col">{words::WHAT}</th>
                    <th scope="col" class="w8">{words::OUTCOME}</th>
                    <th scope="col">{words::WHO}</th>
                    <th scope="col" class="p3">{words::WHOM}</th>
                    <th scope="col" class="p4 w8">{words::FROM}</th>
                    <th scope="col" class="w8">{words::WHEN}</th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=6 rows=10/> })}
                    <For each=move || of.items() key=move |event| (event.id, list.now()) let:event>{row(list, event)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    of.view(table, move || nothing(list))
}

/// The name of a party of an event.
pub(super) fn party(party: &EventParty) -> String {
    words::party(&party.kind, &party.name)
}

/// The name, and below it the address: names can be alike.
fn somebody(one: &EventParty) -> AnyView {
    let email = one.email.clone();
    view! {
        <div class="two-lines">
            <p class="clip">{party(one)}</p>
            {email.map(|email| view! { <p class="muted small clip">{email}</p> })}
        </div>
    }
    .into_any()
}

fn row(list: List, event: Event) -> AnyView {
    let href = list.over_now("", &[("event", &event.id.to_string())]);
    // On phones a row is a card: leave out an empty line.
    let whom_class = if event.target.is_some() {
        "p3"
    } else {
        "p3 blank"
    };
    let from = event.address.clone().unwrap_or_default();
    view! {
        <TableRow>
            <td class="main">
                <span class="cell">
                    <span class="muted"><Glyph icon=event_icon(&event) size=18/></span>
                    <a class="row-link" data-noscroll="" href=href>{words::action(&event.action)}</a>
                </span>
            </td>
            <td data-label=words::OUTCOME>{outcome_badge(event.outcome)}</td>
            <td data-label=words::WHO>{somebody(&event.actor)}</td>
            <td data-label=words::WHOM class=whom_class>{event.target.as_ref().map(somebody)}</td>
            <td data-label=words::FROM class="p4 muted"><span class="clip">{from}</span></td>
            <td data-label=words::WHEN class="muted"><RelativeTime at=event.at/></td>
        </TableRow>
    }
    .into_any()
}

fn nothing(list: List) -> AnyView {
    let narrowed = list.narrowed();
    let (title, text) = if narrowed {
        (words::NO_MATCH_TITLE, words::NO_MATCH)
    } else {
        (words::EMPTY_TITLE, words::EMPTY)
    };
    let actions = move || {
        narrowed.then(|| view! {
            <Button variant=ButtonVariant::Secondary on_click=move || list.clear()>{all::CLEAR_FILTERS}</Button>
        })
    };
    view! { <Card><EmptyState icon=Icon::List title=title actions=actions>{text}</EmptyState></Card> }.into_any()
}
