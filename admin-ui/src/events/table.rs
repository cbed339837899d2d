//! The table of events and its filters.

use contract::events::{Event, EventParty};
use contract::filter::EventFilter;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use portal_kit::me::event_icon;
use ui_kit::prelude::*;

use crate::components::{list_failure, list_footer, outcome_badge};
use crate::list::{FilterField, List};
use crate::words::{self as all, events as words};

pub(super) fn filters(list: List) -> AnyView {
    let action = RwSignal::new(String::new());
    let outcome = list.field(|filter: &mut EventFilter| &mut filter.outcome);
    let FilterField { chosen, choose } = list.field(|filter: &mut EventFilter| &mut filter.action);
    Effect::new(move || {
        let now = chosen
            .with(|chosen| chosen.first().cloned())
            .unwrap_or_default();
        if action.get_untracked() != now {
            action.set(now);
        }
    });
    Effect::new(move |before: Option<String>| {
        let now = action.get();
        let shown = chosen
            .with_untracked(|chosen| chosen.first().cloned())
            .unwrap_or_default();
        if before.is_some() && now != shown {
            let all = Some(now.clone()).filter(|now| !now.is_empty());
            choose.run((all.into_iter().collect(),));
        }
        now
    });
    let options = move || {
        let mut options = vec![Choice::new("", words::ALL_ACTIONS)];
        options.extend(words::actions().map(|(code, text)| Choice::new(code, text)));
        options
    };
    view! {
        <div class="filters">
            <SelectField name="action" label=words::ACTION value=action options=Signal::derive(options)/>
            <ChipBar active=Signal::derive(move || list.filtered()) on_clear=move || list.clear()>
                <FilterChips label=words::OUTCOME selected=outcome.chosen
                    options=vec![Chip::new("success", words::SUCCESS), Chip::new("failure", words::FAILURE)]
                    on_change=outcome.choose/>
            </ChipBar>
        </div>
        {move || {
            let filter: EventFilter = list.filter();
            let one = !filter.actor.is_empty() || !filter.target.is_empty();
            one.then(|| view! { <Notice tone=Tone::Info>{words::FILTER_ONE}</Notice> })
        }}
    }
    .into_any()
}

pub(super) fn view(
    list: List,
    page: Fetched<Items<Event>>,
    retry: impl Fn() + Send + Sync + Copy + 'static,
) -> AnyView {
    let items = move || {
        page.value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=page.busy>
                <thead><tr>
                    <th scope="col">{words::WHAT}</th>
                    <th scope="col">{words::OUTCOME}</th>
                    <th scope="col">{words::WHO}</th>
                    <th scope="col" class="p3">{words::WHOM}</th>
                    <th scope="col" class="p4">{words::FROM}</th>
                    <th scope="col">{words::WHEN}</th>
                </tr></thead>
                <tbody>
                    {move || page.waiting().then(|| view! { <SkeletonRows columns=6 rows=10/> })}
                    <For each=items key=move |event| (event.id, list.now()) let:event>{row(list, event)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let empty = Memo::new(move |_| {
        page.value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
    });
    let failed = Memo::new(move |_| page.failure.with(Option::is_some));
    view! {
        {move || match (failed.get(), empty.get()) {
            (true, _) => list_failure(list, page.failure, Callback::new(move |()| retry())),
            (_, true) => nothing(list),
            _ => table(),
        }}
        {list_footer(
            list,
            Signal::derive(move || page.value.with(|page| page.as_ref().map_or((0, 0), |page| (page.items.len() as u64, page.total)))),
            Signal::derive(move || page.value.with(|page| page.as_ref().and_then(|page| page.next_cursor.clone()))),
        )}
    }
    .into_any()
}

/// The name of a party of an event.
pub(super) fn party(party: &EventParty) -> String {
    words::party(&party.kind, &party.name)
}

fn row(list: List, event: Event) -> AnyView {
    let href = list.over_now("", &[("event", &event.id.to_string())]);
    let whom = event.target.as_ref().map(party);
    // On phones a row is a card: leave out an empty line.
    let whom_class = if whom.is_some() { "p3" } else { "p3 blank" };
    let from = event.address.clone().unwrap_or_default();
    view! {
        <TableRow>
            <td class="main">
                <span class="cell nowrap">
                    <span class="muted"><Glyph icon=event_icon(&event) size=18/></span>
                    <a class="row-link" data-noscroll="" href=href>{words::action(&event.action)}</a>
                </span>
            </td>
            <td data-label=words::OUTCOME>{outcome_badge(event.outcome)}</td>
            <td data-label=words::WHO><span class="clip">{party(&event.actor)}</span></td>
            <td data-label=words::WHOM class=whom_class><span class="clip">{whom}</span></td>
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
