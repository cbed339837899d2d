//! The page of events.

mod detail;
mod table;

use contract::events::Event;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::EVENTS;
use crate::list::List;
use crate::words::{self as all, events as words};

/// The events page.
#[component]
pub fn EventsPage() -> AnyView {
    let list = List::new(EVENTS, "");
    let page = Fetched::<Items<Event>>::new();
    let again = RwSignal::new(0_u32);
    Effect::new(move || {
        again.track();
        let request = list.request();
        page.load(async move { api().events(&request).await });
    });
    let query = use_query_map();
    let open = Memo::new(move |_| query.with(|query| query.get("event")));
    let shown = Memo::new(move |_| {
        let id = open.get()?;
        page.value.with(|page| {
            page.as_ref()?
                .items
                .iter()
                .find(|event| event.id.to_string() == id)
                .cloned()
        })
    });
    let refresh = move || again.update(|n| *n += 1);
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary icon=Icon::Refresh busy=page.busy on_click=refresh>
                {all::REFRESH}
            </Button>
        }
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD actions=actions/>
            {table::filters(list)}
            {table::view(list, page, refresh)}
        </Page>
        {move || shown.get().map(|event| detail::view(list, event))}
    }
    .into_any()
}
