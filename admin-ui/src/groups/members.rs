//! The first tab: the members, with a search and pages.

use contract::filter::UserFilter;
use contract::ids::GroupId;
use contract::page::Page as Items;
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::add_members;
use super::membership::{Membership, membership_line};
use crate::address::{self, USERS};
use crate::components::{Explained, keep_focus, list_failure, list_footer, user_status};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, groups as words};

/// The filter of the list of users that matches the members of a group.
pub(super) fn filter(id: GroupId) -> String {
    let filter = UserFilter {
        group: vec![id.0],
        ..UserFilter::default()
    };
    filter.to_string()
}

/// The tab, in the panel over `list`.
pub(super) fn view(id: GroupId, name: Signal<String>, list: List, actions: ItemActions) -> AnyView {
    let list = list.in_panel(id.0, "", "name");
    let members = Fetched::<Items<User>>::new();
    let load = move || {
        let mut query = list.request();
        query.filter = Some(filter(id));
        members.load(async move { api().users(&query).await });
    };
    // Not after a removal: the line stays, with a button that undoes it.
    let reload = Reload::default();
    reload.on(load);
    Effect::new(move || {
        let is_empty = members
            .value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()));
        keep_focus();
        // Everybody who was on the last page is gone.
        if is_empty && list.has_previous().get_untracked() {
            list.restart();
        }
    });
    let added = move || {
        reload.run();
        actions.bump();
    };
    let adding = RwSignal::new(false);
    let add = may(Permission::GroupsWrite).then(|| {
        view! {
            <Button small=true icon=Icon::Plus on_click=move || adding.set(true)>{words::ADD_MEMBERS}</Button>
        }
    });
    let in_users = address::with(USERS, &[("filter", &filter(id))]);
    let lines = move || match (members.value.get(), members.failure.get()) {
        (_, Some(_)) => list_failure(list, members.failure, Callback::new(move |()| load())),
        (Some(page), None) if page.items.is_empty() => nobody(list),
        (Some(page), None) => {
            let line = |user| line(id, name, user, actions);
            view! { <ul class="log">{page.items.into_iter().map(line).collect_view()}</ul> }
                .into_any()
        }
        (None, None) => view! { <Skeleton lines=6/> }.into_any(),
    };
    view! {
        <div class="actions">
            {add}
            <LinkButton href=in_users variant=ButtonVariant::Secondary small=true icon=Icon::Users>
                {words::SHOW_USERS}
            </LinkButton>
        </div>
        <SearchBox label=words::SEARCH_MEMBERS placeholder=all::users::SEARCH_IN value=list.search()
            on_search=move |typed: String| list.set_search(&typed)/>
        <div aria-busy=move || members.busy.get().then_some("true")>{lines}</div>
        {list_footer(list, members)}
        {add_members::dialog(id, name, adding, added)}
    }
    .into_any()
}

fn nobody(list: List) -> AnyView {
    if list.narrowed() {
        let clear = move || {
            view! { <Button variant=ButtonVariant::Secondary on_click=move || list.clear()>{all::CLEAR_FILTERS}</Button> }
        };
        return view! {
            <EmptyState icon=Icon::Search title=words::NO_MEMBER_MATCH_TITLE actions=clear>
                {words::NO_MEMBER_MATCH}
            </EmptyState>
        }
        .into_any();
    }
    let how = may(Permission::GroupsWrite).then_some(words::NO_MEMBERS);
    view! { <EmptyState icon=Icon::Users title=words::NO_MEMBERS_TITLE>{how}</EmptyState> }
        .into_any()
}

fn line(id: GroupId, group: Signal<String>, user: User, actions: ItemActions) -> AnyView {
    let href = format!("{USERS}/{}", user.id);
    let status = user_status(&user, Explained::Alone);
    let of = Membership {
        group: id,
        group_name: group.get_untracked(),
        user: user.id,
        user_name: user.name.clone(),
    };
    let name = user.name.clone();
    let content = view! {
        <div class="row between grow">
            <PersonLine name=user.name email=user.email href=href/>
            {status}
        </div>
    }
    .into_any();
    if may(Permission::GroupsWrite) {
        membership_line(of, name, content, move || actions.bump())
    } else {
        view! { <li>{content}</li> }.into_any()
    }
}
