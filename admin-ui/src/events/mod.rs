//! The page of events.

mod detail;
mod filters;
mod follow;
mod live;
mod new_events;
mod party_filter;
mod party_search;
mod range;
mod table;

use contract::events::Event;
use contract::ids::EventId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use self::live::Live;
use crate::address::EVENTS;
use crate::components::{Exported, ListPage, export_button, export_dialog};
use crate::list::List;
use crate::words::{self as all, events as words};

/// The events page.
#[component]
pub fn EventsPage() -> AnyView {
    let list = List::new(EVENTS, "");
    let live = Live::new();
    let events = ListPage::load(list, RwSignal::new(0), move |query| async move {
        let mut page = api().events(&query).await?;
        live.add_to(&mut page, &query);
        Ok(page)
    });
    live.start(events);
    let page = events.page;
    let query = use_query_map();
    let open = Memo::new(move |_| query.with(|query| query.get("event")));
    let listed = Memo::new(move |_| {
        let id = open.get()?;
        page.value.with(|page| {
            page.as_ref()?
                .items
                .iter()
                .find(|event| event.id.to_string() == id)
                .cloned()
        })
    });
    // A link leads to any event, not only to one on this page.
    let found = Fetched::<Event>::new();
    Effect::new(move || {
        let id = open.get().and_then(|id| id.parse::<EventId>().ok());
        let Some(id) = id.filter(|_| !page.waiting() && listed.with(Option::is_none)) else {
            return;
        };
        let known = |event: &Option<Event>| event.as_ref().is_some_and(|event| event.id == id);
        if !found.value.with_untracked(known) {
            found.load(async move { api().event(id).await });
        }
    });
    let shown = Memo::new(move |_| {
        let fetched = || {
            let id = open.get()?;
            let event = found.value.get();
            event.filter(|event| event.id.to_string() == id)
        };
        listed.get().or_else(fetched)
    });
    let missing = Memo::new(move |_| {
        let failed = found.failure.with(Option::is_some);
        failed && open.with(Option::is_some) && shown.with(Option::is_none)
    });
    let refresh = move || events.reload();
    let exporting = RwSignal::new(false);
    let exported = Exported {
        one: "event",
        many: "events",
        total: Signal::derive(move || {
            page.value
                .with(|page| page.as_ref().map_or(0, |page| page.total))
        }),
        columns: None,
    };
    let export = export_dialog(exporting, list, exported, |query| async move {
        api().export_events(&query).await
    });
    let actions = move || {
        view! {
            {export_button(exporting)}
            <Button variant=ButtonVariant::Secondary icon=Icon::Refresh busy=page.busy on_click=refresh>
                {all::REFRESH}
            </Button>
        }
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD actions=actions/>
            {filters::view(events)}
            {live.view()}
            {move || missing.get().then(|| view! { <Notice tone=Tone::Warn>{words::MISSING}</Notice> })}
            {table::view(events)}
        </Page>
        {export}
        {move || shown.get().map(|event| detail::view(list, event))}
    }
    .into_any()
}
