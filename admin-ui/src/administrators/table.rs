//! The table of administrators.

use contract::administrators::Administrator;
use contract::filter::AdministratorFilter;
use leptos::prelude::*;
use rules::role::Role;
use rules::state::UserState;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::components::{
    ChipFilter, Explained, FilterToolbar, ListPage, administrator_status, mfa_status,
};
use crate::list::List;
use crate::session;
use crate::words::{self as all, administrators as words, mfa, status};

pub(super) fn view(of: ListPage<Administrator>, actions: ItemActions) -> AnyView {
    let list = of.list;
    let sort = list.sort();
    let by = move |to: String| list.set_sort(to);
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=of.page.busy fixed=true>
                <thead><tr>
                    <SortHead by="name" label=words::NAME sort=sort on_sort=by/>
                    <th scope="col" class="p2 w8">{words::ROLE}</th>
                    <th scope="col" class="w12">{words::STATUS}</th>
                    <th scope="col" class="p3 w8">{mfa::COLUMN}</th>
                    <SortHead by="lastSignInAt" label=words::LAST_SIGN_IN class="p4 w8" sort=sort on_sort=by/>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || of.page.waiting().then(|| view! { <SkeletonRows columns=6 rows=4/> })}
                    <For each=move || of.items() key=move |one| (one.id, one.version, one.password_status, one.mfa.status, one.state, list.now()) let:one>
                        {row(list, actions, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! {
        {toolbar(list)}
        {of.view(table, move || nobody(list))}
    }
    .into_any()
}

fn toolbar(list: List) -> AnyView {
    let roles = Role::ALL.map(|role| Chip::new(role.as_str(), role.label()));
    let role = ChipFilter::new(
        words::ROLE,
        list.field(|filter: &mut AdministratorFilter| &mut filter.role),
        roles.to_vec(),
    );
    // No administrator is staged.
    let states = [UserState::Active, UserState::Suspended]
        .map(|state| Chip::new(state.as_str(), status::state(state)));
    let state = ChipFilter::new(
        words::STATE,
        list.field(|filter: &mut AdministratorFilter| &mut filter.state),
        states.to_vec(),
    );
    view! {
        <FilterToolbar list=list filters=vec![role.into(), state.into()]>
            <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=list.search()
                on_search=move |typed: String| list.set_search(&typed)/>
        </FilterToolbar>
    }
    .into_any()
}

fn nobody(list: List) -> AnyView {
    let actions = move || {
        view! { <Button variant=ButtonVariant::Secondary on_click=move || list.clear()>{all::CLEAR_FILTERS}</Button> }
    };
    view! {
        <Card>
            <EmptyState icon=Icon::ShieldUser title=words::EMPTY_TITLE actions=actions>{words::EMPTY}</EmptyState>
        </Card>
    }
    .into_any()
}

fn row(list: List, actions: ItemActions, one: Administrator) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let label = words::actions_for(&one.name);
    let own = session::is_me(one.id);
    let status = format!("status-{}", one.id);
    let described_by = format!("{status} {status}-why");
    let items = actions.row_menu(Icon::User, &href, &one);
    view! {
        <TableRow>
            <td class="main">
                <span class="cell">
                    <PersonLine name=one.name.clone() email=one.email.clone() href=href described_by=described_by/>
                    {own.then(|| view! { <span class="tag">{words::YOU}</span> })}
                </span>
            </td>
            <td class="p2">{one.role.label()}</td>
            <td class="status" id=status.clone()>
                {administrator_status(&one, Explained::InRow(format!("{status}-why")))}
                <span class="brief muted truncate">{one.role.label()}</span>
            </td>
            <td class="p3 muted">{mfa_status(&one.mfa, Explained::InRow(format!("{status}-mfa")))}</td>
            <td class="p4 muted">
                {match one.last_sign_in_at {
                    Some(at) => view! { <RelativeTime at=at/> }.into_any(),
                    None => all::NEVER.into_any(),
                }}
            </td>
            <td class="menu"><Menu label=label items=items in_row=true/></td>
        </TableRow>
    }
    .into_any()
}
