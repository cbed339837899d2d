//! The page of events.

mod detail;
mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use ui_kit::prelude::*;

use crate::address::EVENTS;
use crate::components::{Exported, ListPage, export_button, export_dialog};
use crate::list::List;
use crate::words::{self as all, events as words};

/// The events page.
#[component]
pub fn EventsPage() -> AnyView {
    let list = List::new(EVENTS, "");
    let events = ListPage::load(list, RwSignal::new(0), |query| async move {
        api().events(&query).await
    });
    let page = events.page;
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
    let refresh = move || events.reload();
    let exporting = RwSignal::new(false);
    let exported = Exported {
        one: "event",
        many: "events",
        total: Signal::derive(move || {
            page.value
                .with(|page| page.as_ref().map_or(0, |page| page.total))
        }),
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
            {table::filters(list)}
            {table::view(events)}
        </Page>
        {export}
        {move || shown.get().map(|event| detail::view(list, event))}
    }
    .into_any()
}
