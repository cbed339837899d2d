//! The events of one person, with paging.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use client::Error;
use contract::events::Event;
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use super::activity;
use crate::words::users as words;

/// Events per page.
const EVENTS: u8 = 20;

/// A request for one page of events.
pub type Asking = Pin<Box<dyn Future<Output = Result<Items<Event>, Error>>>>;

/// The events from `ask`, latest first, with a button for earlier ones.
pub fn event_feed(ask: impl Fn(ListQuery) -> Asking + Send + Sync + 'static) -> AnyView {
    let seen = RwSignal::new(Vec::<Event>::new());
    let page = Fetched::<Items<Event>>::new();
    let ask = Arc::new(ask);
    let load = move || {
        let query = ListQuery {
            limit: Some(EVENTS),
            cursor: page
                .value
                .with_untracked(|page| page.as_ref()?.next_cursor.clone()),
            ..ListQuery::default()
        };
        page.load(ask(query));
    };
    load();
    Effect::new(move || {
        if let Some(page) = page.value.get() {
            seen.update(|seen| seen.extend(page.items));
        }
    });
    let load = Callback::new(move |()| load());
    let more = Memo::new(move |_| {
        page.value
            .with(|page| page.as_ref().is_some_and(|page| page.next_cursor.is_some()))
    });
    view! {
        {move || match (page.waiting(), seen.with(Vec::is_empty), page.failure.get()) {
            (true, ..) => view! { <Skeleton lines=6/> }.into_any(),
            (_, _, Some(error)) => failure::notice(&error, move || load.run(())),
            (_, true, None) => view! {
                <EmptyState icon=Icon::List title=words::NO_ACTIVITY_TITLE>{words::NO_ACTIVITY}</EmptyState>
            }
            .into_any(),
            _ => activity(seen.get()),
        }}
        {move || more.get().then(|| view! {
            <div class="actions">
                <Button variant=ButtonVariant::Secondary small=true busy=page.busy on_click=load>{words::MORE}</Button>
            </div>
        })}
    }
    .into_any()
}
