//! The table of applications.

use contract::applications::Application;
use leptos::prelude::*;
use rules::application::OpenTo;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::toolbar;
use crate::components::{ListPage, new_link, no_match};
use crate::list::List;
use crate::words::{self as all, applications as words};

pub(super) fn view(of: ListPage<Application>, actions: ItemActions) -> AnyView {
    let list = of.list;
    let sort = list.sort();
    let by = move |to: String| list.set_sort(to);
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy fixed=true>
                <thead><tr>
                    <SortHead by="name" label=words::NAME sort=sort on_sort=by/>
                    <th scope="col" class="p3 w8">{words::PROTOCOL}</th>
                    <th scope="col" class="w8">{words::OPEN_TO}</th>
                    <th scope="col" class="p2 w8">{words::FACTOR}</th>
                    <th scope="col" class="p4 w8">{words::LAST_OPENED}</th>
                    <th scope="col" class="w8">{words::STATUS}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=7 rows=6/> })}
                    <For each=move || of.items()
                        key=move |one| (one.id, one.version, one.groups, one.users, one.last_opened_at, list.now())
                        let:one>
                        {row(list, actions, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! {
        {toolbar::view(list)}
        {of.view(table, move || nothing(list))}
    }
    .into_any()
}

fn nothing(list: List) -> AnyView {
    if list.narrowed() {
        return no_match(list, words::NO_MATCH_TITLE, words::NO_MATCH);
    }
    let create = move || new_link(list, Permission::ApplicationsWrite, words::NEW);
    view! {
        <Card>
            <EmptyState icon=Icon::Grid title=words::EMPTY_TITLE actions=create>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}

fn row(list: List, actions: ItemActions, one: Application) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let label = words::actions_for(&one.name);
    let described_by = format!("status-{}", one.id);
    let items = actions.row_menu(Icon::Grid, &href, &one);
    let note = match &one.launch_url {
        Some(address) => address.clone(),
        None => words::protocol(one.protocol).to_owned(),
    };
    let who = words::open_to(&one);
    let is_nobodys = one.open_to == OpenTo::Assigned && one.groups == 0 && one.users == 0;
    let opened = match one.last_opened_at {
        Some(at) => view! { <RelativeTime at=at/> }.into_any(),
        None => all::NEVER.into_any(),
    };
    view! {
        <TableRow>
            <td class="main">
                <MarkLine letter=one.letter.clone() color=one.color name=one.name.clone() note=note href=href
                    described_by=described_by.clone()/>
            </td>
            <td class="p3 muted">{words::protocol(one.protocol)}</td>
            <td class:muted=is_nobodys>{who.clone()}</td>
            <td class="p2 muted">{words::factor(one.factor)}</td>
            <td class="p4 muted">{opened}</td>
            <td class="status" id=described_by>
                {status(&one)}
                <span class="brief muted truncate">{who.clone()}</span>
            </td>
            <td class="menu"><Menu label=label items=items in_row=true/></td>
        </TableRow>
    }
    .into_any()
}

/// "Enabled" as plain text, or a badge for what is not usual.
pub(super) fn status(one: &Application) -> AnyView {
    if !one.enabled {
        return view! { <Badge tone=Tone::Warn icon=Icon::Pause text=words::DISABLED/> }.into_any();
    }
    if !one.visible {
        return view! { <Badge tone=Tone::Neutral icon=Icon::EyeOff text=words::HIDDEN/> }
            .into_any();
    }
    view! { <span>{words::ENABLED}</span> }.into_any()
}
