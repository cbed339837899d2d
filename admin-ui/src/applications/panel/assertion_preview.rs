//! What a SAML application gets about a person: the NameID and the assertion.

use contract::applications::{Application, AssertionPreview};
use contract::ids::{ApplicationId, UserId};
use leptos::prelude::*;
use portal_kit::api::api;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::check::{self, Checked};
use super::person::{self, Place};
use super::tabs::ATTRIBUTES;
use super::{assertion_xml, preview};
use crate::list::List;
use crate::words::applications_attributes as words;

/// A person, whether they may open the application, and what it would get.
#[derive(Clone)]
struct Shown {
    checked: Checked,
    preview: AssertionPreview,
}

async fn ask(id: ApplicationId, user: UserId) -> Result<Shown, client::Error> {
    let checked = check::ask(id, user).await?;
    let preview = api().preview_assertion(id, user).await?;
    Ok(Shown { checked, preview })
}

/// The part of the tab.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    list: List,
    actions: ItemActions,
) -> AnyView {
    let content = move |id| {
        let place = Place {
            application: id,
            tab: ATTRIBUTES,
            list,
            title: words::CHOOSE_TITLE,
            verb: words::SHOW,
        };
        let show = move |shown| one.get().map(|one| answer(&one, shown)).into_any();
        person::view(place, actions, move |user| ask(id, user), show)
    };
    preview::part(one, editing, words::PREVIEW_LEAD, content)
}

fn answer(one: &Application, shown: Shown) -> AnyView {
    let Shown { checked, preview } = shown;
    let AssertionPreview { xml, name_id } = preview;
    view! {
        {preview::person(one, &checked)}
        <div class="stack">
            <CopyField label=words::NAME_ID value=name_id/>
            <CopyArea label=words::ASSERTION value=assertion_xml::indent(&xml) hint=words::ASSERTION_HINT/>
            <details class="all-values">
                <summary>{words::EXACT}</summary>
                <div class="stack"><CopyArea label=words::EXACT_LABEL value=xml wrap=true/></div>
            </details>
        </div>
    }
    .into_any()
}
