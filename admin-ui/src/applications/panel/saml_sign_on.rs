//! The tab with what a SAML application and the server have to know about each other.

use contract::applications::Application;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::super::saml_hand_over::SamlHandOver;
use super::{certificates, expiry, saml_fields};
use crate::words::applications_sign_on as words;

/// What to enter in the application, the certificates, and its settings.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    actions: ItemActions,
) -> AnyView {
    let provider = Memo::new(move |_| one.with(|one| one.as_ref()?.saml_provider.clone()));
    view! {
        {expiry::view(one, false)}
        <SamlHandOver provider=provider/>
        {certificates::view(one, actions)}
        <Section title=words::SETTINGS>
            {editing.view(actions, words::SETTINGS, move || saml_fields::view(editing))}
        </Section>
    }
    .into_any()
}
