//! The state of a list in the address.

use crate::address;

/// The names in the address of the search, the cursor and the number of the first row.
pub const NAMES: [&str; 3] = ["search", "cursor", "from"];
/// The same for a list in a panel.
pub const NAMES_IN_PANEL: [&str; 3] = ["panelSearch", "panelCursor", "panelFrom"];

/// The state of a list, as in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// The search text.
    pub search: String,
    /// The filter in the API's format.
    pub filter: String,
    /// The sort order; empty for the default.
    pub sort: String,
    /// The columns after name and status, separated by commas; empty for the default.
    pub columns: String,
    /// The identifier of the saved view that was opened; empty if there is none.
    pub view: String,
    /// The cursor of the page; empty for the first page.
    pub cursor: String,
    /// The number of the first row, from 1.
    pub from: u64,
}

/// The number of the first row, as in the address: the first page has none.
pub fn from(query: &Query) -> String {
    if query.cursor.is_empty() {
        String::new()
    } else {
        query.from.to_string()
    }
}

/// The address of the list at `path` in this state, with more parameters.
pub fn address_of(path: &str, query: &Query, more: &[(&str, &str)]) -> String {
    let row = from(query);
    let [search, cursor, first] = NAMES;
    let mut all = vec![
        (search, &*query.search),
        ("filter", &*query.filter),
        ("sort", &*query.sort),
        ("columns", &*query.columns),
        ("view", &*query.view),
        (cursor, &*query.cursor),
        (first, &*row),
    ];
    all.extend_from_slice(more);
    address::with(path, &all)
}
