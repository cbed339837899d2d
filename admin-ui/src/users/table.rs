//! The table of users.

use contract::page::Page as Items;
use contract::users::User;
use leptos::prelude::*;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::bulk::Bulk;
use super::columns::{self, Column, Definitions};
use crate::components::{Explained, ListPage, new_link, no_match, user_status};
use crate::list::List;
use crate::words::{self as all, bulk as bulk_words, users as words};

pub(super) fn view(
    of: ListPage<User>,
    attributes: Definitions,
    (actions, bulk): (ItemActions, Bulk),
) -> AnyView {
    let (list, users) = (of.list, of.page);
    let sort = list.sort();
    let by = move |to: String| list.set_sort(to);
    let chooses = Bulk::is_offered();
    let columns = Memo::new(move |_| columns::shown(list, attributes));
    let width = move || {
        let chosen = columns.with(|columns| u8::try_from(columns.len()).unwrap_or_default());
        chosen + if chooses { 4 } else { 3 }
    };
    let items = move || {
        // Rows have other cells as soon as other columns are chosen.
        columns.track();
        of.items()
    };
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=users.busy fixed=true>
                <thead><tr>
                    {chooses.then(|| view! { <th scope="col" class="check">{page_mark(bulk, users)}</th> })}
                    <SortHead by="name" label=words::NAME sort=sort on_sort=by/>
                    <SortHead by="status" label=words::STATUS class="w12" sort=sort on_sort=by/>
                    {move || columns.with(|columns| columns::heads(list, columns))}
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || users.waiting().then(|| view! { <SkeletonRows columns=width() rows=10/> })}
                    <For each=items key=move |user| (user.id, user.version, user.password.status, user.mfa.status, user.state, list.now()) let:user>
                        {row(list, (actions, chooses.then_some(bulk)), &columns.get_untracked(), user)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    of.view(table, move || nothing(list))
}

fn row(
    list: List,
    (actions, bulk): (ItemActions, Option<Bulk>),
    columns: &[Column],
    user: User,
) -> AnyView {
    let href = list.over_now(&user.id.to_string(), &[]);
    let label = words::actions_for(&user.name);
    let items = actions.row_menu(Icon::User, &href, &user);
    let (id, name) = (user.id, user.name.clone());
    let status = format!("status-{id}");
    let described_by = format!("{status} {status}-why");
    let selected = Signal::derive(move || bulk.is_some_and(|bulk| bulk.has(id)));
    let mark = bulk.map(|bulk| {
        let label = bulk_words::select(&name);
        let choose = move |wanted: bool| bulk.choose(vec![(id, name.clone())], wanted);
        view! { <td class="check"><CheckMark label=label checked=selected on_change=choose/></td> }
    });
    let cells = columns::cells(&user, columns, &status);
    view! {
        <TableRow selected=selected>
            {mark}
            <td class="main">
                <PersonLine name=user.name.clone() email=user.email.clone() href=href
                    described_by=described_by/>
            </td>
            <td class="status" id=status.clone()>
                {user_status(&user, Explained::InRow(format!("{status}-why")))}
                <span class="brief muted truncate">{user.email.clone()}</span>
            </td>
            {cells}
            <td class="menu"><Menu label=label items=items in_row=true/></td>
        </TableRow>
    }
    .into_any()
}

/// Selects all users on the page.
fn page_mark(bulk: Bulk, users: Fetched<Items<User>>) -> AnyView {
    let here = move || {
        users.value.with(|page| {
            let items = page.iter().flat_map(|page| &page.items);
            items
                .map(|user| (user.id, user.name.clone()))
                .collect::<Vec<_>>()
        })
    };
    let chosen = Memo::new(move |_| {
        let here = here();
        let chosen = here.iter().filter(|(id, _)| bulk.has(*id)).count();
        (chosen, here.len())
    });
    let all = Signal::derive(move || matches!(chosen.get(), (some, all) if some == all && all > 0));
    let mixed =
        Signal::derive(move || matches!(chosen.get(), (some, all) if 0 < some && some < all));
    let choose = move |wanted: bool| bulk.choose(untrack(here), wanted);
    view! { <CheckMark label=bulk_words::SELECT_PAGE checked=all mixed=mixed on_change=choose/> }
        .into_any()
}

fn nothing(list: List) -> AnyView {
    if list.narrowed() {
        return no_match(list, words::NO_MATCH_TITLE, words::NO_MATCH);
    }
    let create = move || new_link(list, Permission::UsersWrite, words::NEW);
    view! {
        <Card>
            <EmptyState icon=Icon::Users title=words::EMPTY_TITLE actions=create>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}
