//! Settings: tabs with an address each.

mod ageing;
mod factors;
mod profile;
mod security;
mod user_portal;

use contract::organization::{Organization, UpdateOrganization};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::address::{self, API_KEYS, MAIL, SECURITY, SETTINGS, USER_PORTAL_SETTINGS};
use crate::words::organization as words;
use crate::{api_keys, mail};

/// The page.
#[component]
pub fn SettingsPage() -> AnyView {
    let path = use_location().pathname;
    let tab = Memo::new(move |_| {
        path.with(|path| {
            [SECURITY, USER_PORTAL_SETTINGS, API_KEYS, MAIL]
                .into_iter()
                .find(|tab| path.starts_with(tab))
                .unwrap_or(SETTINGS)
                .to_owned()
        })
    });
    let select = move |to: String| {
        if tab.with_untracked(|tab| *tab != to) {
            leave(move || address::go_within(&to));
        }
    };
    let title = move || {
        match &*tab.get() {
            SECURITY => words::TITLE_SECURITY,
            USER_PORTAL_SETTINGS => words::TITLE_USER_PORTAL,
            API_KEYS => crate::words::api_keys::TITLE,
            MAIL => crate::words::mail::TITLE,
            _ => words::TITLE_PROFILE,
        }
        .to_owned()
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE/>
            <Title text=Signal::derive(title)/>
            <Tabs label=words::LABEL current=tab on_select=select tabs=vec![
                Tab::new(SETTINGS, words::TAB_PROFILE),
                Tab::new(SECURITY, words::TAB_SECURITY),
                Tab::new(USER_PORTAL_SETTINGS, words::TAB_USER_PORTAL),
                Tab::new(API_KEYS, words::TAB_API_KEYS),
                Tab::new(MAIL, words::TAB_MAIL),
            ]>
                <div class="panel-content">
                    {move || match &*tab.get() {
                        SECURITY => with_organization(security::view),
                        USER_PORTAL_SETTINGS => with_organization(user_portal::view),
                        API_KEYS => view! { <api_keys::ApiKeysSettings/> }.into_any(),
                        MAIL => view! { <mail::MailSettings/> }.into_any(),
                        _ => with_organization(profile::view),
                    }}
                </div>
            </Tabs>
        </Page>
    }
    .into_any()
}

/// The organization as last heard, and the form on its way.
#[derive(Clone, Copy)]
struct Editing {
    form: Sending,
    organization: Fetched<Organization>,
}

impl Editing {
    fn load(self) {
        self.organization.load(async { api().organization().await });
    }

    /// Saves; `done` runs with the new state before it is shown.
    fn save(self, body: UpdateOrganization) {
        let Some(version) = self
            .organization
            .value
            .with_untracked(|it| it.as_ref().map(|it| it.version))
        else {
            return;
        };
        self.form.send(
            async move { api().update_organization(version, &body).await },
            move |now| {
                self.organization.value.try_set(Some(now));
                use_toasts().ok(crate::words::SAVED);
                portal_kit::session::reload_account();
            },
        );
    }
}

/// Asks before edits are lost: while the form differs from the organization as last heard.
fn guard(
    editing: Editing,
    differs: impl Fn(&Organization) -> bool + Send + Sync + 'static,
) -> AnyView {
    let now = editing.organization.value;
    let dirty = move || now.with(|now| now.as_ref().is_some_and(&differs));
    view! { <UnsavedEdits dirty=Signal::derive(dirty)/> }.into_any()
}

/// Shows a tab that edits the organization, once it is there.
fn with_organization(tab: fn(Editing) -> AnyView) -> AnyView {
    let editing = Editing {
        form: Sending::new(),
        organization: Fetched::new(),
    };
    editing.load();
    // Somebody else was faster: what they saved has to be known.
    Effect::new(move || {
        if editing.form.stale.get() {
            editing.load();
        }
    });
    let there = Memo::new(move |_| editing.organization.value.with(Option::is_some));
    (move || match (there.get(), editing.organization.failure.get()) {
        (true, _) => tab(editing),
        (false, Some(error)) => {
            failure::state(&error, Some(Callback::new(move |()| editing.load())))
        }
        (false, None) => view! { <Card><Skeleton lines=4/></Card> }.into_any(),
    })
    .into_any()
}
