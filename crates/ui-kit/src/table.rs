//! The parts of a table whose rows can be opened.
//!
//! The caller writes `<thead>`, `<tbody>` and `<td>`, because a generic table would cost more than
//! it saves. `data-label` on a cell names it when a row becomes a card on a phone. The classes
//! `p2`, `p3` and `p4` say which columns are hidden first, the highest number first. The classes
//! `w8` and `w12` on a column's header set its width, and `menu` that of a button; the other columns
//! share the rest.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::dom::{flag, from_control};
use crate::icon::{Glyph, Icon};
use crate::words;

/// The frame around a table.
#[component]
pub fn TableFrame(
    /// The accessible name of the table.
    #[prop(into)]
    label: String,
    /// Whether the rows are being replaced.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Long text is truncated. On phones, a row is a name with one line below it.
    #[prop(optional)]
    fixed: bool,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> AnyView {
    view! {
        <div class="table-frame">
            <table class="table" class:fixed=fixed aria-label=label
                aria-busy=flag(busy)>
                {children()}
            </table>
        </div>
    }
    .into_any()
}

/// A column header that sorts: first ascending, then descending.
#[component]
pub fn SortHead(
    /// The sort key.
    #[prop(into)]
    by: String,
    /// The column's name.
    #[prop(into)]
    label: String,
    /// The current sort order: a key, with a leading `-` for descending.
    #[prop(into)]
    sort: Signal<String>,
    /// Called with the new sort order.
    #[prop(into)]
    on_sort: Callback<(String,)>,
    /// The class of the column's cells.
    #[prop(optional)]
    class: &'static str,
) -> AnyView {
    let key = by.clone();
    let now = Memo::new(move |_| {
        sort.with(|sort| match sort.strip_prefix('-') {
            Some(sorted) => (sorted == key).then_some(false),
            None => (*sort == key).then_some(true),
        })
    });
    let icon = Signal::derive(move || match now.get() {
        None => Icon::Sort,
        Some(true) => Icon::SortUp,
        Some(false) => Icon::SortDown,
    });
    view! {
        <th
            scope="col"
            class=class
            aria-sort=Signal::derive(move || now.get().map(|up| if up { "ascending" } else { "descending" }))
        >
            <button class="sort" type="button" on:click=move |_| {
                let next = if now.get_untracked() == Some(true) { format!("-{by}") } else { by.clone() };
                on_sort.run((next,));
            }>
                <span class="truncate">{label}</span>
                <Glyph icon=icon size=14/>
            </button>
        </th>
    }
    .into_any()
}

/// A row. A click anywhere except on a control follows its `a.row-link`.
#[component]
pub fn TableRow(
    /// Selected, or open in a panel.
    #[prop(optional, into)]
    selected: Signal<bool>,
    /// The cells.
    children: Children,
) -> AnyView {
    let row = NodeRef::<html::Tr>::new();
    view! {
        <tr
            class="row-open"
            class:selected=selected
            node_ref=row
            on:click=move |event| {
                let marking = window()
                    .get_selection()
                    .ok()
                    .flatten()
                    .is_some_and(|it| !it.is_collapsed());
                if from_control(&event) || marking {
                    return;
                }
                let link = row.get_untracked().and_then(|row| row.query_selector("a.row-link").ok().flatten());
                if let Some(link) = link.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
                    // The link's click bubbles to this row, so it is not sent from within this
                    // handler.
                    queue_microtask(move || link.click());
                }
            }
        >
            {children()}
        </tr>
    }
    .into_any()
}

/// Placeholder rows while a table is loading.
#[component]
pub fn SkeletonRows(
    /// The number of columns of the table.
    columns: u8,
    /// The number of rows to show.
    #[prop(default = 8)]
    rows: u8,
) -> AnyView {
    (0..rows)
        .map(|row| {
            let cells = (0..columns)
                .map(|_| view! { <td><span class="skeleton-line"></span></td> }.into_any())
                .collect_view();
            let said = (row == 0).then(|| view! { <td class="hidden">{words::LOADING}</td> });
            view! { <tr class="skeleton-row">{cells}{said}</tr> }.into_any()
        })
        .collect_view()
        .into_any()
}
