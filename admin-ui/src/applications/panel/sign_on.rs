//! The tab with what an application and the server have to know about each other.

use contract::applications::Application;
use leptos::prelude::*;
use rules::openid::ClientAuthentication;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::super::hand_over::HandOver;
use super::{secrets, sign_on_fields};
use crate::words::{applications_sign_on as words, connecting};

/// What to enter in the application, its secrets, and its settings.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    actions: ItemActions,
) -> AnyView {
    let id = one.with_untracked(|one| one.as_ref().map(|one| one.id));
    // A secret that was just created. It is lost when this tab closes.
    let secret = RwSignal::new(None::<String>);
    let give = id.map(|id| view! { <HandOver id=id secret=secret changed=actions.changed/> });
    view! {
        {give}
        {environment(one, secret)}
        {secrets::view(one, secret, actions)}
        <Section title=words::SETTINGS>
            {editing.view(actions, words::SETTINGS, move || sign_on_fields::view(editing))}
        </Section>
    }
    .into_any()
}

/// The values as lines of a file. An application of the catalog has a part of its own file instead.
fn environment(one: RwSignal<Option<Application>>, secret: RwSignal<Option<String>>) -> AnyView {
    let is_own = one.with_untracked(|one| one.as_ref().is_some_and(|one| one.template.is_none()));
    let has_secret = Memo::new(move |_| {
        one.with(|one| {
            let oidc = one.as_ref().and_then(|one| one.oidc.as_ref());
            oidc.is_some_and(|oidc| oidc.auth == ClientAuthentication::BasicOrPost)
        })
    });
    let text = move || {
        one.with(|one| {
            let Some(one) = one else {
                return String::new();
            };
            let issuer = one.issuer.as_deref().unwrap_or_default();
            let mut text = format!("OIDC_ISSUER={issuer}\nOIDC_CLIENT_ID={}\n", one.id);
            if has_secret.get() {
                let secret = secret.get();
                let secret = secret.as_deref().unwrap_or(connecting::SECRET_STAND_IN);
                text.push_str(&format!("OIDC_CLIENT_SECRET={secret}\n"));
            }
            text
        })
    };
    let hint = move || match (has_secret.get(), secret.with(Option::is_some)) {
        (false, _) => None,
        (true, true) => Some(connecting::SNIPPET_HAS_SECRET.to_owned()),
        (true, false) => Some(connecting::SNIPPET_LACKS_SECRET.to_owned()),
    };
    let area = move || match hint() {
        Some(hint) => view! {
            <CopyArea label=words::ENVIRONMENT value=Signal::derive(text) hint=hint/>
        }
        .into_any(),
        None => {
            view! { <CopyArea label=words::ENVIRONMENT value=Signal::derive(text)/> }.into_any()
        }
    };
    is_own.then_some(area).into_any()
}
