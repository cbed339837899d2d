//! The tab with what an application learns about users.

use contract::applications::Application;
use leptos::prelude::*;
use rules::openid::{GroupsSent, SubjectKind};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::super::oidc_draft::{GROUPS, SUBJECT};
use super::more::more;
use super::{claim_inputs, preview};
use crate::list::List;
use crate::session::may;
use crate::words::applications_claims as words;

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
        {preview::view(one, editing, list, actions)}
    }
    .into_any()
}

fn fields(editing: Editing) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let draft = editing.oidc;
    let groups = GroupsSent::ALL.map(|one| {
        let (label, hint) = words::groups(one);
        Choice::new(one.as_str(), label).hint(hint)
    });
    let subjects = SubjectKind::ALL.map(|one| {
        let (label, hint) = words::subject(one);
        Choice::new(one.as_str(), label).hint(hint)
    });
    let changes = Memo::new(move |_| {
        let saved = editing.saved()?.oidc?.subject;
        Some(draft.subject.with(|subject| subject != saved.as_str()))
    });
    let changed = move || {
        (changes.get() == Some(true)).then(|| {
            view! { <Notice tone=Tone::Danger live=true>{words::SUBJECT_CHANGES}</Notice> }
        })
    };
    let rare = view! {
        <Switch label=words::IN_ID_TOKEN hint=words::IN_ID_TOKEN_HINT checked=draft.in_id_token
            disabled=readonly/>
        <RadioGroup name=SUBJECT label=words::SUBJECT value=draft.subject options=subjects.to_vec()
            disabled=readonly/>
        {changed}
    };
    view! {
        {claim_inputs::view(editing, readonly)}
        <RadioGroup name=GROUPS label=words::GROUPS value=draft.groups options=groups.to_vec()
            disabled=readonly/>
        {more(editing, &[SUBJECT], rare.into_any())}
    }
    .into_any()
}
