//! The footer of every list, and the error state of a list that could not be loaded.

use client::Error;
use contract::page::Page as Items;
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::list::List;
use crate::words;

/// The paging of a list. Empty if the list could not be loaded.
pub fn list_footer<T: Send + Sync + 'static>(list: List, page: Fetched<Items<T>>) -> AnyView {
    let rows = move || {
        let page = page.value.with(|page| {
            let page = page.as_ref()?;
            Some((page.items.len() as u64, page.total))
        });
        page.unwrap_or_default()
    };
    let failed = move || page.failure.with(Option::is_some);
    let next = move || {
        page.value
            .with(|page| page.as_ref().and_then(|page| page.next_cursor.clone()))
    };
    footer(
        list,
        Signal::derive(move || if failed() { (0, 0) } else { rows() }),
        Signal::derive(next),
    )
}

/// Rows shown, rows in total, and the cursor of the next page.
fn footer(list: List, rows: Signal<(u64, u64)>, next: Signal<Option<String>>) -> AnyView {
    let shown = Signal::derive(move || rows.get().0);
    let go_on = move || {
        if let Some(cursor) = next.get_untracked() {
            list.next(cursor, shown.get_untracked());
        }
    };
    let total = Memo::new(move |_| rows.get().1);
    let back = list.has_previous();
    let on = Signal::derive(move || next.with(Option::is_some));
    // Keep the buttons, and their focus, while the page is replaced.
    let pages = Memo::new(move |_| (total.get() == 0, back.get() || on.get()));
    (move || match pages.get() {
        (true, _) => ().into_any(),
        (_, false) => {
            view! { <p class="muted num">{move || words::all_shown(total.get())}</p> }.into_any()
        }
        _ => view! {
            <Pagination first=list.first() shown=shown total=total has_previous=back has_next=on
                on_previous=move || list.previous() on_next=go_on/>
        }
        .into_any(),
    })
    .into_any()
}

/// The list could not be loaded. If its address is the reason, offers the first page or the list
/// without filters.
pub fn list_failure(list: List, failure: RwSignal<Option<Error>>, retry: Callback<()>) -> AnyView {
    let Some(error) = failure.get_untracked() else {
        return ().into_any();
    };
    let again = match error.problem().map(|problem| problem.kind) {
        Some(ProblemType::InvalidCursor) => Callback::new(move |()| list.restart()),
        Some(ProblemType::InvalidQuery) => Callback::new(move |()| list.reset()),
        _ => retry,
    };
    view! { <Card>{failure::state(&error, Some(again))}</Card> }.into_any()
}
