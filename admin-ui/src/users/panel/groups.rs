//! The groups that the user is in.

use contract::filter::UserFilter;
use contract::groups::Group;
use contract::ids::{GroupId, UserId};
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::address::GROUPS;
use crate::components::{
    Pick, Picked, Picker, PickerDialogWords, keep_focus, list_failure, list_footer,
};
use crate::groups::{Membership, find_for, membership_line};
use crate::list::List;
use crate::session::may;
use crate::words::groups as words;

/// The name of the tab in the address.
pub(super) const TAB: &str = "groups";

/// The tab, in the panel over `list`.
pub(super) fn view(id: UserId, name: Signal<String>, list: List, actions: ItemActions) -> AnyView {
    let own = list.in_panel(id.0, TAB, "name");
    let groups = Fetched::<Items<Group>>::new();
    let reload = Reload::default();
    reload.on(move || {
        let query = own.request();
        groups.load(async move { api().user_groups(id, &query).await });
    });
    Effect::new(move || {
        let is_empty = groups
            .value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()));
        keep_focus();
        // The groups that were on the last page are gone.
        if is_empty && own.has_previous().get_untracked() {
            own.restart();
        }
    });
    let changed = move || {
        // The list behind the panel may show the members of one of the groups.
        if !untrack(|| list.filter::<UserFilter>()).group.is_empty() {
            actions.bump();
        }
    };
    let added = move || {
        reload.run();
        changed();
    };
    let adding = RwSignal::new(false);
    let add = may(Permission::GroupsWrite).then(|| {
        view! {
            <div class="actions">
                <Button small=true icon=Icon::Plus on_click=move || adding.set(true)>{words::ADD_TO}</Button>
            </div>
        }
    });
    let lines = move || match (groups.value.get(), groups.failure.get()) {
        (_, Some(_)) => list_failure(own, groups.failure, Callback::new(move |()| reload.run())),
        (Some(page), None) if page.items.is_empty() => no_groups(),
        (Some(page), None) => {
            let line = |group| line(group, (id, name), changed);
            view! { <ul class="log">{page.items.into_iter().map(line).collect_view()}</ul> }
                .into_any()
        }
        (None, None) => view! { <Skeleton lines=4/> }.into_any(),
    };
    view! {
        {add}
        <div aria-busy=move || groups.busy.get().then_some("true")>{lines}</div>
        {list_footer(own, groups)}
        {dialog((id, name), adding, added)}
    }
    .into_any()
}

fn no_groups() -> AnyView {
    view! { <EmptyState icon=Icon::Group title=words::NO_GROUPS_TITLE>{words::NO_GROUPS}</EmptyState> }
        .into_any()
}

fn line(
    group: Group,
    (user, name): (UserId, Signal<String>),
    changed: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let href = format!("{GROUPS}/{}", group.id);
    let count = words::members(group.members);
    let of = Membership {
        group: group.id,
        group_name: group.name.clone(),
        user,
        user_name: name.get_untracked(),
    };
    let title = group.name.clone();
    let content = view! {
        <div class="grow">
            <IconLine icon=Icon::Group title=title note=move || count.clone() href=href/>
        </div>
    }
    .into_any();
    if may(Permission::GroupsWrite) {
        membership_line(of, group.name, content, changed)
    } else {
        view! { <li>{content}</li> }.into_any()
    }
}

/// The dialog that adds the user to groups, while `open`.
fn dialog(
    (user, name): (UserId, Signal<String>),
    open: RwSignal<bool>,
    changed: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let picker = Picker::many();
    let says = PickerDialogWords {
        title: Signal::derive(move || words::add_user_to(&name.get())),
        verb: Signal::derive(move || words::add_to_count(picker.chosen.with(Vec::len))),
        choose: words::CHOOSE_GROUP,
    };
    let submit = move |chosen: Vec<Pick>| async move {
        let name = name.get_untracked();
        let added = match &*chosen {
            [group] => words::added(&name, &group.name),
            groups => words::added_to_count(&name, groups.len()),
        };
        picker
            .for_each(chosen, |group| async move {
                api().add_group_member(GroupId(group), user).await
            })
            .await
            .map(|()| Picked::Done(added))
    };
    let content = move || picker.view(&words::GROUPS, move |query| find_for(user, query));
    picker.dialog(open, says, content, submit, changed)
}
