//! Settings: tabs with their own addresses.

mod affected;
mod aging;
mod appearance;
mod consequences;
mod current;
mod directory;
mod event_retention;
mod lockout;
mod logo;
mod mfa_policy;
mod nested;
mod profile;
mod security;
mod terms;
mod user_portal;

use contract::organization::{Organization, UpdateOrganization};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use self::security::Part;
use crate::address::{
    self, API_KEYS, APPEARANCE, BIND_USERS, DIRECTORY, HOSTS, LOCKOUT, MAIL, MAIL_TEMPLATES, MFA,
    NETWORK_ACCESS, ORGANIZATION_TERMS, PASSWORD_AGING, PASSWORDS, RECOVERY_EMAIL, SETTINGS,
    SETTINGS_TABS, USER_ATTRIBUTES, USER_PORTAL_SETTINGS, WEBHOOKS,
};
use crate::words::organization as words;
use crate::{
    api_keys, hosts, ldap_bind_users, mail_deliveries, mail_templates, radius, user_attributes,
    webhooks,
};

/// The address and the content of a tab.
type Content = (&'static str, fn() -> AnyView);

/// The contents, in the order of [`SETTINGS_TABS`].
const CONTENTS: [Content; SETTINGS_TABS.len()] = [
    (SETTINGS, || with_organization(profile::view)),
    (PASSWORDS, || security(Part::Passwords)),
    (PASSWORD_AGING, || security(Part::Aging)),
    (MFA, || security(Part::Mfa)),
    (LOCKOUT, || security(Part::Lockout)),
    (RECOVERY_EMAIL, || security(Part::RecoveryEmail)),
    (USER_PORTAL_SETTINGS, || {
        with_organization(user_portal::view)
    }),
    (APPEARANCE, || with_organization(appearance::view)),
    (ORGANIZATION_TERMS, terms::view),
    (USER_ATTRIBUTES, || {
        view! { <user_attributes::AttributesSettings/> }.into_any()
    }),
    (API_KEYS, || {
        view! { <api_keys::ApiKeysSettings/> }.into_any()
    }),
    (WEBHOOKS, || {
        view! { <webhooks::WebhooksSettings/> }.into_any()
    }),
    (DIRECTORY, || with_organization(directory::view)),
    (BIND_USERS, || {
        view! { <ldap_bind_users::BindUsersSettings/> }.into_any()
    }),
    (NETWORK_ACCESS, || {
        view! { <radius::NetworkSettings/> }.into_any()
    }),
    (HOSTS, || view! { <hosts::HostsSettings/> }.into_any()),
    (MAIL, || {
        view! { <mail_deliveries::MailSettings/> }.into_any()
    }),
    (MAIL_TEMPLATES, || {
        view! { <mail_templates::MailTemplateSettings/> }.into_any()
    }),
];

fn security(part: Part) -> AnyView {
    with_organization(move |editing| security::view(editing, part))
}

/// The settings page.
#[component]
pub fn SettingsPage() -> AnyView {
    let path = use_location().pathname;
    let current = Memo::new(move |_| {
        let of = |path: &String| {
            let other = SETTINGS_TABS[1..]
                .iter()
                .position(|tab| path.starts_with(tab.address));
            other.map_or(0, |other| other + 1)
        };
        path.with(of)
    });
    let select = move |to: String| {
        if SETTINGS_TABS[current.get_untracked()].address != to {
            leave(move || address::go_within(&to));
        }
    };
    let title = move || format!("{} · {}", SETTINGS_TABS[current.get()].name, words::TITLE);
    let tabs: Vec<_> = SETTINGS_TABS
        .map(|tab| Tab::new(tab.address, tab.name))
        .into();
    view! {
        <Page>
            <PageHeader title=words::TITLE/>
            <Title text=Signal::derive(title)/>
            <Tabs label=words::LABEL on_select=select tabs=tabs
                current=Memo::new(move |_| SETTINGS_TABS[current.get()].address.to_owned())>
                <div class="panel-content">{move || (CONTENTS[current.get()].1)()}</div>
            </Tabs>
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

#[cfg(test)]
mod tests {
    use super::{CONTENTS, SETTINGS_TABS};

    #[test]
    fn every_tab_has_its_own_content() {
        let addresses = SETTINGS_TABS.map(|tab| tab.address);
        assert_eq!(CONTENTS.map(|(address, _)| address), addresses);
    }
}
