//! A list whose search, filters, order and page live in the address, so that a view can be
//! sent to a colleague.

use contract::filter::{FilterValue, ListFilter};
use contract::page::ListQuery;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use crate::address;

/// Rows a page.
pub const ROWS: u8 = 50;

/// What the address says about the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// Words searched for.
    pub search: String,
    /// Filters as the API takes them.
    pub filter: String,
    /// The order; empty for the list's own.
    pub sort: String,
    /// Where the page begins; empty for the first.
    pub cursor: String,
    /// The number of the first row, from 1.
    pub from: u64,
}

/// One field of a list's filter.
#[derive(Clone, Copy)]
pub struct FilterField {
    /// Its values; none lets all items through.
    pub chosen: Signal<Vec<String>>,
    /// Sets its values, and goes to the first page.
    pub choose: Callback<(Vec<String>,)>,
}

/// The state of one list. Copy.
#[derive(Clone, Copy)]
pub struct List {
    path: &'static str,
    own_sort: &'static str,
    /// What the address says.
    pub query: Memo<Query>,
    /// The pages before this one that were seen here: cursor and number of the first row.
    behind: RwSignal<Vec<(String, u64)>>,
}

impl List {
    /// The list at `path`, ordered by `own_sort` unless the address says otherwise.
    pub fn new(path: &'static str, own_sort: &'static str) -> Self {
        let (map, here) = (use_query_map(), use_location().pathname);
        let query = Memo::new(move |before: Option<&Query>| {
            // On the way to another page the address is not this list's any more.
            if let Some(before) = before
                && !here.with(|here| here.starts_with(path))
            {
                return before.clone();
            }
            let get = |name| map.with(|map| map.get(name)).unwrap_or_default();
            Query {
                search: get("search"),
                filter: get("filter"),
                sort: get("sort"),
                cursor: get("cursor"),
                from: get("from").parse().unwrap_or(1),
            }
        });
        Self {
            path,
            own_sort,
            query,
            behind: RwSignal::new(Vec::new()),
        }
    }

    /// What the address says now; part of each row's key, because rows lead to addresses
    /// over the list.
    pub fn now(self) -> Query {
        self.query.get_untracked()
    }

    /// The question for the server.
    pub fn request(self) -> ListQuery {
        let query = self.query.get();
        let some = |text: String| (!text.is_empty()).then_some(text);
        let sort = if query.sort.is_empty() {
            self.own_sort.to_owned()
        } else {
            query.sort
        };
        ListQuery {
            limit: Some(ROWS),
            cursor: some(query.cursor),
            sort: some(sort),
            filter: some(query.filter),
            search: some(query.search.trim().to_owned()),
            total: None,
            after: None,
        }
    }

    /// The order now.
    pub fn sort(self) -> Signal<String> {
        Signal::derive(move || {
            self.query.with(|query| match &*query.sort {
                "" => self.own_sort.to_owned(),
                sort => sort.to_owned(),
            })
        })
    }

    /// The words searched for.
    pub fn search(self) -> Signal<String> {
        Signal::derive(move || self.query.with(|query| query.search.clone()))
    }

    /// The filter; an empty one when the server would refuse what the address says.
    pub fn filter<F: ListFilter>(self) -> F {
        self.query
            .with(|query| query.filter.parse().unwrap_or_default())
    }

    /// A field of the filter, as filter chips show and change it.
    pub fn field<F, V>(self, field: fn(&mut F) -> &mut Vec<V>) -> FilterField
    where
        F: ListFilter + 'static,
        V: FilterValue + 'static,
    {
        let chosen = move || field(&mut self.filter()).iter().map(V::text).collect();
        let choose = move |chosen: Vec<String>| {
            let mut filter = untrack(|| self.filter());
            *field(&mut filter) = chosen.iter().flat_map(|text| V::read(text)).collect();
            let filter = filter.to_string();
            let query = self.query.get_untracked();
            self.begin(Query { filter, ..query });
        };
        FilterField {
            chosen: Signal::derive(chosen),
            choose: Callback::from(choose),
        }
    }

    /// Whether the list is narrowed.
    pub fn narrowed(self) -> bool {
        self.query
            .with(|query| !query.filter.is_empty() || !query.search.is_empty())
    }

    /// Whether a filter is on.
    pub fn filtered(self) -> bool {
        self.query.with(|query| !query.filter.is_empty())
    }

    /// Searches, from the first page.
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
        let to = address_of(self.path, &next, &[]);
        // One entry in the history for a search, not one for each pause in typing.
        if fresh {
            address::go_within(&to)
        } else {
            address::replace(&to)
        }
    }

    /// Sets the order, from the first page.
    pub fn set_sort(self, sort: String) {
        let query = self.query.get_untracked();
        let sort = if sort == self.own_sort {
            String::new()
        } else {
            sort
        };
        self.begin(Query { sort, ..query });
    }

    /// Takes search and filters away.
    pub fn clear(self) {
        let query = self.query.get_untracked();
        self.begin(Query {
            sort: query.sort,
            ..Query::default()
        });
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
        address::go_within(&address_of(self.path, &query, &[]));
    }

    /// The number of the first row.
    pub fn first(self) -> Signal<u64> {
        Signal::derive(move || self.query.with(|query| query.from.max(1)))
    }

    /// Whether there is a page before.
    pub fn has_previous(self) -> Signal<bool> {
        Signal::derive(move || self.query.with(|query| !query.cursor.is_empty()))
    }

    /// Goes on to the page that begins at `cursor`, after `shown` rows on this one.
    pub fn next(self, cursor: String, shown: u64) {
        let query = self.query.get_untracked();
        // Asked for twice: its rows are on their way.
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
        address::go(&address_of(self.path, &query, &[]));
    }

    /// Goes back a page, or to the first where the address was opened in the middle.
    pub fn previous(self) {
        let query = self.query.get_untracked();
        let before = self.behind.try_update(|behind| {
            // The browser's own back button may have been used in between.
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
        address::go(&address_of(self.path, &query, &[]));
    }

    /// The address of something over the list, which keeps the list as it is behind it.
    pub fn over(self, below: &str, query: &[(&str, &str)]) -> String {
        let path = if below.is_empty() {
            self.path.to_owned()
        } else {
            format!("{}/{below}", self.path)
        };
        self.query.with(|list| address_of(&path, list, query))
    }

    /// [`List::over`] as it is now, for what is made anew when the list changes.
    pub fn over_now(self, below: &str, query: &[(&str, &str)]) -> String {
        untrack(|| self.over(below, query))
    }

    /// Closes what is over the list.
    pub fn close(self) {
        address::go_within(&self.over_now("", &[]));
    }
}

fn address_of(path: &str, query: &Query, more: &[(&str, &str)]) -> String {
    let from = if query.cursor.is_empty() {
        String::new()
    } else {
        query.from.to_string()
    };
    let mut all = vec![
        ("search", &*query.search),
        ("filter", &*query.filter),
        ("sort", &*query.sort),
        ("cursor", &*query.cursor),
        ("from", &*from),
    ];
    all.extend_from_slice(more);
    address::with(path, &all)
}
