//! One application, in a panel with its own address.

mod access;
mod activity;
mod assertion_preview;
mod assertion_xml;
mod assign;
mod assigned;
mod attribute_inputs;
mod attributes;
mod certificate_questions;
mod certificates;
mod check_access;
mod checks;
mod claim_inputs;
mod claims;
mod expiry;
mod mapped_inputs;
mod mend;
mod more;
mod overview;
mod person;
mod policy;
mod preview;
mod saml_fields;
mod saml_sign_on;
mod secrets;
mod sign_on;
mod sign_on_fields;
mod signed_in;
mod tabs;

use contract::applications::Application;
use contract::ids::{ApplicationId, UserId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::application::ApplicationProtocol;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::editing::{Editing, FORM};
use super::table::status;
use crate::address::{self, APPLICATIONS};
use crate::components::keep_focus;
use crate::list::List;
use crate::previews::Affected;
use crate::session::may;
use crate::words::{self as all, affected as affected_words, applications as words};
use tabs::{ACTIVITY, ATTRIBUTES, CHECK, CLAIMS, OVERVIEW, POLICY, SIGN_ON};

pub(super) use tabs::ACCESS;

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
    let affected = Affected::new(Some(editing.form), None);
    let load = move || one.load(async move { api().application(id).await });
    Effect::new(move || {
        actions.changed.track();
        load();
    });
    Effect::new(move || {
        if let Some(one) = one.value.get() {
            editing.arrived(&one);
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
    // Unknown until it is loaded.
    let protocol = Memo::new(move |_| one.value.with(|one| one.as_ref().map(|one| one.protocol)));
    let tab = Memo::new(move |_| {
        let named = query.with(|query| query.get("tab"));
        tabs::named(named.as_deref(), protocol.get()).to_owned()
    });
    let select = move |to: String| {
        // The first tab has no name in the address.
        let to = if to == OVERVIEW { String::new() } else { to };
        address::replace(&list.over_now(&id.to_string(), &[("tab", &to)]));
    };
    // Shows a tab with a field that is wrong.
    Effect::new(move || {
        let errors = editing.form.errors;
        let wrong = errors.with(|errors| {
            let fields = errors.iter();
            fields
                .map(|(field, _)| tabs::with_field(field))
                .collect::<Vec<_>>()
        });
        let now = tab.get_untracked();
        if let Some(first) = wrong.first()
            && wrong.iter().all(|tab| *tab != now)
        {
            select((*first).to_owned());
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
            let edits = tab.with(|tab| tab != CHECK && tab != ACTIVITY)
                && may(Permission::ApplicationsWrite);
            if edits && there.get() {
                // The other tabs do not decide who may open it.
                let decides = matches!(&*tab.get(), OVERVIEW | SIGN_ON | ACCESS | POLICY);
                let see = (decides && may(Permission::UsersRead)).then(|| {
                    view! {
                        <Button variant=ButtonVariant::Secondary
                            on_click=move || editing.see_affected(affected)>{affected_words::SEE}</Button>
                    }
                });
                view! {
                    <DrawerCancel>{all::CANCEL}</DrawerCancel>
                    {see}
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
        (true, _, SIGN_ON) if protocol.get_untracked() == Some(ApplicationProtocol::Saml) => {
            saml_sign_on::view(one.value, editing, actions)
        }
        (true, _, SIGN_ON) => sign_on::view(one.value, editing, actions),
        (true, _, CLAIMS) => claims::view(one.value, editing, list, actions),
        (true, _, ATTRIBUTES) => attributes::view(one.value, editing, list, actions),
        (true, _, ACTIVITY) => activity::view(id, name, protocol.get_untracked()),
        (true, _, ACCESS) => access::view(id, editing, actions),
        (true, _, POLICY) => policy::view(editing, actions),
        (true, _, CHECK) => check_access::view(one.value, list, actions),
        (true, ..) => overview::view(editing, one.value, actions),
        (false, true, _) => failure(),
        (false, false, _) => view! { <Skeleton lines=8/> }.into_any(),
    };
    let tabs = move || {
        // Until it is known, those that every application has.
        let protocol = protocol.get().unwrap_or(ApplicationProtocol::Bookmark);
        let shown = tabs::of(protocol).map(|(tab, label, _)| Tab::new(tab, label));
        let shown = shown.collect::<Vec<_>>();
        view! {
            <Tabs label=words::APPLICATION current=tab on_select=select tabs=shown>
                <div class="panel-content">{content}</div>
            </Tabs>
        }
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
            {tabs}
            {affected.dialog()}
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
