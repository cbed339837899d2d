//! The LDAP directory: whether it is on, its suffix, whose passwords work, and the UIDs and GIDs.

mod draft;
mod import;
mod lines;
mod listener;
mod names;

use contract::organization::UpdateOrganization;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use self::draft::Draft;
use super::Editing;
use super::form::save_button;
use crate::components::StaleNotice;
use crate::session::may;
use crate::words::{directory as words, policies};

const FORM: &str = "directory-form";

pub(super) fn view(editing: Editing) -> AnyView {
    let form = editing.form;
    let draft = Draft::new();
    let request = move || UpdateOrganization {
        directory: Some(draft.policy().into()),
        ..UpdateOrganization::default()
    };
    let input = editing.input(move |now| draft.fill(&now.settings.directory), request);
    let save = move || {
        form.clear();
        let request = untrack(request);
        editing.check(&request);
        if !form.is_faulty() {
            editing.save(request);
        }
    };
    let readonly = !may(Permission::OrganizationWrite);
    let foot = move || save_button(FORM, form);
    let pasted = RwSignal::new(String::new());
    let dirty = move || input.edited.get() || !pasted.with(String::is_empty);
    view! {
        <div class="settings">
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <StaleNotice form=form on_keep=save on_load=input.latest/>
                <Card title=words::TITLE lead=words::LEAD foot=foot>
                    {current(editing)}
                    {draft.view(readonly)}
                    {consequence(editing, draft)}
                </Card>
            </Form>
            {(!readonly).then(|| import::view(pasted))}
            <UnsavedEdits dirty=Signal::derive(dirty)/>
        </div>
    }
    .into_any()
}

/// What is saved, in a sentence.
fn current(editing: Editing) -> AnyView {
    let sentence = move || {
        let now = editing.organization.value.get();
        now.map(|now| words::current(&now.settings.directory))
    };
    view! {
        <div class="current">
            <p class="muted small">{policies::NOW}</p>
            <p class="break">{sentence}</p>
        </div>
    }
    .into_any()
}

/// What the changes do to LDAP clients that work now.
fn consequence(editing: Editing, draft: Draft) -> AnyView {
    let text = Memo::new(move |_| {
        let before = editing.organization.value.get()?.settings.directory;
        let after = draft.policy();
        if !before.enabled {
            None
        } else if !after.enabled {
            Some(words::SWITCHED_OFF)
        } else if after.suffix != before.suffix {
            Some(words::SUFFIX_CHANGED)
        } else if before.posix && !after.posix {
            Some(words::POSIX_OFF)
        } else {
            None
        }
    });
    (move || {
        text.get()
            .map(|text| view! { <Notice tone=Tone::Warn live=true>{text}</Notice> })
    })
    .into_any()
}
