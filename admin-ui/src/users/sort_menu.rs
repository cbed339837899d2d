//! The Sort menu for narrow screens, which do not show all column headers.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::columns::{self, Column, Definitions};
use crate::list::List;
use crate::words::users as words;

/// The menu with the columns that the list has. Choosing the one that it is sorted by reverses the order.
pub(super) fn view(list: List, attributes: Definitions) -> AnyView {
    let items = move || {
        let mut columns = vec![
            Column::new("name", words::NAME),
            Column::new("status", words::STATUS),
        ];
        columns.extend(columns::shown(list, attributes));
        let sort = list.sort().get();
        columns
            .into_iter()
            .map(|column| item(list, column, &sort))
            .collect::<Vec<_>>()
    };
    view! {
        <span class="only-phone">
            <Menu label=words::SORT_BY text=words::SORT items=Signal::derive(items)/>
        </span>
    }
    .into_any()
}

fn item(list: List, column: Column, sort: &str) -> MenuItem {
    let (by, descending) = match sort.strip_prefix('-') {
        Some(by) => (by, true),
        None => (sort, false),
    };
    if by != column.name {
        let choose = move || list.set_sort(column.name.clone());
        return MenuItem::action(Icon::Sort, column.label, choose).checked(false);
    }
    let (icon, next) = if descending {
        (Icon::SortDown, column.name)
    } else {
        (Icon::SortUp, format!("-{}", column.name))
    };
    let text = words::sorted(&column.label, descending);
    MenuItem::action(icon, text, move || list.set_sort(next.clone())).checked(true)
}
