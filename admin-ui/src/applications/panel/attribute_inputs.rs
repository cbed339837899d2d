//! The attributes that an administrator maps.

use leptos::prelude::*;
use rules::saml::AttributeNameFormat;
use ui_kit::prelude::*;

use super::super::editing::Editing;
use super::super::saml_attributes::{AttributeInput, sources};
use super::super::saml_draft::ATTRIBUTES;
use super::mapped_inputs::{self, Kind, Values};
use crate::words::applications_attributes as words;

/// The id of the fieldset.
const LIST: &str = "attributes";

/// The attributes, with buttons that add and remove some.
pub(super) fn view(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.saml;
    let values = Values {
        inputs: draft.attributes,
        name: ATTRIBUTES,
        id: LIST,
        legend: words::ATTRIBUTES,
        lead: words::LEAD,
        none: words::NONE,
        add: words::ADD,
        readonly,
    };
    let one = move |input: AttributeInput| {
        let kind = Kind {
            kind: words::KIND,
            label: words::NAME,
            hint: words::NAME_HINT,
            longest: 200,
            sources: sources(),
        };
        let (format_name, format) = (input.format_name(), RwSignal::from(input.format));
        let formats = AttributeNameFormat::ALL;
        let formats = formats.map(|one| Choice::new(one.as_str(), words::format(one)));
        let arrange = move |name, source| {
            view! {
                {name}
                <FieldRow>
                    <SelectField name=format_name label=words::FORMAT value=format
                        options=formats.to_vec() disabled=readonly/>
                    {source}
                </FieldRow>
            }
            .into_any()
        };
        mapped_inputs::one(
            (LIST, draft.attributes),
            input.mapped,
            kind,
            readonly,
            arrange,
        )
    };
    mapped_inputs::view(values, editing.form, move || draft.add_attribute(), one)
}
