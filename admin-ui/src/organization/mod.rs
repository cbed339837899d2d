//! Settings: tabs with their own addresses, in a navigation.

mod appearance;
mod consequences;
mod contents;
mod current;
mod directory;
mod event_retention;
mod form;
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

use self::form::SettingsInput;
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

    /// The version as last loaded.
    fn version(self) -> Option<u64> {
        let organization = self.organization.value;
        organization.with_untracked(|it| it.as_ref().map(|it| it.version))
    }

    /// The input of the form, which `fill` fills with the organization as last loaded.
    fn input<R: PartialEq + Send + Sync + 'static>(
        self,
        fill: impl Fn(Organization) + Send + Sync + 'static,
        request: impl Fn() -> R + Copy + Send + Sync + 'static,
    ) -> SettingsInput {
        let latest = move || {
            if let Some(now) = self.organization.value.get_untracked() {
                fill(now);
            }
        };
        SettingsInput::new(self.form, latest, request)
    }

    /// Sets the errors of the fields that the server would refuse.
    fn check(self, request: &UpdateOrganization) {
        let faults = self.organization.value.with_untracked(|now| {
            let now = now.as_ref();
            now.map_or_else(Vec::new, |now| request.faults(&now.settings))
        });
        self.form.errors.update(|errors| {
            for (field, mend) in faults {
                errors.set(field, mend);
            }
        });
    }

    /// Saves.
    fn save(self, body: UpdateOrganization) {
        if let Some(version) = self.version() {
            self.form.send(
                async move { api().update_organization(version, &body).await },
                move |now| self.saved(now),
            );
        }
    }

    /// Shows what was saved.
    fn saved(self, now: Organization) {
        self.organization.value.try_set(Some(now));
        use_toasts().ok(crate::words::SAVED);
        portal_kit::session::reload_account();
    }
}

/// Shows a tab that edits the organization, once it is loaded.
fn with_organization(tab: impl Fn(Editing) -> AnyView + Copy + Send + 'static) -> AnyView {
    let editing = Editing {
        form: Sending::new(),
        organization: Fetched::new(),
    };
    let load = move || editing.load();
    let show = move || tab(editing);
    once_loaded(editing.organization, editing.form, load, show)
}

/// Loads what `form` edits, and shows the form once it is loaded.
fn once_loaded<T: Send + Sync + 'static>(
    of: Fetched<T>,
    form: Sending,
    load: impl Fn() + Copy + Send + Sync + 'static,
    show: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    load();
    // After a conflicting change, load the saved state.
    Effect::new(move || {
        if form.stale.get() {
            load();
        }
    });
    let there = Memo::new(move |_| of.value.with(Option::is_some));
    (move || match (there.get(), of.failure.get()) {
        (true, _) => show(),
        (false, Some(error)) => failure::state(&error, Some(Callback::new(move |()| load()))),
        (false, None) => view! { <Card><Skeleton lines=4/></Card> }.into_any(),
    })
    .into_any()
}
