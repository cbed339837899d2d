//! One application, in a panel with its own address.

mod access;
mod assign;
mod assigned;
mod check;
mod checks;
mod mend;
mod overview;
mod policy;

use contract::applications::Application;
use contract::ids::{ApplicationId, UserId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::draft::MINUTES;
use super::editing::{Editing, FORM};
use super::table::status;
use crate::address::{self, APPLICATIONS};
use crate::components::keep_focus;
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, access as access_words, applications as words};

const OVERVIEW: &str = "overview";
/// The name of the tab that says who may open it, in the address.
pub(super) const ACCESS: &str = "access";
const POLICY: &str = "policy";
const CHECK: &str = "check";

/// The address that says whether this user may open the application, and why.
pub fn check_address(id: ApplicationId, user: UserId) -> String {
    let panel = format!("{APPLICATIONS}/{id}");
    address::with(&panel, &[("tab", CHECK), ("user", &user.to_string())])
}

/// The panel of an application.
#[component]
pub fn ApplicationPanel(
    /// The application.
    id: ApplicationId,
    /// The list behind it.
    list: List,
    /// The actions of the page.
    actions: ItemActions,
) -> AnyView {
    let one = Fetched::<Application>::new();
    let editing = Editing::new();
    let load = move || one.load(async move { api().application(id).await });
    Effect::new(move || {
        actions.changed.track();
        load();
    });
    Effect::new(move || {
        if let Some(one) = one.value.get() {
            editing.arrived(one);
            keep_focus();
        }
    });
    // After a conflict, load the current state before it is shown or overwritten.
    Effect::new(move || {
        if editing.form.stale.get() {
            load();
        }
    });
    let query = use_query_map();
    let tab = Memo::new(
        move |_| match query.with(|query| query.get("tab")).as_deref() {
            Some(ACCESS) => ACCESS.to_owned(),
            Some(POLICY) => POLICY.to_owned(),
            Some(CHECK) => CHECK.to_owned(),
            _ => OVERVIEW.to_owned(),
        },
    );
    let select = move |to: String| {
        // The first tab has no name in the address.
        let to = if to == OVERVIEW { String::new() } else { to };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    // Shows the tab of the field that is wrong.
    Effect::new(move || {
        let errors = editing.form.errors;
        let (faulty, minutes) =
            errors.with(|errors| (!errors.is_empty(), errors.get(MINUTES).is_some()));
        let wanted = if minutes { POLICY } else { OVERVIEW };
        let now = tab.get_untracked();
        if faulty && now != wanted {
            select(wanted.to_owned());
        }
    });
    let name = Signal::derive(move || {
        one.value.with(|one| {
            one.as_ref()
                .map_or_else(|| words::APPLICATION.to_owned(), |one| one.name.clone())
        })
    });
    let there = Memo::new(move |_| one.value.with(Option::is_some));
    let menu = move || {
        move || {
            let of = one.value.get()?;
            let label = words::actions_for(&of.name);
            let items = Signal::derive(move || actions.menu(&of));
            (!items.with_untracked(Vec::is_empty))
                .then(|| view! { <Menu label=label items=items/> })
        }
    };
    let foot = move || {
        (move || {
            let edits = tab.with(|tab| tab != CHECK) && may(Permission::ApplicationsWrite);
            if edits && there.get() {
                view! {
                    <DrawerCancel>{all::CANCEL}</DrawerCancel>
                    <Button submit=true form=FORM busy=editing.form.busy>{words::SAVE}</Button>
                }
                .into_any()
            } else {
                view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
            }
        })
        .into_any()
    };
    // Not the failure itself, which is set again by each load: that would build the tab again.
    let failed = Memo::new(move |_| one.failure.with(Option::is_some));
    let failure = move || match one.failure.get_untracked() {
        Some(error) => failure::state(&error, Some(Callback::new(move |()| load()))),
        None => ().into_any(),
    };
    let content = move || match (there.get(), failed.get(), &*tab.get()) {
        (true, _, ACCESS) => access::view(id, editing, actions),
        (true, _, POLICY) => policy::view(editing, actions),
        (true, _, CHECK) => check::view(one.value, list, actions),
        (true, ..) => overview::view(editing, one.value, actions),
        (false, true, _) => failure(),
        (false, false, _) => view! { <Skeleton lines=8/> }.into_any(),
    };
    let mark = move || {
        move || {
            let draft = editing.draft;
            there.get().then(|| {
                view! {
                    <Mark letter=Signal::derive(move || draft.shown_letter())
                        color=Signal::derive(move || draft.shown_color()) large=true/>
                }
            })
        }
    };
    view! {
        <Drawer title=name before=mark head=move || head(one.value) actions=menu foot=foot
            dirty=Signal::derive(move || editing.dirty()) on_close=move || list.close()>
            <Tabs label=words::APPLICATION current=tab on_select=select tabs=vec![
                Tab::new(OVERVIEW, words::TAB_OVERVIEW),
                Tab::new(ACCESS, words::TAB_ACCESS),
                Tab::new(POLICY, words::TAB_POLICY),
                Tab::new(CHECK, access_words::TAB),
            ]>
                <div class="panel-content">{content}</div>
            </Tabs>
        </Drawer>
    }
    .into_any()
}

/// The type, who may open it, and whether it can be opened.
fn head(one: RwSignal<Option<Application>>) -> AnyView {
    (move || {
        one.get().map(|one| {
            view! {
                <span class="fact">{words::protocol(one.protocol)}</span>
                <span class="fact">{status(&one)}</span>
                <span class="fact"><span class="muted small">{words::OPEN_TO}</span>{words::open_to(&one)}</span>
            }
        })
    })
    .into_any()
}
