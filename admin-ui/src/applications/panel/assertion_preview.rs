//! What a SAML application gets about a person: the NameID and the assertion.

use contract::applications::{Application, AssertionPreview};
use leptos::prelude::*;
use portal_kit::api::api;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::editing::Editing;
use super::assertion_xml;
use super::preview::{self, About};
use super::tabs::ATTRIBUTES;
use crate::list::List;
use crate::words::applications_attributes as words;

/// The part of the tab.
pub(super) fn view(
    one: RwSignal<Option<Application>>,
    editing: Editing,
    list: List,
    actions: ItemActions,
) -> AnyView {
    let about = About {
        tab: ATTRIBUTES,
        lead: words::PREVIEW_LEAD,
        title: words::CHOOSE_TITLE,
        verb: words::SHOW,
    };
    let load = |id, user| async move { api().preview_assertion(id, user).await };
    preview::part(about, (one, editing), (list, actions), load, assertion)
}

fn assertion(preview: AssertionPreview) -> AnyView {
    let AssertionPreview { xml, name_id } = preview;
    view! {
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
