//! The table of groups.

use contract::groups::Group;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::AccountActions;
use crate::components::{list_failure, list_footer};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, groups as words};

pub(super) fn view(
    list: List,
    page: Fetched<Items<Group>>,
    actions: AccountActions,
    retry: impl Fn() + Send + Sync + Copy + 'static,
) -> AnyView {
    let sort = list.sort();
    let by = move |to: String| list.set_sort(to);
    let items = move || {
        page.value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=page.busy fixed=true>
                <thead><tr>
                    <SortHead by="name" label=words::NAME sort=sort on_sort=by/>
                    <th scope="col" class="p3">{words::DESCRIPTION}</th>
                    <th scope="col" class="w8">{words::MEMBERS}</th>
                    <SortHead by="createdAt" label=words::CREATED class="p2 w8" sort=sort on_sort=by/>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || page.waiting().then(|| view! { <SkeletonRows columns=5 rows=6/> })}
                    <For each=items key=move |one| (one.id, one.version, one.members, list.now()) let:one>
                        {row(list, actions, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let empty = Memo::new(move |_| {
        page.value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
    });
    let failed = Memo::new(move |_| page.failure.with(Option::is_some));
    view! {
        <ListToolbar>
            <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=list.search()
                on_search=move |typed: String| list.set_search(&typed)/>
        </ListToolbar>
        {move || match (failed.get(), empty.get()) {
            (true, _) => list_failure(list, page.failure, Callback::new(move |()| retry())),
            (_, true) => nothing(list),
            _ => table(),
        }}
        {list_footer(list, page)}
    }
    .into_any()
}

fn nothing(list: List) -> AnyView {
    if list.narrowed() {
        let clear = move || {
            view! { <Button variant=ButtonVariant::Secondary on_click=move || list.clear()>{all::CLEAR_FILTERS}</Button> }
        };
        return view! {
            <Card>
                <EmptyState icon=Icon::Search title=words::NO_MATCH_TITLE actions=clear>{words::NO_MATCH}</EmptyState>
            </Card>
        }
        .into_any();
    }
    let create = move || {
        let href = list.over_now("new", &[]);
        may(Permission::GroupsWrite)
            .then(|| view! { <LinkButton href=href icon=Icon::Plus>{words::NEW}</LinkButton> })
    };
    view! {
        <Card>
            <EmptyState icon=Icon::Group title=words::EMPTY_TITLE actions=create>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}

fn row(list: List, actions: AccountActions, one: Group) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let label = words::actions_for(&one.name);
    let description = one.description.clone().unwrap_or_default();
    let (open, of) = (href.clone(), one.clone());
    let items = move || {
        let mut items = vec![MenuItem::link(Icon::Group, words::OPEN, open.clone())];
        items.extend(actions.menu(&of));
        items
    };
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::Group title=one.name.clone() href=href/></td>
            <td class="p3 muted" title=description>{description.clone()}</td>
            <td class="status num">
                {number(one.members)}
                <span class="brief muted">{words::members_word(one.members)}</span>
            </td>
            <td class="p2 muted"><RelativeTime at=one.created_at/></td>
            <td class="menu"><Menu label=label items=Signal::derive(items) in_row=true/></td>
        </TableRow>
    }
    .into_any()
}
