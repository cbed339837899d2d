//! The users of a bulk job by outcome, each with the reason if the action was refused.

use contract::bulk_jobs::{BulkJobOutcome, BulkJobResult};
use contract::filter::BulkJobResultFilter;
use contract::ids::BulkJobId;
use contract::page::{Counting, ListQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use ui_kit::prelude::*;

use crate::address::{self, USERS};
use crate::components::{LoadMoreList, keep_focus};
use crate::list::{List, ROWS};
use crate::words::bulk_jobs as words;

/// The tabs, the most urgent first.
const TABS: [BulkJobOutcome; 3] = [
    BulkJobOutcome::Failed,
    BulkJobOutcome::Done,
    BulkJobOutcome::Unchanged,
];

/// The results. They are loaded when this is shown, and for each outcome.
pub(super) fn view(id: BulkJobId, list: List) -> AnyView {
    let query = use_query_map();
    let outcome = Memo::new(move |_| {
        let tab = query.with(|query| query.get("tab"));
        let tab = tab.as_deref().and_then(BulkJobOutcome::parse);
        tab.unwrap_or(BulkJobOutcome::Failed)
    });
    let results = LoadMoreList::<BulkJobResult>::new(keep_focus);
    let load = move |cursor| {
        let filter = BulkJobResultFilter {
            outcome: vec![outcome.get_untracked()],
        };
        results.load(cursor, move |cursor| async move {
            let query = ListQuery {
                limit: Some(ROWS),
                filter: Some(filter.to_string()),
                cursor,
                total: Some(Counting::Exact),
                ..ListQuery::default()
            };
            api().bulk_job_results(id, &query).await
        });
    };
    Effect::new(move || {
        outcome.track();
        load(None);
    });
    let select = move |to: String| {
        // The first tab has no name in the address.
        let to = if to == BulkJobOutcome::Failed.as_str() {
            String::new()
        } else {
            to
        };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    let tabs = TABS.map(|one| Tab::new(one.as_str(), words::outcome(one)));
    let current = Signal::derive(move || outcome.get().as_str().to_owned());
    let shown = move || {
        let count = results.seen.with(Vec::len) as u64;
        words::shown(count, results.total().unwrap_or_default())
    };
    view! {
        <Tabs label=words::RESULTS current=current on_select=select tabs=tabs.to_vec()>
            <div class="panel-content">
                {results.table(words::NO_RESULTS, move || load(None), table)}
                {results.more(Some(Signal::derive(shown)), load)}
            </div>
        </Tabs>
    }
    .into_any()
}

fn table(seen: RwSignal<Vec<BulkJobResult>>) -> AnyView {
    view! {
        <TableFrame label=words::RESULTS>
            <thead><tr>
                <th scope="col">{words::USER}</th>
                <th scope="col">{words::PROBLEM}</th>
            </tr></thead>
            <tbody>
                <For each=move || seen.get() key=|one| one.user_id let:one>{row(one)}</For>
            </tbody>
        </TableFrame>
    }
    .into_any()
}

fn row(one: BulkJobResult) -> AnyView {
    let href = format!("{USERS}/{}", one.user_id);
    let name = one.name.unwrap_or_else(|| words::NO_NAME.to_owned());
    let reason = one.problem.as_ref().map(|problem| problem.explanation());
    view! {
        <tr>
            <td class="main break">
                <a class="link" href=href>{name}</a>
                <p class="muted small break">{one.email}</p>
            </td>
            <td data-label=words::PROBLEM class="break">{reason}</td>
        </tr>
    }
    .into_any()
}
