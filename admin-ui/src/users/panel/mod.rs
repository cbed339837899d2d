//! One user, in a panel with an address of its own.

mod details;
mod factors;
mod fields;
mod first;
mod recovery;
mod security;
mod sessions;

use contract::ids::UserId;
use contract::users::User;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::acts::Acts;
use crate::address;
use crate::api::api;
use crate::failure;
use crate::fetched::Fetched;
use crate::list::List;
use crate::parts::{feed, hold_focus, password_badge, state_badge};
use crate::session::may;
use crate::words::{self as all, users as words};
use details::Editing;

const DETAILS: &str = "details";
const SESSIONS: &str = "sessions";
const ACTIVITY: &str = "activity";

/// The panel.
#[component]
pub fn UserPanel(
    /// Whose it is.
    id: UserId,
    /// The list behind it.
    list: List,
    /// What can be done.
    acts: Acts,
) -> AnyView {
    let user = Fetched::<User>::new();
    let editing = Editing::new();
    let load = move || user.load(async move { api().user(id).await });
    Effect::new(move || {
        acts.changed.track();
        load();
    });
    Effect::new(move || {
        if let Some(user) = user.value.get() {
            editing.arrived(user);
            hold_focus();
        }
    });

    let query = use_query_map();
    let tab = Memo::new(
        move |_| match query.with(|query| query.get("tab")).as_deref() {
            Some(SESSIONS) => SESSIONS.to_owned(),
            Some(ACTIVITY) => ACTIVITY.to_owned(),
            _ => DETAILS.to_owned(),
        },
    );
    let select = move |to: String| {
        let to = if to == DETAILS { String::new() } else { to };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    let name = Signal::derive(move || {
        user.value.with(|user| {
            user.as_ref()
                .map_or_else(|| words::USER.to_owned(), |user| user.name.clone())
        })
    });
    let close = move || list.close();
    let foot = move || foot(tab.into(), editing, user);
    let menu = move || {
        move || {
            let of = user.value.get()?;
            let label = words::actions_for(&of.name);
            let items = Signal::derive(move || acts.menu(&of));
            (!items.with_untracked(Vec::is_empty))
                .then(|| view! { <Menu label=label items=items/> })
        }
    };
    let content = move || match (
        user.value.with(Option::is_some),
        user.failure.get(),
        &*tab.get(),
    ) {
        (true, _, SESSIONS) => sessions::view(id, name),
        (true, _, ACTIVITY) => {
            feed(move |query| Box::pin(async move { api().user_activity(id, &query).await }))
        }
        (true, ..) => details::view(editing, user.value, acts),
        (false, Some(error), _) => failure::state(&error, Some(Callback::new(move |()| load()))),
        (false, None, _) => view! { <Skeleton lines=8/> }.into_any(),
    };
    view! {
        <Drawer title=name before=move || view! { <Avatar name=name large=true/> }
            head=move || head(user.value) acts=menu foot=foot
            dirty=Signal::derive(move || editing.dirty()) on_close=close>
            <Tabs label=words::USER current=tab on_select=select tabs=vec![
                Tab::new(DETAILS, words::TAB_DETAILS),
                Tab::new(SESSIONS, words::TAB_SESSIONS),
                Tab::new(ACTIVITY, words::TAB_ACTIVITY),
            ]>
                <div class="panel-content">{content}</div>
            </Tabs>
        </Drawer>
    }
    .into_any()
}

fn head(user: RwSignal<Option<User>>) -> AnyView {
    (move || {
        user.get().map(|user| {
            view! {
                <span class="line-whole truncate">{user.email.clone()}</span>
                <span class="row nowrap">
                    <span class="muted small">{words::STATE}</span>
                    {state_badge(user.state, Some(user.state_changed_at))}
                </span>
                <span class="row nowrap">
                    <span class="muted small">{words::PASSWORD}</span>
                    {password_badge(&user)}
                </span>
            }
        })
    })
    .into_any()
}

fn foot(tab: Signal<String>, editing: Editing, user: Fetched<User>) -> AnyView {
    (move || {
        let edits = tab.with(|tab| tab == DETAILS)
            && user.value.with(Option::is_some)
            && may(Permission::UsersWrite);
        if edits {
            view! {
                <DrawerCancel>{all::CANCEL}</DrawerCancel>
                <Button submit=true form=details::FORM busy=editing.form.busy>{words::SAVE}</Button>
            }
            .into_any()
        } else {
            view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
        }
    })
    .into_any()
}
