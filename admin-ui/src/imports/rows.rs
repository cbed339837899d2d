//! The rows of an import by outcome, each with what is wrong with it.

use contract::filter::ImportRowFilter;
use contract::ids::ImportId;
use contract::imports::{ImportRow, RowOutcome, RowProblem};
use contract::page::{Counting, ListQuery, Page as Items};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address;
use crate::components::keep_focus;
use crate::list::{List, ROWS};
use crate::words::{self as all, imports as words};

/// The number of values that show whom a row is about.
const VALUES: usize = 3;

/// The tabs, the most urgent first.
const TABS: [RowOutcome; 4] = [
    RowOutcome::Problem,
    RowOutcome::Create,
    RowOutcome::Change,
    RowOutcome::Unchanged,
];

/// A page of rows.
struct Loaded {
    /// Whether it is the first one of an outcome.
    first: bool,
    page: Items<ImportRow>,
}

/// The rows. They are loaded when this is shown, and for each outcome.
pub(super) fn view(id: ImportId, list: List, done: bool) -> AnyView {
    let query = use_query_map();
    let outcome = Memo::new(move |_| {
        let tab = query.with(|query| query.get("tab"));
        let tab = tab.as_deref().and_then(RowOutcome::parse);
        tab.unwrap_or(RowOutcome::Problem)
    });
    let rows = Fetched::<Loaded>::new();
    let seen = RwSignal::new(Vec::<ImportRow>::new());
    let load = move |cursor: Option<String>| {
        let filter = ImportRowFilter {
            outcome: vec![outcome.get_untracked()],
        };
        let first = cursor.is_none();
        let query = ListQuery {
            limit: Some(ROWS),
            filter: Some(filter.to_string()),
            cursor,
            total: Some(Counting::Exact),
            ..ListQuery::default()
        };
        rows.load(async move {
            let page = api().import_rows(id, &query).await?;
            Ok(Loaded { first, page })
        });
    };
    Effect::new(move || {
        outcome.track();
        load(None);
    });
    Effect::new(move || {
        rows.value.with(|loaded| {
            let Some(Loaded { first, page }) = loaded else {
                return;
            };
            seen.update(|seen| {
                if *first {
                    seen.clear();
                }
                seen.extend(page.items.iter().cloned());
            });
            // The button is gone after the last page.
            keep_focus();
        });
    });
    let select = move |to: String| {
        // The first tab has no name in the address.
        let to = if to == RowOutcome::Problem.as_str() {
            String::new()
        } else {
            to
        };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    let tabs = TABS.map(|one| Tab::new(one.as_str(), words::outcome(one, done)));
    let current = Signal::derive(move || outcome.get().as_str().to_owned());
    // So that the table stays when rows are added to it.
    let waiting = Memo::new(move |_| rows.waiting());
    let empty = Memo::new(move |_| seen.with(Vec::is_empty));
    let content = move || match (rows.failure.get(), waiting.get(), empty.get()) {
        (Some(error), ..) => failure::state(&error, Some(Callback::new(move |()| load(None)))),
        (None, true, _) => view! { <Skeleton lines=4/> }.into_any(),
        (None, false, true) => view! { <p class="muted">{words::NO_ROWS}</p> }.into_any(),
        (None, false, false) => table(seen),
    };
    let next = move || {
        rows.value
            .with(|loaded| loaded.as_ref()?.page.next_cursor.clone())
    };
    let has_more = Memo::new(move |_| next().is_some() && rows.failure.with(Option::is_none));
    let shown = move || {
        let total = rows
            .value
            .with(|loaded| loaded.as_ref().map(|loaded| loaded.page.total));
        words::shown(seen.with(Vec::len) as u64, total.unwrap_or_default())
    };
    let more = move || {
        has_more.get().then(|| {
            view! {
                <p class="muted small" role="status">{shown}</p>
                <div class="actions">
                    <Button variant=ButtonVariant::Secondary small=true busy=rows.busy
                        on_click=move || load(untrack(next))>
                        {all::MORE}
                    </Button>
                </div>
            }
        })
    };
    view! {
        <Tabs label=words::ROWS current=current on_select=select tabs=tabs.to_vec()>
            <div class="panel-content">{content}{more}</div>
        </Tabs>
    }
    .into_any()
}

fn table(seen: RwSignal<Vec<ImportRow>>) -> AnyView {
    view! {
        <TableFrame label=words::ROWS>
            <thead><tr>
                <th scope="col" class="w8">{words::ROW}</th>
                <th scope="col">{words::VALUES}</th>
                <th scope="col">{words::PROBLEMS}</th>
            </tr></thead>
            <tbody>
                <For each=move || seen.get() key=|row| row.number let:one>{row(one)}</For>
            </tbody>
        </TableFrame>
    }
    .into_any()
}

fn row(row: ImportRow) -> AnyView {
    let values = row.cells.into_iter().filter(|cell| !cell.trim().is_empty());
    let values: Vec<_> = values.take(VALUES).collect();
    let problems = row.problems.into_iter().map(problem).collect_view();
    view! {
        <tr>
            <td class="num" data-label=words::ROW>{row.number}</td>
            <td class="main break">{values.join(", ")}</td>
            <td data-label=words::PROBLEMS><div class="stack tight">{problems}</div></td>
        </tr>
    }
    .into_any()
}

fn problem(problem: RowProblem) -> AnyView {
    let column = problem.column.map(|column| {
        view! { <span class="strong">{column}": "</span> }
    });
    view! { <p class="break">{column}{problem.message}</p> }.into_any()
}
