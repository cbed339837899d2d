//! Settings: tabs with their own addresses, in a navigation.

mod appearance;
mod consequences;
mod contents;
mod current;
mod directory;
mod event_retention;
mod lockout;
mod logo;
mod mfa_policy;
mod navigation;
mod nested;
mod password_aging;
mod profile;
mod profile_permissions;
mod recovery_email;
mod security;
mod terms;

use contract::organization::{Organization, UpdateOrganization};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::settings_tabs::{SETTINGS_TABS, SettingsTab};
use crate::words::settings as words;

/// The settings page.
#[component]
pub fn SettingsPage() -> AnyView {
    let path = use_location().pathname;
    // On the way to another page, the tab stays as it is.
    let current = Memo::new(move |before: Option<&&'static SettingsTab>| {
        let now = path.with(|path| SettingsTab::at(path));
        now.or(before.copied()).unwrap_or(&SETTINGS_TABS[0])
    });
    let title = move || format!("{} · {}", current.get().name, words::TITLE);
    view! {
        <Page>
            <PageHeader title=words::TITLE/>
            <Title text=Signal::derive(title)/>
            <div class="sections">
                {navigation::view(current)}
                <div class="section-content panel-content">
                    {move || contents::content(current.get().id)}
                </div>
            </div>
        </Page>
    }
    .into_any()
}

/// The organization as last loaded, and the state of the form.
#[derive(Clone, Copy)]
struct Editing {
    form: Sending,
    organization: Fetched<Organization>,
}

impl Editing {
    fn load(self) {
        self.organization.load(async { api().organization().await });
    }

    /// Saves. `done` runs with the new state before it is shown.
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

/// Asks for confirmation before unsaved edits are lost: while the form differs from the
/// organization as last loaded.
fn guard(
    editing: Editing,
    differs: impl Fn(&Organization) -> bool + Send + Sync + 'static,
) -> AnyView {
    let now = editing.organization.value;
    let dirty = move || now.with(|now| now.as_ref().is_some_and(&differs));
    view! { <UnsavedEdits dirty=Signal::derive(dirty)/> }.into_any()
}

/// Shows a tab that edits the organization, once it is loaded.
fn with_organization(tab: impl Fn(Editing) -> AnyView + Copy + Send + 'static) -> AnyView {
    let editing = Editing {
        form: Sending::new(),
        organization: Fetched::new(),
    };
    editing.load();
    // After a conflicting change, load the saved state.
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
