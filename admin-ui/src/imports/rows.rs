//! The rows of an import by outcome, each with what is wrong with it.

use contract::filter::ImportRowFilter;
use contract::ids::ImportId;
use contract::imports::{ImportRow, RowOutcome, RowProblem};
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address;
use crate::list::{List, ROWS};
use crate::words::imports as words;

/// The number of values that show whom a row is about.
const VALUES: usize = 3;

/// The tabs, the most urgent first.
const TABS: [RowOutcome; 4] = [
    RowOutcome::Problem,
    RowOutcome::Create,
    RowOutcome::Change,
    RowOutcome::Unchanged,
];

/// The rows. They are loaded when this is shown, and for each outcome.
pub(super) fn view(id: ImportId, list: List, done: bool) -> AnyView {
    let query = use_query_map();
    let outcome = Memo::new(move |_| {
        let tab = query.with(|query| query.get("tab"));
        let tab = tab.as_deref().and_then(RowOutcome::parse);
        tab.unwrap_or(RowOutcome::Problem)
    });
    let rows = Fetched::<Items<ImportRow>>::new();
    let load = move || {
        let filter = ImportRowFilter {
            outcome: vec![outcome.get()],
        };
        let query = ListQuery {
            limit: Some(ROWS),
            filter: Some(filter.to_string()),
            ..ListQuery::default()
        };
        rows.load(async move { api().import_rows(id, &query).await });
    };
    Effect::new(load);
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
    let content = move || match (rows.value.get(), rows.failure.get()) {
        (_, Some(error)) => failure::state(&error, Some(Callback::new(move |()| load()))),
        (None, None) => view! { <Skeleton lines=4/> }.into_any(),
        (Some(page), None) if page.items.is_empty() => {
            view! { <p class="muted">{words::NO_ROWS}</p> }.into_any()
        }
        (Some(page), None) => table(page),
    };
    view! {
        <Tabs label=words::ROWS current=current on_select=select tabs=tabs.to_vec()>
            <div class="panel-content">{content}</div>
        </Tabs>
    }
    .into_any()
}

fn table(page: Items<ImportRow>) -> AnyView {
    let shown = page.items.len() as u64;
    let more = (page.total > shown).then(|| {
        let text = words::more(shown, page.total);
        view! { <p class="muted small">{text}</p> }
    });
    let rows = page.items.into_iter().map(row).collect_view();
    view! {
        <TableFrame label=words::ROWS>
            <thead><tr>
                <th scope="col" class="w8">{words::ROW}</th>
                <th scope="col">{words::VALUES}</th>
                <th scope="col">{words::PROBLEMS}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
        {more}
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
            <td data-label=words::PROBLEMS>{problems}</td>
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
