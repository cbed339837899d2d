//! The users of a bulk job by outcome, each with the reason if the action was refused.

use contract::bulk_jobs::{BulkJobOutcome, BulkJobResult};
use contract::filter::BulkJobResultFilter;
use contract::ids::BulkJobId;
use contract::page::{Counting, ListQuery, Page as Items};
use contract::problem::Problem;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::address::{self, USERS};
use crate::components::keep_focus;
use crate::list::{List, ROWS};
use crate::words::{self as all, bulk_jobs as words};

/// The tabs, the most urgent first.
const TABS: [BulkJobOutcome; 3] = [
    BulkJobOutcome::Failed,
    BulkJobOutcome::Done,
    BulkJobOutcome::Unchanged,
];

/// A page of results.
struct Loaded {
    /// Whether it is the first one of an outcome.
    first: bool,
    page: Items<BulkJobResult>,
}

/// The results. They are loaded when this is shown, and for each outcome.
pub(super) fn view(id: BulkJobId, list: List) -> AnyView {
    let query = use_query_map();
    let outcome = Memo::new(move |_| {
        let tab = query.with(|query| query.get("tab"));
        let tab = tab.as_deref().and_then(BulkJobOutcome::parse);
        tab.unwrap_or(BulkJobOutcome::Failed)
    });
    let results = Fetched::<Loaded>::new();
    let seen = RwSignal::new(Vec::<BulkJobResult>::new());
    let load = move |cursor: Option<String>| {
        let filter = BulkJobResultFilter {
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
        results.load(async move {
            let page = api().bulk_job_results(id, &query).await?;
            Ok(Loaded { first, page })
        });
    };
    Effect::new(move || {
        outcome.track();
        load(None);
    });
    Effect::new(move || {
        results.value.with(|loaded| {
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
        let to = if to == BulkJobOutcome::Failed.as_str() {
            String::new()
        } else {
            to
        };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    let tabs = TABS.map(|one| Tab::new(one.as_str(), words::outcome(one)));
    let current = Signal::derive(move || outcome.get().as_str().to_owned());
    // So that the table stays when rows are added to it.
    let waiting = Memo::new(move |_| results.waiting());
    let empty = Memo::new(move |_| seen.with(Vec::is_empty));
    let content = move || match (results.failure.get(), waiting.get(), empty.get()) {
        (Some(error), ..) => failure::state(&error, Some(Callback::new(move |()| load(None)))),
        (None, true, _) => view! { <Skeleton lines=4/> }.into_any(),
        (None, false, true) => view! { <p class="muted">{words::NO_RESULTS}</p> }.into_any(),
        (None, false, false) => table(seen),
    };
    let next = move || {
        results
            .value
            .with(|loaded| loaded.as_ref()?.page.next_cursor.clone())
    };
    let has_more = Memo::new(move |_| next().is_some() && results.failure.with(Option::is_none));
    let shown = move || {
        let total = results
            .value
            .with(|loaded| loaded.as_ref().map(|loaded| loaded.page.total));
        words::shown(seen.with(Vec::len) as u64, total.unwrap_or_default())
    };
    let more = move || {
        has_more.get().then(|| {
            view! {
                <p class="muted small" role="status">{shown}</p>
                <div class="actions">
                    <Button variant=ButtonVariant::Secondary small=true busy=results.busy
                        on_click=move || load(untrack(next))>
                        {all::MORE}
                    </Button>
                </div>
            }
        })
    };
    view! {
        <Tabs label=words::RESULTS current=current on_select=select tabs=tabs.to_vec()>
            <div class="panel-content">{content}{more}</div>
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
    let reason = one.problem.as_ref().map(reason);
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

/// Why the action was refused: what is wrong with the fields, or else what happened.
fn reason(problem: &Problem) -> String {
    let fields = problem.errors.iter().map(|error| error.message.as_str());
    let fields: Vec<_> = fields.collect();
    if fields.is_empty() {
        problem.detail.clone()
    } else {
        fields.join(". ")
    }
}
