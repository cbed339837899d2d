//! The table of groups.

use contract::groups::Group;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::components::{ListPage, new_link, no_match};
use crate::list::List;
use crate::words::{self as all, groups as words};

pub(super) fn view(of: ListPage<Group>, actions: ItemActions) -> AnyView {
    let list = of.list;
    let sort = list.sort();
    let by = move |to: String| list.set_sort(to);
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy fixed=true>
                <thead><tr>
                    <SortHead by="name" label=words::NAME sort=sort on_sort=by/>
                    <th scope="col" class="p3">{words::DESCRIPTION}</th>
                    <th scope="col" class="w8">{words::MEMBERS}</th>
                    <SortHead by="createdAt" label=words::CREATED class="p2 w8" sort=sort on_sort=by/>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=6/> })}
                    <For each=move || of.items() key=move |one| (one.id, one.version, one.members, list.now()) let:one>
                        {row(list, actions, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! {
        <ListToolbar>
            <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=list.search()
                on_search=move |typed: String| list.set_search(&typed)/>
        </ListToolbar>
        {of.view(table, move || nothing(list))}
    }
    .into_any()
}

fn nothing(list: List) -> AnyView {
    if list.narrowed() {
        return no_match(list, words::NO_MATCH_TITLE, words::NO_MATCH);
    }
    let create = move || new_link(list, Permission::GroupsWrite, words::NEW);
    view! {
        <Card>
            <EmptyState icon=Icon::Group title=words::EMPTY_TITLE actions=create>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}

fn row(list: List, actions: ItemActions, one: Group) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let label = words::actions_for(&one.name);
    let description = one.description.clone().unwrap_or_default();
    let items = actions.row_menu(Icon::Group, &href, &one);
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::Group title=one.name.clone() href=href/></td>
            <td class="p3 muted" title=description>{description.clone()}</td>
            <td class="status num">
                {number(one.members)}
                <span class="brief muted">{words::members_word(one.members)}</span>
            </td>
            <td class="p2 muted"><RelativeTime at=one.created_at/></td>
            <td class="menu"><Menu label=label items=items in_row=true/></td>
        </TableRow>
    }
    .into_any()
}
