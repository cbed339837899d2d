//! The attributes that an administrator maps, each in a few fields.

use leptos::prelude::*;
use rules::saml::AttributeNameFormat;
use ui_kit::prelude::*;

use super::super::editing::Editing;
use super::super::oidc_claims::CONSTANT;
use super::super::saml_attributes::{AttributeInput, sources, whose};
use super::super::saml_draft::{ATTRIBUTES, SamlDraft};
use crate::components::focus_next;
use crate::words::{self as all, applications_attributes as words};

/// The id of the fieldset.
const LIST: &str = "attributes";

/// The attributes, with buttons that add and remove some.
pub(super) fn view(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.saml;
    let errors = editing.form.errors;
    // The server names the attribute in the error of all of them.
    Effect::new(move || {
        let found = errors.with(|errors| {
            let error = errors.get(ATTRIBUTES)?;
            draft.attributes.with_untracked(|all| whose(&error, all))
        });
        if let Some((field, text)) = found {
            errors.update(|errors| {
                errors.remove(ATTRIBUTES);
                errors.set(field, text);
            });
        }
    });
    let none = move || {
        draft
            .attributes
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">{words::NONE}</p> })
    };
    let add = (!readonly).then(|| {
        view! {
            <div class="actions">
                <Button small=true variant=ButtonVariant::Secondary icon=Icon::Plus
                    on_click=move || draft.add_attribute()>{words::ADD}</Button>
            </div>
        }
    });
    view! {
        <fieldset class="fieldset" id=LIST>
            <legend>{words::ATTRIBUTES}</legend>
            <p class="muted">{words::LEAD}</p>
            {none}
            <For each=move || draft.attributes.get() key=|input| input.id let:input>
                {one(draft, input, readonly)}
            </For>
            {add}
        </fieldset>
    }
    .into_any()
}

fn one(draft: SamlDraft, input: AttributeInput, readonly: bool) -> AnyView {
    let id = input.id;
    let (name, format_name) = (input.name(), input.format_name());
    let (source_name, constant_name) = (input.source_name(), input.constant_name());
    let attribute = RwSignal::from(input.attribute);
    let format = RwSignal::from(input.format);
    let source = RwSignal::from(input.source);
    let constant = RwSignal::from(input.constant);
    let place = Memo::new(move |_| {
        let place = |all: &Vec<AttributeInput>| all.iter().position(|one| one.id == id);
        draft.attributes.with(place).unwrap_or_default() + 1
    });
    let choices = sources().into_iter();
    let choices = choices.map(|(name, label)| Choice::new(name, label));
    let choices = choices.collect::<Vec<_>>();
    let formats = AttributeNameFormat::ALL.map(|one| Choice::new(one.as_str(), words::format(one)));
    let formats = formats.to_vec();
    let is_constant = Memo::new(move |_| source.with(|source| source == CONSTANT));
    let text = move || {
        let name = constant_name.clone();
        is_constant.get().then(|| {
            view! {
                <TextField name=name label=words::CONSTANT_TEXT value=constant readonly=readonly
                    required=true maxlength=200/>
            }
        })
    };
    let remove = move || {
        let at = place.get_untracked() - 1;
        draft
            .attributes
            .update(|all| all.retain(|one| one.id != id));
        focus_next(LIST, at);
    };
    let rest = move || attribute.with(|name| words::remove_rest(name.trim(), place.get()));
    let button = (!readonly).then(|| {
        view! {
            <div class="actions">
                <Button small=true variant=ButtonVariant::Quiet icon=Icon::Trash on_click=remove>
                    {all::REMOVE}<span class="hidden">" "{rest}</span>
                </Button>
            </div>
        }
    });
    view! {
        <div class="nested" role="group" aria-label=move || words::nth(place.get())>
            <TextField name=name label=words::NAME value=attribute hint=words::NAME_HINT
                readonly=readonly required=true maxlength=200 mono=true/>
            <FieldRow>
                <SelectField name=format_name label=words::FORMAT value=format options=formats
                    disabled=readonly/>
                <SelectField name=source_name label=words::SOURCE value=source options=choices
                    disabled=readonly/>
            </FieldRow>
            {text}
            {button}
        </div>
    }
    .into_any()
}
