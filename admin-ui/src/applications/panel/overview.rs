//! The first tab: what the application is.

use contract::applications::Application;
use leptos::prelude::*;
use rules::application::ApplicationProtocol;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::super::fields;
use super::expiry;
use crate::session::may;
use crate::words::{self as all, applications as words};

pub(super) fn view(
    editing: Editing,
    one: RwSignal<Option<Application>>,
    actions: ItemActions,
) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let draft = editing.draft;
    let protocol = one.with_untracked(|one| one.as_ref().map(|one| one.protocol));
    let protocol = protocol.unwrap_or(ApplicationProtocol::Bookmark);
    let fields = move || {
        view! {
            {fields::view(draft, protocol, readonly, false)}
            <Switch label=words::ENABLED hint=words::ENABLED_HINT checked=draft.enabled disabled=readonly/>
            <Switch label=words::VISIBLE hint=words::VISIBLE_HINT checked=draft.visible disabled=readonly/>
        }
        .into_any()
    };
    let facts = move || {
        one.get().map(|one| {
            let opened = match one.last_opened_at {
                Some(at) => view! { <ExactTime at=at/> }.into_any(),
                None => all::NEVER.into_any(),
            };
            view! {
                <DescriptionList>
                    <Entry label=words::LAST_OPENED>{opened}</Entry>
                    <Entry label=words::CREATED><ExactTime at=one.created_at/></Entry>
                    <Entry label=words::IDENTIFIER><span class="mono small break">{one.id.to_string()}</span></Entry>
                </DescriptionList>
            }
        })
    };
    view! {
        {expiry::view(one, true)}
        {editing.view(actions, words::TAB_OVERVIEW, fields)}
        <hr class="divider"/>
        {facts}
    }
    .into_any()
}
