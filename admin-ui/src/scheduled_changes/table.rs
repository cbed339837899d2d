//! The table of scheduled changes.

use contract::scheduled_changes::ScheduledChange;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::address::USERS;
use crate::components::{ListPage, none_yet};
use crate::words::{self as all, scheduled_changes as words};

pub(super) fn view(of: ListPage<ScheduledChange>, actions: ItemActions) -> AnyView {
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy fixed=true>
                <thead><tr>
                    <th scope="col">{words::USER}</th>
                    <th scope="col" class="w8">{words::WHAT}</th>
                    <th scope="col">{words::WHEN}</th>
                    <th scope="col" class="p3">{words::BY}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=4/> })}
                    <For each=move || of.items() key=|one| one.id let:one>
                        {row(actions, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    of.view(table, nothing)
}

fn nothing() -> AnyView {
    none_yet(Icon::Calendar, words::EMPTY_TITLE, words::EMPTY)
}

fn row(actions: ItemActions, one: ScheduledChange) -> AnyView {
    let href = format!("{USERS}/{}", one.user_id);
    let name = one.user_name.clone().unwrap_or_default();
    let label = words::actions_for(&name);
    let note = one
        .note
        .clone()
        .map(|note| view! { <span class="muted small break">{note}</span> });
    let when = words::when(&one);
    let what = words::noun(one.action);
    let by = one.scheduled_by.clone();
    let items = Signal::derive(move || actions.menu(&one));
    let menu = (!items.with_untracked(Vec::is_empty))
        .then(|| view! { <Menu label=label items=items in_row=true/> });
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::Calendar title=name href=href/></td>
            <td class="status">{what}</td>
            <td data-label=words::WHEN class="muted card-line"><div class="stack tight"><span>{when}</span>{note}</div></td>
            <td data-label=words::BY class="p3 muted card-line">{by}</td>
            <td class="menu">{menu}</td>
        </TableRow>
    }
    .into_any()
}
