use contract::page::Page;

/// The page of a list that is always on one page, with the number of all its items.
pub(crate) fn single_page<T>(items: Vec<T>, total: u64) -> Page<T> {
    Page {
        items,
        total,
        total_is_exact: true,
        next_cursor: None,
    }
}
