//! A list whose search, filters, sort order and page are in the address, so that a view can be
//! shared as a link.

use contract::filter::{FilterValue, ListFilter};
use contract::page::{ListQuery, MAX_LIMIT};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use uuid::Uuid;

use crate::address;
pub use crate::list_address::Query;
use crate::list_address::{NAMES, NAMES_IN_PANEL, address_of, from};

/// Rows per page.
pub const ROWS: u8 = 50;
/// Rows per page of a list in a panel.
const ROWS_IN_PANEL: u8 = 25;

/// The query for the longest page, for lists that show only one page.
pub fn one_page() -> ListQuery {
    ListQuery {
        limit: Some(MAX_LIMIT),
        ..ListQuery::default()
    }
}

/// One field of a list's filter.
#[derive(Clone, Copy)]
pub struct FilterField {
    /// The selected values; none matches all items.
    pub chosen: Signal<Vec<String>>,
    /// Sets the values, and goes to the first page.
    pub choose: Callback<(Vec<String>,)>,
}

/// The panel that a list is in.
#[derive(Clone, Copy)]
struct InPanel {
    id: Uuid,
    tab: &'static str,
    /// The state of the list behind the panel.
    behind: Memo<Query>,
}

/// The state of one list. Copy.
#[derive(Clone, Copy)]
pub struct List {
    path: &'static str,
    own_sort: &'static str,
    panel: Option<InPanel>,
    /// The state in the address.
    pub query: Memo<Query>,
    /// The previous pages visited here: cursor and number of the first row.
    behind: RwSignal<Vec<(String, u64)>>,
}

impl List {
    /// The list at `path`, with `own_sort` as its default order.
    pub fn new(path: &'static str, own_sort: &'static str) -> Self {
        let (map, here) = (use_query_map(), use_location().pathname);
        let query = Memo::new(move |before: Option<&Query>| {
            // During navigation to another page, the address does not belong to this list.
            if let Some(before) = before
                && !here.with(|here| here.starts_with(path))
            {
                return before.clone();
            }
            let get = |name| map.with(|map| map.get(name)).unwrap_or_default();
            let [search, cursor, from] = NAMES.map(get);
            Query {
                search,
                filter: get("filter"),
                sort: get("sort"),
                columns: get("columns"),
                view: get("view"),
                cursor,
                from: from.parse().unwrap_or(1),
            }
        });
        Self {
            path,
            own_sort,
            panel: None,
            query,
            behind: RwSignal::new(Vec::new()),
        }
    }

    /// A list in the panel of an item, under the tab with this name in the address, in the order
    /// `own_sort`. Its search and page are in the address too, next to the state of this list.
    pub fn in_panel(self, id: Uuid, tab: &'static str, own_sort: &'static str) -> Self {
        let (map, here) = (use_query_map(), use_location().pathname);
        let path = format!("{}/{id}", self.path);
        let query = Memo::new(move |before: Option<&Query>| {
            // During navigation to another panel, the address does not belong to this list.
            if let Some(before) = before
                && !here.with(|here| here.starts_with(&path))
            {
                return before.clone();
            }
            let get = |name| map.with(|map| map.get(name)).unwrap_or_default();
            let [search, cursor, from] = NAMES_IN_PANEL.map(get);
            Query {
                search,
                cursor,
                from: from.parse().unwrap_or(1),
                ..Query::default()
            }
        });
        let behind = self.query;
        Self {
            panel: Some(InPanel { id, tab, behind }),
            own_sort,
            query,
            behind: RwSignal::new(Vec::new()),
            ..self
        }
    }

    /// The current state in the address. Part of each row's key, because the links of the rows
    /// contain it.
    pub fn now(self) -> Query {
        self.query.get_untracked()
    }

    /// The query for the API.
    pub fn request(self) -> ListQuery {
        let query = self.query.get();
        let some = |text: String| (!text.is_empty()).then_some(text);
        let sort = if query.sort.is_empty() {
            self.own_sort.to_owned()
        } else {
            query.sort
        };
        ListQuery {
            limit: Some(self.panel.map_or(ROWS, |_| ROWS_IN_PANEL)),
            cursor: some(query.cursor),
            sort: some(sort),
            filter: some(query.filter),
            search: some(query.search.trim().to_owned()),
            total: None,
            after: None,
        }
    }

    /// The current sort order.
    pub fn sort(self) -> Signal<String> {
        Signal::derive(move || {
            self.query.with(|query| match &*query.sort {
                "" => self.own_sort.to_owned(),
                sort => sort.to_owned(),
            })
        })
    }

    /// The current search text.
    pub fn search(self) -> Signal<String> {
        Signal::derive(move || self.query.with(|query| query.search.clone()))
    }

    /// The filter, or an empty one if the value in the address is invalid.
    pub fn filter<F: ListFilter>(self) -> F {
        self.query
            .with(|query| query.filter.parse().unwrap_or_default())
    }

    /// A field of the filter, for filter chips.
    pub fn field<F, V>(self, field: fn(&mut F) -> &mut Vec<V>) -> FilterField
    where
        F: ListFilter + 'static,
        V: FilterValue + 'static,
    {
        let chosen = move || field(&mut self.filter()).iter().map(V::text).collect();
        let choose = move |chosen: Vec<String>| {
            let mut filter = untrack(|| self.filter());
            *field(&mut filter) = chosen.iter().flat_map(|text| V::read(text)).collect();
            self.set_filter(&filter);
        };
        FilterField {
            chosen: Signal::derive(chosen),
            choose: Callback::from(choose),
        }
    }

    /// Sets the filter, and goes to the first page.
    pub fn set_filter(self, filter: &impl ListFilter) {
        let filter = filter.to_string();
        let query = self.query.get_untracked();
        self.begin(Query { filter, ..query });
    }

    /// Whether a search or filter is active.
    pub fn narrowed(self) -> bool {
        self.query
            .with(|query| !query.filter.is_empty() || !query.search.is_empty())
    }

    /// Whether a filter is active.
    pub fn filtered(self) -> bool {
        self.query.with(|query| !query.filter.is_empty())
    }

    /// Sets the search text, and goes to the first page.
    pub fn set_search(self, search: &str) {
        let query = self.query.get_untracked();
        let fresh = query.search.is_empty() != search.trim().is_empty();
        let next = Query {
            search: search.trim().to_owned(),
            cursor: String::new(),
            from: 1,
            ..query
        };
        self.behind.set(Vec::new());
        let to = self.address(&next);
        // Add one history entry per search, not one per pause in typing.
        if fresh {
            address::go_within(&to)
        } else {
            address::replace(&to)
        }
    }

    /// Sets the sort order, and goes to the first page.
    pub fn set_sort(self, sort: String) {
        let query = self.query.get_untracked();
        let sort = if sort == self.own_sort {
            String::new()
        } else {
            sort
        };
        self.begin(Query { sort, ..query });
    }

    /// Clears search and filters.
    pub fn clear(self) {
        let query = self.query.get_untracked();
        self.begin(Query {
            sort: query.sort,
            columns: query.columns,
            view: query.view,
            ..Query::default()
        });
    }

    /// Clears search, filters and sort after the server has refused one of them, for example because an attribute was
    /// deleted.
    pub fn reset(self) {
        let query = self.query.get_untracked();
        self.begin(Query {
            columns: query.columns,
            view: query.view,
            ..Query::default()
        });
    }

    /// Shows the list in another state, from the first page.
    pub fn show(self, query: Query) {
        self.begin(query);
    }

    /// The chosen columns; none if the list has its own.
    pub fn columns(self) -> Vec<String> {
        self.query.with(|query| {
            let names = query.columns.split(',').filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        })
    }

    /// Goes to the first page.
    pub fn restart(self) {
        self.begin(self.query.get_untracked());
    }

    fn begin(self, query: Query) {
        self.behind.set(Vec::new());
        let query = Query {
            cursor: String::new(),
            from: 1,
            ..query
        };
        address::go_within(&self.address(&query));
    }

    /// The address of this list in another state.
    pub fn address(self, query: &Query) -> String {
        let Some(panel) = self.panel else {
            return address_of(self.path, query, &[]);
        };
        let row = from(query);
        let [search, cursor, first] = NAMES_IN_PANEL;
        let own = [
            ("tab", panel.tab),
            (search, &*query.search),
            (cursor, &*query.cursor),
            (first, &*row),
        ];
        let path = format!("{}/{}", self.path, panel.id);
        panel
            .behind
            .with_untracked(|behind| address_of(&path, behind, &own))
    }

    /// Goes to another page.
    fn turn_to(self, query: &Query) {
        let to = self.address(query);
        if self.panel.is_none() {
            return address::go(&to);
        }
        address::go_within(&to);
        // Not the page, which is behind the panel.
        let body = document().query_selector(".drawer-body").ok().flatten();
        if let Some(body) = body {
            body.set_scroll_top(0);
        }
    }

    /// The number of the first row.
    pub fn first(self) -> Signal<u64> {
        Signal::derive(move || self.query.with(|query| query.from.max(1)))
    }

    /// Whether there is a previous page.
    pub fn has_previous(self) -> Signal<bool> {
        Signal::derive(move || self.query.with(|query| !query.cursor.is_empty()))
    }

    /// Goes to the next page, which starts at `cursor`; this page has `shown` rows.
    pub fn next(self, cursor: String, shown: u64) {
        let query = self.query.get_untracked();
        // A second click: the page is already loading.
        if cursor == query.cursor {
            return;
        }
        self.behind
            .update(|behind| behind.push((query.cursor.clone(), query.from.max(1))));
        let from = query.from.max(1) + shown;
        let query = Query {
            cursor,
            from,
            ..query
        };
        self.turn_to(&query);
    }

    /// Goes to the previous page, or to the first one if it is unknown.
    pub fn previous(self) {
        let query = self.query.get_untracked();
        let before = self.behind.try_update(|behind| {
            // The browser's Back button may have been used in between.
            while let Some((cursor, from)) = behind.pop() {
                if from < query.from {
                    return Some((cursor, from));
                }
            }
            None
        });
        let (cursor, from) = before.flatten().unwrap_or_default();
        let query = Query {
            cursor,
            from,
            ..query
        };
        self.turn_to(&query);
    }

    /// The address of a panel over the list that keeps the list's state.
    pub fn over(self, below: &str, query: &[(&str, &str)]) -> String {
        let path = if below.is_empty() {
            self.path.to_owned()
        } else {
            format!("{}/{below}", self.path)
        };
        self.query.with(|list| address_of(&path, list, query))
    }

    /// [`List::over`] without tracking, for content that is rebuilt when the list changes.
    pub fn over_now(self, below: &str, query: &[(&str, &str)]) -> String {
        untrack(|| self.over(below, query))
    }

    /// Closes the panel over the list.
    pub fn close(self) {
        address::go_within(&self.over_now("", &[]));
    }
}
