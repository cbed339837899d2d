//! What every page with a list does: it loads the items, says why there are none, and opens the panel
//! for the address.

use client::Error;
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::{focus_row, keep_row, list_failure, list_footer};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words;

/// A list with its loaded items. Copy.
pub struct ListPage<T: Send + Sync + 'static> {
    /// The list.
    pub list: List,
    /// The current page of items.
    pub page: Fetched<Items<T>>,
    /// Whether there can be more pages.
    paged: bool,
    /// Incremented when the items are to be loaded again.
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for ListPage<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for ListPage<T> {}

impl<T: Clone + Send + Sync + 'static> ListPage<T> {
    /// Loads the items, and again whenever the state of the list or `changed` changes. The focus
    /// stays on its row.
    pub fn load<F>(
        list: List,
        changed: RwSignal<u32>,
        call: impl Fn(ListQuery) -> F + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Items<T>, Error>> + 'static,
    {
        let page = Self::load_all(list, changed, move || call(list.request()));
        Self {
            paged: true,
            ..page
        }
    }

    /// As [`load`](Self::load), for items that are few: `call` loads all of them, whatever the address
    /// says.
    pub fn load_all<F>(list: List, changed: RwSignal<u32>, call: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<Items<T>, Error>> + 'static,
    {
        let page = Fetched::new();
        let again = RwSignal::new(0);
        Effect::new(move || {
            changed.track();
            again.track();
            let items = call();
            page.load(async move {
                let items = items.await;
                keep_row();
                items
            });
        });
        Self {
            list,
            page,
            paged: false,
            again,
        }
    }

    /// Loads the items again. Does nothing if the page has been left.
    pub fn reload(self) {
        self.again.try_update(|n| *n += 1);
    }

    /// Tracks [`reload`](Self::reload), for what is loaded with the items.
    pub fn track_reload(self) {
        self.again.track();
    }

    /// The items; none until they are loaded.
    pub fn items(self) -> Vec<T> {
        self.page
            .value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    }

    /// Shows `table`, or `nothing` if there are no items, or why they could not be loaded, and the
    /// paging.
    pub fn view(
        self,
        table: impl Fn() -> AnyView + Send + 'static,
        nothing: impl Fn() -> AnyView + Send + 'static,
    ) -> AnyView {
        let page = self.page;
        let empty = Memo::new(move |_| {
            page.value
                .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
        });
        let failed = Memo::new(move |_| page.failure.with(Option::is_some));
        let retry = Callback::new(move |()| self.reload());
        view! {
            {move || match (failed.get(), empty.get()) {
                (true, _) => list_failure(self.list, page.failure, retry),
                (_, true) => nothing(),
                _ => table(),
            }}
            {self.paged.then(|| list_footer(self.list, page))}
        }
        .into_any()
    }
}

/// The panel for the address over the list at `path`. When the panel of an item closes, its row gets
/// the focus.
pub fn panel_over(path: &'static str) -> Memo<Panel> {
    let here = use_location().pathname;
    let panel = Memo::new(move |_| here.with(|here| Panel::of(here, path)));
    Effect::new(move |before: Option<Panel>| {
        let now = panel.get();
        if let (Some(Panel::One(id)), Panel::Closed) = (before, now) {
            focus_row(format!("{path}/{id}"));
        }
        now
    });
    panel
}

/// The link to the form for a new item, for those who may create one.
pub fn new_link(list: List, permission: Permission, label: &'static str) -> AnyView {
    let href = Signal::derive(move || list.over("new", &[]));
    may(permission)
        .then(|| view! { <LinkButton href=href icon=Icon::Plus>{label}</LinkButton> })
        .into_any()
}

/// There are no items yet, and `text` says why to create one.
pub fn none_yet(icon: Icon, title: &'static str, text: &'static str) -> AnyView {
    view! { <Card><EmptyState icon=icon title=title>{text}</EmptyState></Card> }.into_any()
}

/// The search and the filters of `list` match nothing.
pub fn no_match(list: List, title: &'static str, text: &'static str) -> AnyView {
    let clear = move || {
        view! { <Button variant=ButtonVariant::Secondary on_click=move || list.clear()>{words::CLEAR_FILTERS}</Button> }
    };
    view! {
        <Card><EmptyState icon=Icon::Search title=title actions=clear>{text}</EmptyState></Card>
    }
    .into_any()
}
