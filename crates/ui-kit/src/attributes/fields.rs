//! The editable fields of attributes.

use contract::user_attributes::AttributeKind;
use leptos::prelude::*;
use rules::attribute::LONGEST_TEXT;

use super::draft::{AttributeInput, AttributesDraft};
use crate::date_field::DateField;
use crate::field::{Choice, FieldRow};
use crate::select_field::SelectField;
use crate::text_field::TextField;
use crate::words;

/// All attributes, two per row. Built again when other definitions arrive.
#[component]
pub fn AttributeFields(
    /// The input.
    draft: AttributesDraft,
    /// Read-only.
    #[prop(optional)]
    readonly: bool,
    /// Asks for a value of each required attribute, and marks the others as optional.
    #[prop(optional)]
    complete: bool,
) -> AnyView {
    let rows = move || {
        let inputs = draft.inputs();
        let rows = inputs.chunks(2).map(|row| {
            let fields = row.iter().map(|input| field(input, readonly, complete));
            let fields: Vec<AnyView> = fields.collect();
            if fields.len() > 1 {
                view! { <FieldRow>{fields}</FieldRow> }.into_any()
            } else {
                fields.into_any()
            }
        });
        rows.collect_view()
    };
    rows.into_any()
}

fn field(input: &AttributeInput, readonly: bool, complete: bool) -> AnyView {
    let definition = &input.definition;
    let name = format!("attributes.{}", definition.name);
    let label = definition.label.clone();
    let value = RwSignal::from(input.text.clone());
    let required = complete && definition.required;
    let optional_mark = complete && !definition.required;
    let readonly = readonly || !definition.editable;
    let hint = (!definition.editable).then(|| words::ADMINISTRATORS_ONLY.to_owned());
    let options = match definition.kind {
        AttributeKind::YesNo => vec![
            Choice::new("true", words::YES),
            Choice::new("false", words::NO),
        ],
        AttributeKind::Choice => {
            let choices = definition.choices.iter();
            choices.map(|one| Choice::new(one, one)).collect()
        }
        AttributeKind::Date => {
            return view! {
                <DateField name=name label=label value=value hint=hint required=required
                    optional_mark=optional_mark disabled=readonly/>
            }
            .into_any();
        }
        AttributeKind::Text | AttributeKind::Number => {
            let maxlength = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
            return view! {
                <TextField name=name label=label value=value hint=hint required=required
                    optional_mark=optional_mark readonly=readonly maxlength=maxlength/>
            }
            .into_any();
        }
    };
    let mut all = vec![Choice::new("", words::NOT_SET)];
    all.extend(options);
    view! {
        <SelectField name=name label=label value=value options=all hint=hint required=required
            optional_mark=optional_mark disabled=readonly/>
    }
    .into_any()
}
