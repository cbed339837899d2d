//! The table of imports.

use contract::imports::{ImportState, UserImport};
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::components::{ListPage, new_link};
use crate::list::List;
use crate::words::{self as all, imports as words};

pub(super) fn view(of: ListPage<UserImport>, actions: ItemActions) -> AnyView {
    let list = of.list;
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy fixed=true>
                <thead><tr>
                    <th scope="col">{words::FILE}</th>
                    <th scope="col" class="w8">{words::STATE}</th>
                    <th scope="col" class="p3 end w8">{words::ROWS}</th>
                    <th scope="col" class="p2 w8">{words::CREATED}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=4/> })}
                    <For each=move || of.items() key=move |one| (one.id, one.state.as_str(), list.now()) let:one>
                        {row(list, actions, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    of.view(table, move || nothing(list))
}

fn nothing(list: List) -> AnyView {
    let new = move || new_link(list, Permission::UsersWrite, words::NEW);
    view! {
        <Card>
            <EmptyState icon=Icon::Upload title=words::EMPTY_TITLE actions=new>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}

/// The tone of the badge of a state.
pub(super) fn tone(state: ImportState) -> Tone {
    match state {
        ImportState::Finished => Tone::Ok,
        ImportState::Stopped => Tone::Warn,
        _ => Tone::Info,
    }
}

fn row(list: List, actions: ItemActions, one: UserImport) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let rows = u64::from(one.counts.rows);
    let label = words::actions_for(&one.file_name);
    let items = actions.row_menu(Icon::Upload, &href, &one);
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::Upload title=one.file_name.clone() href=href/></td>
            <td class="status"><Badge tone=tone(one.state) text=words::state(one.state)/></td>
            <td data-label=words::ROWS class="p3 end num muted">{number(rows)}</td>
            <td class="p2 muted"><RelativeTime at=one.created_at/></td>
            <td class="menu"><Menu label=label items=items in_row=true/></td>
        </TableRow>
    }
    .into_any()
}
