//! The table of bulk jobs.

use contract::bulk_jobs::{BulkJob, BulkJobState};
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::address::USERS;
use crate::components::ListPage;
use crate::list::List;
use crate::words::bulk_jobs as words;

pub(super) fn view(of: ListPage<BulkJob>) -> AnyView {
    let list = of.list;
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy fixed=true>
                <thead><tr>
                    <th scope="col">{words::ACTION}</th>
                    <th scope="col" class="w8">{words::STATE}</th>
                    <th scope="col" class="p3 end w8">{words::USERS}</th>
                    <th scope="col" class="p3 w12">{words::BY}</th>
                    <th scope="col" class="p2 w8">{words::CREATED}</th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=4/> })}
                    <For each=move || of.items() key=move |one| (one.id, one.state.as_str(), list.now()) let:one>
                        {row(list, &one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    of.view(table, nothing)
}

fn nothing() -> AnyView {
    let go = || {
        view! { <LinkButton href=USERS variant=ButtonVariant::Secondary icon=Icon::Users>{words::TO_USERS}</LinkButton> }
            .into_any()
    };
    view! {
        <Card>
            <EmptyState icon=Icon::List title=words::EMPTY_TITLE actions=go>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}

/// The tone of the badge of a state.
pub(super) fn tone(state: BulkJobState) -> Tone {
    match state {
        BulkJobState::Finished => Tone::Ok,
        BulkJobState::Stopped => Tone::Warn,
        BulkJobState::Running => Tone::Info,
    }
}

fn row(list: List, one: &BulkJob) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let title = words::action(one.action).to_owned();
    let users = u64::from(one.counts.users);
    let (state, by, at) = (one.state, one.started_by.clone(), one.created_at);
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::List title=title href=href/></td>
            <td class="status"><Badge tone=tone(state) text=words::state(state)/></td>
            <td data-label=words::USERS class="p3 end num muted">{number(users)}</td>
            <td data-label=words::BY class="p3 muted truncate">{by}</td>
            <td class="p2 muted"><RelativeTime at=at/></td>
        </TableRow>
    }
    .into_any()
}
