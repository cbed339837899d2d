//! Changes the LDAP directory of the organization where it prevents that a user has access.

use client::Error;
use contract::organization::{Organization, UpdateOrganization};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm};
use rules::directory::DirectoryPolicy;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::words::resource_access as words;

/// A change of the directory, with its words.
#[derive(Clone, Copy)]
struct Change {
    apply: fn(&mut DirectoryPolicy),
    title: &'static str,
    body: &'static str,
    verb: &'static str,
    done: &'static str,
}

/// The button that switches the directory on.
pub(super) fn enable(actions: ItemActions) -> AnyView {
    let change = Change {
        apply: |policy| policy.enabled = true,
        title: words::ENABLE_TITLE,
        body: words::ENABLE_BODY,
        verb: words::ENABLE,
        done: words::ENABLED,
    };
    button(change, actions)
}

/// The button that lets account passwords authenticate.
pub(super) fn allow_account_passwords(actions: ItemActions) -> AnyView {
    let change = Change {
        apply: |policy| policy.account_passwords = true,
        title: words::ALLOW_PASSWORDS_TITLE,
        body: words::ALLOW_PASSWORDS_BODY,
        verb: words::ALLOW_PASSWORDS,
        done: words::PASSWORDS_ALLOWED,
    };
    button(change, actions)
}

fn button(change: Change, actions: ItemActions) -> AnyView {
    let asking = RwSignal::new(None::<Change>);
    let question = Question {
        title: |change: &Change| change.title.to_owned(),
        body: |change: &Change| change.body.to_owned(),
        verb: change.verb,
        danger: false,
    };
    let dialog = confirm(asking, question, perform, move |change, _| {
        use_toasts().ok(change.done);
        actions.bump();
    });
    view! {
        <Button small=true variant=ButtonVariant::Secondary
            on_click=move || asking.set(Some(change))>{change.verb}</Button>
        {dialog}
    }
    .into_any()
}

async fn perform(change: Change) -> Result<Organization, Error> {
    let before = api().organization().await?;
    let mut policy = before.settings.directory;
    (change.apply)(&mut policy);
    let request = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    api().update_organization(before.version, &request).await
}
