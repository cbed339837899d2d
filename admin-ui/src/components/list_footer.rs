//! The footer of every list, and the error state of a list that could not be loaded.

use client::Error;
use contract::page::Page as Items;
use contract::problem::{Problem, ProblemType};
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

/// The list could not be loaded. If its address is the reason, says what is wrong with it, and offers the first
/// page or the list without search, filters and sort order.
pub fn list_failure(list: List, failure: RwSignal<Option<Error>>, retry: Callback<()>) -> AnyView {
    // The next attempt can fail for another reason, which needs other words and perhaps another button.
    let reason = Memo::new(move |_| {
        failure.with(|error| {
            let problem = error.as_ref()?.problem()?;
            Some((problem.kind, problem.detail.clone()))
        })
    });
    let content = move || {
        let reason = reason.get();
        let error = failure.get_untracked()?;
        Some(match reason.map(|(kind, _)| kind) {
            Some(ProblemType::InvalidCursor) => {
                let first = (words::FIRST_PAGE, Callback::new(move |()| list.restart()));
                refused(words::NO_PAGE_TITLE, words::NO_PAGE.to_owned(), first)
            }
            Some(ProblemType::InvalidQuery | ProblemType::MalformedRequest) => {
                let why = error.problem().map(why).unwrap_or_default();
                let whole = (words::WHOLE_LIST, Callback::new(move |()| list.reset()));
                refused(words::REFUSED_TITLE, why, whole)
            }
            _ => view! { <Card>{failure::state(&error, Some(retry))}</Card> }.into_any(),
        })
    };
    content.into_any()
}

/// What is wrong with the address. The server's message about a filter or sort order is not shown, because it uses the
/// names of the API.
fn why(problem: &Problem) -> String {
    match problem.errors.as_slice() {
        [one] if one.field == "search" => failure::detail(problem),
        _ => words::REFUSED.to_owned(),
    }
}

/// The server has refused what the address asks for. Trying again would not help; `way_out` leads to a
/// list that can be shown.
fn refused(
    title: &'static str,
    why: String,
    (verb, way_out): (&'static str, Callback<()>),
) -> AnyView {
    let actions = move || {
        view! { <Button variant=ButtonVariant::Secondary on_click=way_out>{verb}</Button> }
    };
    view! {
        <div role="alert">
            <Card><EmptyState icon=Icon::Alert title=title actions=actions>{why}</EmptyState></Card>
        </div>
    }
    .into_any()
}
