//! The table of hosts.

use contract::hosts::Host;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::asking::{self, Asking};
use crate::components::{list_failure, secret_card};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, doors, hosts as words};

pub(super) fn view(list: List, hosts: Fetched<Items<Host>>, changed: RwSignal<u32>) -> AnyView {
    let asking = Asking::default();
    let secret = RwSignal::new(None::<String>);
    let items = move || {
        hosts
            .value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=hosts.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{doors::ACCESS}</th>
                    <th scope="col" class="w8">{doors::LAST_USED}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || hosts.waiting().then(|| view! { <SkeletonRows columns=4 rows=3/> })}
                    <For each=items key=|one| (one.id, one.version, one.last_used_at) let:one>
                        {row(list, asking, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let empty = Memo::new(move |_| {
        hosts
            .value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
    });
    let failed = Memo::new(move |_| hosts.failure.with(Option::is_some));
    let retry = Callback::new(move |()| changed.update(|n| *n += 1));
    view! {
        {secret_card(secret, words::KEY, words::KEY_ONCE)}
        {move || match (failed.get(), empty.get()) {
            (true, _) => list_failure(list, hosts.failure, retry),
            (_, true) => view! {
                <Card><EmptyState icon=Icon::Key title=words::EMPTY_TITLE>{words::EMPTY}</EmptyState></Card>
            }
            .into_any(),
            _ => table(),
        }}
        {asking::view(asking, secret, changed)}
    }
    .into_any()
}

fn row(list: List, asking: Asking, one: Host) -> AnyView {
    let label = words::actions_for(&one.name);
    let menu = may(Permission::OrganizationWrite).then(|| {
        let of = one.clone();
        let items = Signal::derive(move || {
            let edit = list.over(&of.id.to_string(), &[]);
            let (replaced, deleted) = (of.clone(), of.clone());
            let replace = move || asking.replace.set(Some(replaced.clone()));
            let delete = move || asking.delete.set(Some(deleted.clone()));
            vec![
                MenuItem::link(Icon::Settings, words::EDIT, edit),
                MenuItem::action(Icon::Key, words::REPLACE, replace).danger(),
                MenuItem::action(Icon::Trash, words::DELETE, delete).danger(),
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
                {used.unwrap_or_else(|| doors::NEVER.to_owned())}
            </td>
            <td class="menu">{menu}</td>
        </tr>
    }
    .into_any()
}
