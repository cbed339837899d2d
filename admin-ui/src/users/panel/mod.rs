//! One user, in a panel with its own address.

mod application_passwords;
mod applications;
mod chosen_resource;
mod company_email;
mod details;
mod directory_switch;
mod email_form;
mod factors;
mod fields;
mod groups;
mod known_browsers;
mod neighbors;
mod recovery_email;
mod remedy;
mod resource_access;
mod resource_way;
mod scheduled;
mod security;
mod sessions;
mod sign_in;
mod sign_in_blocker;
mod sign_in_facts;
mod sign_in_state;
mod ssh_keys;
mod terms;
mod undelivered;

use contract::ids::UserId;
use contract::page::Page as Items;
use contract::users::User;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction, begin_wanted};
use super::attributes::define;
use crate::address::{self, USERS};
use crate::components::{
    Explained, attempts_used, event_feed, form_foot, keep_focus, mfa_status, user_status,
};
use crate::item_actions::ItemAction as _;
use crate::list::List;
use crate::session::may;
use crate::words::{
    self as all, applications as application_words, groups as group_words, mfa,
    sign_in_diagnosis as diagnosis_words, users as words,
};
use details::Editing;
use resource_access::Asking;

pub use company_email::resend as resend_verification;

const DETAILS: &str = "details";
const SECURITY: &str = "security";
const SESSIONS: &str = "sessions";
const ACTIVITY: &str = "activity";

/// The name of a tab in the address. The first tab has none.
fn tab_name(tab: &str) -> &str {
    if tab == DETAILS { "" } else { tab }
}

/// The address of a user's sessions.
pub fn sessions_address(id: UserId) -> String {
    address::with(&format!("{USERS}/{id}"), &[("tab", SESSIONS)])
}

/// The panel of a user.
#[component]
pub fn UserPanel(
    /// The user.
    id: UserId,
    /// The list behind it.
    list: List,
    /// The current page of the list.
    page: RwSignal<Option<Items<User>>>,
    /// The actions of the page.
    actions: ItemActions,
) -> AnyView {
    let user = Fetched::<User>::new();
    let editing = Editing::new();
    let elsewhere = Asking::new();
    define(editing.draft.attributes);
    let load = move || user.load(async move { api().user(id).await });
    Effect::new(move || {
        actions.changed.track();
        load();
    });
    Effect::new(move || {
        if let Some(user) = user.value.get() {
            editing.arrived(&user);
            keep_focus();
        }
    });

    Effect::new(move || {
        if let Some(user) = user.value.get() {
            begin_wanted(actions, &format!("{USERS}/{id}"), &user);
        }
    });

    let reads_groups = may(Permission::GroupsRead);
    let reads_applications = may(Permission::ApplicationsRead);
    let query = use_query_map();
    let tab = Memo::new(
        move |_| match query.with(|query| query.get("tab")).as_deref() {
            Some(SECURITY) => SECURITY.to_owned(),
            Some(groups::TAB) if reads_groups => groups::TAB.to_owned(),
            Some(applications::TAB) if reads_applications => applications::TAB.to_owned(),
            Some(sign_in::TAB) => sign_in::TAB.to_owned(),
            Some(SESSIONS) => SESSIONS.to_owned(),
            Some(ACTIVITY) => ACTIVITY.to_owned(),
            _ => DETAILS.to_owned(),
        },
    );
    let select = move |to: String| {
        address::replace(&list.over_now(&id.to_string(), &[("tab", tab_name(&to))]));
    };
    // The fields that can have errors are on the first tab.
    Effect::new(move || {
        if editing.form.is_faulty() && tab.with_untracked(|tab| tab == SECURITY) {
            select(DETAILS.to_owned());
        }
    });
    let name = Signal::derive(move || {
        user.value.with(|user| {
            user.as_ref()
                .map_or_else(|| words::USER.to_owned(), |user| user.name.clone())
        })
    });
    let close = move || list.close();
    let foot = move || foot(tab.into(), editing, user);
    let menu = move || {
        let of = user.value.get()?;
        let label = words::actions_for(&of.name);
        let items = Signal::derive(move || actions.menu(&of));
        (!items.with_untracked(Vec::is_empty)).then(|| view! { <Menu label=label items=items/> })
    };
    let named_tab = Signal::derive(move || tab.with(|tab| tab_name(tab).to_owned()));
    let buttons = move || {
        view! {
            {neighbors::view(id, list, page, named_tab)}
            {menu}
        }
    };
    let loaded = Memo::new(move |_| user.value.with(Option::is_some));
    // The details keep what is typed when the user is loaded again. The other tabs are built again, so that they
    // load what an action has changed.
    let is_there = move || {
        if tab.with(|tab| tab == DETAILS) {
            loaded.get()
        } else {
            user.value.with(Option::is_some)
        }
    };
    let content = move || match (is_there(), user.failure.get(), &*tab.get()) {
        (true, _, groups::TAB) => groups::view(id, name, list, actions),
        (true, _, applications::TAB) => applications::view(id),
        // What the sign-in answers, and whether the user, their programs and devices get in elsewhere.
        (true, _, sign_in::TAB) => view! {
            {sign_in::view(id, user.value, actions)}
            {resource_access::view(elsewhere, id, user.value, actions)}
            {application_passwords::view(id, actions)}
        }
        .into_any(),
        (true, _, SESSIONS) => {
            let reload = Reload::default();
            view! { {sessions::view(id, name, reload)} {known_browsers::view(id, reload)} }
                .into_any()
        }
        (true, _, ACTIVITY) => {
            event_feed(move |query| Box::pin(async move { api().user_activity(id, &query).await }))
        }
        (true, _, SECURITY) => view! {
            {security::view(user.value, actions, editing)}
            {application_passwords::view(id, actions)}
            {ssh_keys::view(id)}
            {terms::view(id, user.value)}
        }
        .into_any(),
        (true, ..) => details::view(editing, user.value, actions),
        (false, Some(error), _) => failure::state(&error, Some(Callback::new(move |()| load()))),
        (false, None, _) => view! { <Skeleton lines=8/> }.into_any(),
    };
    let mut tabs = vec![
        Tab::new(DETAILS, words::TAB_DETAILS),
        Tab::new(SECURITY, words::TAB_SECURITY),
        Tab::new(sign_in::TAB, diagnosis_words::TAB),
        Tab::new(SESSIONS, words::TAB_SESSIONS),
        Tab::new(ACTIVITY, words::TAB_ACTIVITY),
    ];
    if reads_applications {
        tabs.insert(2, Tab::new(applications::TAB, application_words::TAB));
    }
    if reads_groups {
        tabs.insert(2, Tab::new(groups::TAB, group_words::TAB));
    }
    view! {
        <Drawer title=name before=move || view! { <Avatar name=name large=true/> }
            head=move || head(user.value) actions=buttons foot=foot
            dirty=Signal::derive(move || editing.dirty()) on_close=close>
            {sign_in_blocker::view(user.value, actions)}
            {scheduled::view(id, actions)}
            {undelivered::view(user.value)}
            {help(user.value, actions)}
            <Tabs label=words::USER current=tab on_select=select tabs=tabs>
                <div class="panel-content">{content}</div>
            </Tabs>
        </Drawer>
    }
    .into_any()
}

/// The status of the user.
fn head(user: RwSignal<Option<User>>) -> AnyView {
    let fact = |label: &'static str, value: AnyView| {
        view! { <span class="fact"><span class="muted small">{label}</span>{value}</span> }
    };
    (move || {
        user.get().map(|user| {
            let last = match user.last_sign_in_at {
                Some(at) => view! { <ExactTime at=at/> }.into_any(),
                None => all::NEVER.into_any(),
            };
            view! {
                <span class="line-whole truncate" title=user.email.clone()>{user.email.clone()}</span>
                <span class="fact">{user_status(&user, Explained::Alone)}</span>
                {fact(mfa::COLUMN, mfa_status(&user.mfa, Explained::Alone))}
                {fact(words::LAST_SIGN_IN, last)}
                {attempts_used(&user.failed_attempts)
                    .into_iter()
                    .map(|used| view! { <span class="fact">{used}</span> })
                    .collect_view()}
            }
        })
    })
    .into_any()
}

/// The most common actions, shown on every tab.
fn help(user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
    const HELP: [UserAction; 4] = [
        UserAction::ResendActivation,
        UserAction::SendReset,
        UserAction::TemporaryPassword,
        UserAction::ResetFactors,
    ];
    let buttons = move || {
        let user = user.get()?;
        let button = |action: UserAction| {
            let ((icon, text), user) = (action.look(), user.clone());
            view! {
                <Button small=true variant=ButtonVariant::Secondary icon=icon busy=actions.busy
                    on_click=move || actions.begin(action, &user)>{text}</Button>
            }
        };
        let fitting = HELP.into_iter().filter(|action| action.fits(&user));
        Some(fitting.map(button).collect_view())
    };
    view! { <div class="actions panel-help">{buttons}</div> }.into_any()
}

fn foot(tab: Signal<String>, editing: Editing, user: Fetched<User>) -> AnyView {
    (move || {
        let edits = tab.with(|tab| tab == DETAILS || tab == SECURITY)
            && user.value.with(Option::is_some)
            && may(Permission::UsersWrite);
        if edits {
            form_foot(details::FORM, editing.form, words::SAVE)
        } else {
            view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
        }
    })
    .into_any()
}
