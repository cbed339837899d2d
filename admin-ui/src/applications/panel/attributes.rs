//! The tab with what a SAML application learns about users.

use contract::applications::Application;
use leptos::prelude::*;
use rules::openid::GroupsSent;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::super::saml_draft::{GROUPS, GROUPS_ATTRIBUTE};
use super::{assertion_preview, attribute_inputs};
use crate::list::List;
use crate::session::may;
use crate::words::applications_attributes as words;

/// The settings, and what they mean for a person.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    list: List,
    actions: ItemActions,
) -> AnyView {
    view! {
        {editing.view(actions, words::TAB, move || fields(editing))}
        <hr class="divider"/>
        {assertion_preview::view(one, editing, list, actions)}
    }
    .into_any()
}

fn fields(editing: Editing) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let draft = editing.saml;
    let groups = GroupsSent::ALL.map(|one| {
        let (label, hint) = words::groups(one);
        Choice::new(one.as_str(), label).hint(hint)
    });
    let groups = groups.to_vec();
    let are_sent = Memo::new(move |_| {
        let name = draft.groups_attribute;
        name.with(|name| !name.trim().is_empty())
    });
    let which = move || {
        let groups = groups.clone();
        are_sent.get().then(|| {
            view! {
                <div class="nested">
                    <RadioGroup name=GROUPS label=words::GROUPS value=draft.groups options=groups
                        disabled=readonly/>
                </div>
            }
        })
    };
    view! {
        {attribute_inputs::view(editing, readonly)}
        <TextField name=GROUPS_ATTRIBUTE label=words::GROUPS_ATTRIBUTE value=draft.groups_attribute
            hint=words::GROUPS_ATTRIBUTE_HINT readonly=readonly optional_mark=true maxlength=200 mono=true/>
        {which}
    }
    .into_any()
}
