//! One application, in a panel with its own address.

mod access;
mod activity;
mod assign;
mod assigned;
mod check;
mod checks;
mod claim_inputs;
mod claims;
mod mend;
mod more;
mod overview;
mod person;
mod policy;
mod preview;
mod secrets;
mod sign_on;
mod sign_on_fields;
mod signed_in;

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
use super::draft::MINUTES;
use super::editing::{Editing, FORM};
use super::oidc_draft::is_about_claims;
use super::table::status;
use crate::address::{self, APPLICATIONS};
use crate::components::keep_focus;
use crate::list::List;
use crate::session::may;
use crate::words::{
    self as all, access as access_words, applications as words, applications_activity,
    applications_claims, applications_sign_on,
};

const OVERVIEW: &str = "overview";
const SIGN_ON: &str = "sign-on";
const CLAIMS: &str = "claims";
/// The name of the tab that says who may open it, in the address.
pub(super) const ACCESS: &str = "access";
const POLICY: &str = "policy";
const CHECK: &str = "check";
const ACTIVITY: &str = "activity";

/// The tabs, in order. Some are only for applications that use OpenID Connect.
const TABS: [(&str, &str, bool); 7] = [
    (OVERVIEW, words::TAB_OVERVIEW, false),
    (SIGN_ON, applications_sign_on::TAB, true),
    (CLAIMS, applications_claims::TAB, true),
    (ACCESS, words::TAB_ACCESS, false),
    (POLICY, words::TAB_POLICY, false),
    (CHECK, access_words::TAB, false),
    (ACTIVITY, applications_activity::TAB, true),
];

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
    // Unknown until it is loaded.
    let protocol = Memo::new(move |_| one.value.with(|one| one.as_ref().map(|one| one.protocol)));
    let is_oidc = Memo::new(move |_| protocol.get() == Some(ApplicationProtocol::Oidc));
    let tab = Memo::new(move |_| {
        let named = query.with(|query| query.get("tab"));
        let may_be_oidc = protocol.with(Option::is_none) || is_oidc.get();
        let mut tabs = TABS.iter().filter(|(.., oidc)| may_be_oidc || !oidc);
        let found = tabs.find(|(tab, ..)| Some(*tab) == named.as_deref());
        found.map_or(OVERVIEW, |(tab, ..)| *tab).to_owned()
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
            fields.map(|(field, _)| tab_of(field)).collect::<Vec<_>>()
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
        (true, _, SIGN_ON) => sign_on::view(one.value, editing, actions),
        (true, _, CLAIMS) => claims::view(one.value, editing, list, actions),
        (true, _, ACTIVITY) => activity::view(id, name),
        (true, _, ACCESS) => access::view(id, editing, actions),
        (true, _, POLICY) => policy::view(editing, actions),
        (true, _, CHECK) => check::view(one.value, list, actions),
        (true, ..) => overview::view(editing, one.value, actions),
        (false, true, _) => failure(),
        (false, false, _) => view! { <Skeleton lines=8/> }.into_any(),
    };
    let tabs = move || {
        let shown = TABS.into_iter().filter(|(.., oidc)| is_oidc.get() || !oidc);
        let shown = shown.map(|(tab, label, _)| Tab::new(tab, label));
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
        </Drawer>
    }
    .into_any()
}

/// The tab with the field of this name.
fn tab_of(field: &str) -> &'static str {
    match field {
        MINUTES => POLICY,
        _ if is_about_claims(field) => CLAIMS,
        _ if field.starts_with("oidc.") => SIGN_ON,
        _ => OVERVIEW,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_on_its_tab() {
        for (field, tab) in [
            ("name", OVERVIEW),
            (MINUTES, POLICY),
            ("oidc.redirectUris", SIGN_ON),
            ("oidc.claims.3.constant", CLAIMS),
        ] {
            assert_eq!(tab_of(field), tab, "{field}");
        }
    }
}
