//! The claims that an administrator maps.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::editing::Editing;
use super::super::mapped_input::{MappedInput, sources};
use super::super::oidc_draft::CLAIMS;
use super::mapped_inputs::{self, Kind, Values};
use crate::words::applications_claims as words;

/// The id of the fieldset.
const LIST: &str = "claims";

/// The claims, with buttons that add and remove some.
pub(super) fn view(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.oidc;
    let values = Values {
        inputs: draft.claims,
        name: CLAIMS,
        id: LIST,
        legend: words::CLAIMS,
        lead: words::CLAIMS_LEAD,
        none: words::NONE,
        add: words::ADD,
        readonly,
    };
    let one = move |input: MappedInput| {
        let kind = Kind {
            kind: words::KIND,
            label: words::CLAIM,
            hint: words::CLAIM_HINT,
            longest: 100,
            sources: sources(),
        };
        let arrange = |name, source| view! { <FieldRow>{name}{source}</FieldRow> }.into_any();
        mapped_inputs::one((LIST, draft.claims), input, kind, readonly, arrange)
    };
    mapped_inputs::view(values, editing.form, move || draft.add_claim(), one)
}
