//! The table of hosts.

use contract::hosts::Host;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::asking::{self, Asking};
use crate::components::{ListPage, none_yet, secret_card};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, doors, hosts as words};

pub(super) fn view(hosts: ListPage<Host>, changed: RwSignal<u32>) -> AnyView {
    let list = hosts.list;
    let asking = Asking::default();
    let secret = RwSignal::new(None::<String>);
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=hosts.page.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{doors::ACCESS}</th>
                    <th scope="col" class="w8">{doors::LAST_USED}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || hosts.page.waiting().then(|| view! { <SkeletonRows columns=4 rows=3/> })}
                    <For each=move || hosts.items() key=|one| (one.id, one.version, one.last_used_at) let:one>
                        {row(list, asking, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let nothing = || none_yet(Icon::Key, words::EMPTY_TITLE, words::EMPTY);
    view! {
        {secret_card(secret, words::KEY, words::KEY_ONCE)}
        {hosts.view(table, nothing)}
        {asking::view(asking, secret, changed)}
    }
    .into_any()
}

fn row(list: List, asking: Asking, one: Host) -> AnyView {
    let label = doors::actions_for(&one.name);
    let menu = may(Permission::OrganizationWrite).then(|| {
        let of = one.clone();
        let items = Signal::derive(move || {
            let edit = list.over(&of.id.to_string(), &[]);
            let (replaced, deleted) = (of.clone(), of.clone());
            let replace = move || asking.replace.set(Some(replaced.clone()));
            let delete = move || asking.delete.set(Some(deleted.clone()));
            vec![
                MenuItem::link(Icon::Settings, doors::EDIT, edit),
                MenuItem::action(Icon::Key, words::REPLACE, replace).danger(),
                MenuItem::action(Icon::Trash, doors::DELETE, delete).danger(),
            ]
        });
        view! { <Menu label=label items=items/> }
    });
    let groups: Vec<&str> = one.groups.iter().map(|it| it.name.as_str()).collect();
    let access = doors::access(one.everyone, &groups);
    let used = one.last_used_at.map(|at| relative(at.into()));
    view! {
        <tr>
            <td class="main">
                <p class="strong clip wide">{one.name.clone()}</p>
            </td>
            <td data-label=doors::ACCESS><span class="clip wide">{access}</span></td>
            <td data-label=doors::LAST_USED class="muted">
                {used.unwrap_or_else(|| all::NEVER.to_owned())}
            </td>
            <td class="menu">{menu}</td>
        </tr>
    }
    .into_any()
}
