//! The rows of an import by outcome, each with what is wrong with it.

use contract::filter::ImportRowFilter;
use contract::ids::ImportId;
use contract::imports::{ImportRow, RowOutcome, RowProblem};
use contract::page::{Counting, ListQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use ui_kit::prelude::*;

use crate::address;
use crate::components::{LoadMoreList, keep_focus};
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
    let rows = LoadMoreList::<ImportRow>::new(keep_focus);
    let load = move |cursor| {
        let filter = ImportRowFilter {
            outcome: vec![outcome.get_untracked()],
        };
        rows.load(cursor, move |cursor| async move {
            let query = ListQuery {
                limit: Some(ROWS),
                filter: Some(filter.to_string()),
                cursor,
                total: Some(Counting::Exact),
                ..ListQuery::default()
            };
            api().import_rows(id, &query).await
        });
    };
    Effect::new(move || {
        outcome.track();
        load(None);
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
    let shown = move || {
        let count = rows.seen.with(Vec::len) as u64;
        words::shown(count, rows.total().unwrap_or_default())
    };
    view! {
        <Tabs label=words::ROWS current=current on_select=select tabs=tabs.to_vec()>
            <div class="panel-content">
                {rows.table(words::NO_ROWS, move || load(None), table)}
                {rows.more(Some(Signal::derive(shown)), load)}
            </div>
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
