//! Saved views: which one is open, and the menu that opens, saves, shares and deletes them.

use contract::change::Change;
use contract::page::Page as Items;
use contract::views::{CreateView, UpdateView, View as SavedView, ViewedList};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::view_dialogs;
use crate::list::{List, Query};
use crate::session::may;
use crate::words::views as words;

/// What a dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The name of a new view.
    Create,
    /// Another name of the open view.
    Rename,
    /// Whether to delete the open view.
    Delete,
}

/// The views of a list. Copy.
#[derive(Clone, Copy)]
pub(super) struct Views {
    /// The list.
    pub list: List,
    /// The views.
    found: Fetched<Items<SavedView>>,
    /// Incremented when the views are to be loaded again.
    again: RwSignal<u32>,
    /// What a dialog is to ask for.
    pub asked: RwSignal<Option<Asked>>,
}

/// The menu with the views, the name of the open one, and the dialogs.
pub(super) fn view(list: List) -> AnyView {
    let views = Views {
        list,
        found: Fetched::new(),
        again: RwSignal::new(0),
        asked: RwSignal::new(None),
    };
    Effect::new(move || {
        views.again.track();
        views.found.load(async { api().views().await });
    });
    let open = move || {
        let open = views.open()?;
        let name = words::open(&open.name, views.is_edited(&open));
        Some(view! { <span class="strong truncate">{name}</span> })
    };
    view! {
        <Menu label=words::VIEWS text=words::VIEWS items=Signal::derive(move || views.items())/>
        {open}
        {view_dialogs::name(views)}
        {view_dialogs::delete(views)}
    }
    .into_any()
}

impl Views {
    /// The view that is open, if it still exists.
    pub fn open(self) -> Option<SavedView> {
        let id = self.list.query.with(|query| query.view.clone());
        self.found.value.with(|page| {
            let mut views = page.iter().flat_map(|page| &page.items);
            views.find(|view| view.id.to_string() == id).cloned()
        })
    }

    /// Whether the list has changed since this view was opened.
    fn is_edited(self, view: &SavedView) -> bool {
        let saved = state(view);
        self.list.query.with(|now| {
            (&now.search, &now.filter, &now.sort, &now.columns)
                != (&saved.search, &saved.filter, &saved.sort, &saved.columns)
        })
    }

    /// Loads the views again.
    pub fn reload(self) {
        self.again.try_update(|n| *n += 1);
    }

    fn items(self) -> Vec<MenuItem> {
        let list = self.list;
        let open = self.open();
        let views = self.found.value.get().map(|page| page.items);
        let (shared, mine): (Vec<_>, Vec<_>) = views
            .unwrap_or_default()
            .into_iter()
            .partition(|view| view.shared);
        let whole = open.is_none() && !list.narrowed();
        let mut items = vec![
            MenuItem::action(Icon::Users, words::ALL, move || list.show(Query::default()))
                .checked(whole),
        ];
        for (heading, views) in [(words::MINE, mine), (words::SHARED, shared)] {
            if views.is_empty() {
                continue;
            }
            items.push(MenuItem::heading(heading));
            for view in views {
                let is_open = open.as_ref().is_some_and(|open| open.id == view.id);
                let query = state(&view);
                let show = move || list.show(query.clone());
                items.push(MenuItem::action(Icon::List, view.name, show).checked(is_open));
            }
        }
        items.push(MenuItem::separator());
        let ask = move |asked| move || self.asked.set(Some(asked));
        let change = open.filter(|open| !open.shared || may(Permission::UsersWrite));
        if let Some(view) = change.clone().filter(|view| self.is_edited(view)) {
            let save = words::save_changes(&view.name);
            items.push(MenuItem::action(Icon::Check, save, move || {
                self.update(&view, &self.content(), words::saved(&view.name));
            }));
        }
        items.push(MenuItem::action(
            Icon::Plus,
            words::SAVE_NEW,
            ask(Asked::Create),
        ));
        let Some(view) = change else {
            return items;
        };
        items.push(MenuItem::action(
            Icon::List,
            words::RENAME,
            ask(Asked::Rename),
        ));
        if may(Permission::UsersWrite) {
            items.push(self.share(view));
        }
        let delete = MenuItem::action(Icon::Trash, words::DELETE, ask(Asked::Delete));
        items.push(delete.danger());
        items
    }

    /// Shares a view with all administrators, or makes it the administrator's own.
    fn share(self, view: SavedView) -> MenuItem {
        let shared = !view.shared;
        let (text, done) = if shared {
            (words::SHARE, words::shared(&view.name))
        } else {
            (words::UNSHARE, words::unshared(&view.name))
        };
        MenuItem::action(Icon::Users, text, move || {
            let change = UpdateView {
                shared: Some(shared),
                ..UpdateView::default()
            };
            self.update(&view, &change, done.clone());
        })
    }

    /// The change that makes a view what the list shows now.
    fn content(self) -> UpdateView {
        let now = self.list.now();
        let some = |text: String| Change::from_option((!text.is_empty()).then_some(text));
        UpdateView {
            search: some(now.search),
            filter: some(now.filter),
            sort: some(now.sort),
            columns: Some(untrack(|| self.list.columns())),
            ..UpdateView::default()
        }
    }

    /// A new view of what the list shows now.
    pub fn new_view(self, name: String, shared: bool) -> CreateView {
        let now = self.list.now();
        let some = |text: String| (!text.is_empty()).then_some(text);
        CreateView {
            list: ViewedList::Users,
            name,
            shared,
            search: some(now.search),
            filter: some(now.filter),
            sort: some(now.sort),
            columns: untrack(|| self.list.columns()),
        }
    }

    /// Opens another view, or none, without changing what the list shows.
    pub fn opened(self, view: String) {
        let now = self.list.now();
        self.list.show(Query { view, ..now });
        self.reload();
    }

    fn update(self, view: &SavedView, change: &UpdateView, done: String) {
        let (id, version, change) = (view.id, view.version, change.clone());
        let call = async move { api().update_view(id, version, &change).await };
        run(call, move |answer| {
            match answer {
                Ok(_) => use_toasts().ok(done),
                Err(error) => failure::toast(&error),
            }
            self.reload();
        });
    }
}

/// The state of the list that a view has saved.
fn state(view: &SavedView) -> Query {
    Query {
        search: view.search.clone().unwrap_or_default(),
        filter: view.filter.clone().unwrap_or_default(),
        sort: view.sort.clone().unwrap_or_default(),
        columns: view.columns.join(","),
        view: view.id.to_string(),
        ..Query::default()
    }
}
