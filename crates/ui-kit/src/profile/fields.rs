//! The editable fields of a profile.

use std::mem;

use contract::profile::{Kind, ProfileField};
use leptos::prelude::*;

use super::choices::{languages, time_zones, with_stored};
use super::draft::{Input, ProfileDraft};
use crate::address::AddressFieldset;
use crate::field::FieldRow;
use crate::select_field::SelectField;
use crate::text_field::{InputKind, TextField};
use crate::words;

/// Some fields of a profile, two per row. An address has its own row.
#[component]
pub fn ProfileFields(
    /// The input.
    draft: ProfileDraft,
    /// Which fields are shown.
    shown: fn(&ProfileField) -> bool,
    /// Whether it is the profile of the signed-in person, whose browser can fill it in.
    #[prop(optional)]
    own: bool,
    /// Read-only.
    #[prop(optional)]
    readonly: bool,
    /// The names of fields that are read-only even if the others are not.
    #[prop(optional)]
    fixed: Vec<String>,
    /// Shows "(optional)" after each label.
    #[prop(optional)]
    optional_mark: bool,
) -> AnyView {
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    for (field, input) in draft.inputs().filter(|(field, _)| shown(field)) {
        let is_fixed = fixed.iter().any(|name| name == field.name);
        let readonly = readonly || is_fixed;
        let field = ProfileField {
            hint: is_fixed
                .then_some(words::ADMINISTRATORS_ONLY)
                .or(field.hint),
            ..field
        };
        match input {
            Input::Line(value) => {
                row.push(line(field, value, own, readonly, optional_mark));
                if row.len() == 2 {
                    rows.push(in_row(mem::take(&mut row)));
                }
            }
            Input::Address(value) => {
                rows.push(in_row(mem::take(&mut row)));
                rows.push(
                    view! {
                        <AddressFieldset legend=field.label prefix=field.name
                            section=field.autocomplete.unwrap_or("home") value=value readonly=readonly/>
                    }
                    .into_any(),
                );
            }
        }
    }
    rows.push(in_row(row));
    rows.into_any()
}

/// One field of a profile, for example to change it for several users.
#[component]
pub fn OneProfileField(
    /// The input.
    draft: ProfileDraft,
    /// The name of the field.
    name: &'static str,
) -> AnyView {
    let mut inputs = draft.inputs();
    match inputs.find(|(field, _)| field.name == name) {
        Some((field, Input::Line(value))) => line(field, value, false, false, false),
        Some((field, Input::Address(value))) => view! {
            <AddressFieldset legend=field.label prefix=field.name section="home" value=value/>
        }
        .into_any(),
        None => ().into_any(),
    }
}

fn in_row(mut fields: Vec<AnyView>) -> AnyView {
    if fields.len() > 1 {
        view! { <FieldRow>{fields}</FieldRow> }.into_any()
    } else {
        fields.pop().into_any()
    }
}

fn line(
    field: ProfileField,
    value: RwSignal<String>,
    own: bool,
    readonly: bool,
    optional_mark: bool,
) -> AnyView {
    let ProfileField { name, label, .. } = field;
    let autocomplete = field.autocomplete.filter(|_| own).unwrap_or("off");
    let hint = field.hint.map(str::to_owned);
    let choices = match field.kind {
        Kind::Language => Some(languages()),
        Kind::TimeZone => time_zones(),
        Kind::Text(_) | Kind::Phone | Kind::Address => None,
    };
    if let Some(choices) = choices {
        let options = with_stored(choices, value);
        return view! {
            <SelectField name=name label=label value=value options=options hint=hint
                autocomplete=autocomplete disabled=readonly optional_mark=optional_mark/>
        }
        .into_any();
    }
    let kind = match field.kind {
        Kind::Phone => InputKind::Tel,
        _ => InputKind::Text,
    };
    let maxlength = u32::try_from(field.kind.max_length()).unwrap_or(u32::MAX);
    view! {
        <TextField name=name label=label value=value kind=kind hint=hint maxlength=maxlength
            autocomplete=autocomplete readonly=readonly optional_mark=optional_mark/>
    }
    .into_any()
}
