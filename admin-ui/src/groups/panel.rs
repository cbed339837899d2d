//! One group, in a panel with its own address.

use contract::groups::Group;
use contract::ids::GroupId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::details::{self, Editing};
use super::{applications, members};
use crate::address;
use crate::components::{form_foot, keep_focus};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, groups as words};

const MEMBERS: &str = "members";
const DETAILS: &str = "details";

/// The panel of a group.
#[component]
pub fn GroupPanel(
    /// The group.
    id: GroupId,
    /// The list behind it.
    list: List,
    /// The actions of the page.
    actions: ItemActions,
) -> AnyView {
    let group = Fetched::<Group>::new();
    let editing = Editing::new();
    let load = move || group.load(async move { api().group(id).await });
    Effect::new(move || {
        actions.changed.track();
        load();
    });
    Effect::new(move || {
        if let Some(group) = group.value.get() {
            editing.arrived(&group);
            keep_focus();
        }
    });
    Effect::new(move || {
        if editing.form.stale.get() {
            load();
        }
    });
    let sees_applications = may(Permission::ApplicationsRead);
    let query = use_query_map();
    let tab = Memo::new(
        move |_| match query.with(|query| query.get("tab")).as_deref() {
            Some(DETAILS) => DETAILS.to_owned(),
            Some(applications::TAB) if sees_applications => applications::TAB.to_owned(),
            _ => MEMBERS.to_owned(),
        },
    );
    let select = move |to: String| {
        // The first tab has no name in the address.
        let to = if to == MEMBERS { String::new() } else { to };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    let name = Signal::derive(move || {
        group.value.with(|group| {
            group
                .as_ref()
                .map_or_else(|| words::GROUP.to_owned(), |group| group.name.clone())
        })
    });
    let menu = move || {
        move || {
            let of = group.value.get()?;
            let label = words::actions_for(&of.name);
            let items = Signal::derive(move || actions.menu(&of));
            (!items.with_untracked(Vec::is_empty))
                .then(|| view! { <Menu label=label items=items/> })
        }
    };
    let there = Memo::new(move |_| group.value.with(Option::is_some));
    let foot = move || {
        (move || {
            if tab.with(|tab| tab == DETAILS) && there.get() && may(Permission::GroupsWrite) {
                form_foot(details::FORM, editing.form, words::SAVE)
            } else {
                view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
            }
        })
        .into_any()
    };
    let content = move || match (there.get(), group.failure.get(), &*tab.get()) {
        (true, _, DETAILS) => details::view(editing, group.value, actions),
        (true, _, applications::TAB) => applications::view(id, list),
        (true, ..) => members::view(id, name, list, actions),
        (false, Some(error), _) => failure::state(&error, Some(Callback::new(move |()| load()))),
        (false, None, _) => view! { <Skeleton lines=6/> }.into_any(),
    };
    let mut tabs = vec![
        Tab::new(MEMBERS, words::TAB_MEMBERS),
        Tab::new(DETAILS, words::TAB_DETAILS),
    ];
    if sees_applications {
        tabs.insert(1, Tab::new(applications::TAB, words::TAB_APPLICATIONS));
    }
    view! {
        <Drawer title=name head=move || head(group.value) actions=menu foot=foot
            dirty=Signal::derive(move || editing.dirty()) on_close=move || list.close()>
            <Tabs label=words::GROUP current=tab on_select=select tabs=tabs>
                <div class="panel-content">{content}</div>
            </Tabs>
        </Drawer>
    }
    .into_any()
}

/// The description and the number of members.
fn head(group: RwSignal<Option<Group>>) -> AnyView {
    (move || {
        group.get().map(|group| {
            view! {
                {group.description.map(|text| view! {
                    <span class="line-whole truncate" title=text.clone()>{text.clone()}</span>
                })}
                <span class="num">{words::members(group.members)}</span>
            }
        })
    })
    .into_any()
}
