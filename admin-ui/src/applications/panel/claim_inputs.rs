//! The claims that an administrator maps, each in a few fields.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::editing::Editing;
use super::super::oidc_claims::{CONSTANT, ClaimInput, sources, whose};
use super::super::oidc_draft::{CLAIMS, OidcDraft};
use crate::components::focus_next;
use crate::words::{self as all, applications_claims as words};

/// The id of the fieldset.
const LIST: &str = "claims";

/// The claims, with buttons that add and remove some.
pub(super) fn view(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.oidc;
    let errors = editing.form.errors;
    // The server names the claim in the error of all of them.
    Effect::new(move || {
        let found = errors.with(|errors| {
            let error = errors.get(CLAIMS)?;
            draft.claims.with_untracked(|claims| whose(&error, claims))
        });
        if let Some((field, text)) = found {
            errors.update(|errors| {
                errors.remove(CLAIMS);
                errors.set(field, text);
            });
        }
    });
    let none = move || {
        draft
            .claims
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">{words::NONE}</p> })
    };
    let add = (!readonly).then(|| {
        view! {
            <div class="actions">
                <Button small=true variant=ButtonVariant::Secondary icon=Icon::Plus
                    on_click=move || draft.add_claim()>{words::ADD}</Button>
            </div>
        }
    });
    view! {
        <fieldset class="fieldset" id=LIST>
            <legend>{words::CLAIMS}</legend>
            <p class="muted">{words::CLAIMS_LEAD}</p>
            {none}
            <For each=move || draft.claims.get() key=|input| input.id let:input>
                {one(draft, input, readonly)}
            </For>
            {add}
        </fieldset>
    }
    .into_any()
}

fn one(draft: OidcDraft, input: ClaimInput, readonly: bool) -> AnyView {
    let id = input.id;
    let (name, source_name, constant_name) =
        (input.name(), input.source_name(), input.constant_name());
    let claim = RwSignal::from(input.claim);
    let source = RwSignal::from(input.source);
    let constant = RwSignal::from(input.constant);
    let place = Memo::new(move |_| {
        let place = |all: &Vec<ClaimInput>| all.iter().position(|one| one.id == id);
        draft.claims.with(place).unwrap_or_default() + 1
    });
    let choices = sources()
        .into_iter()
        .map(|(name, label)| Choice::new(name, label))
        .collect::<Vec<_>>();
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
        draft.claims.update(|all| all.retain(|one| one.id != id));
        focus_next(LIST, at);
    };
    let rest = move || claim.with(|claim| words::remove_rest(claim.trim(), place.get()));
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
            <FieldRow>
                <TextField name=name label=words::CLAIM value=claim hint=words::CLAIM_HINT
                    readonly=readonly required=true maxlength=100 mono=true/>
                <SelectField name=source_name label=words::SOURCE value=source options=choices
                    disabled=readonly/>
            </FieldRow>
            {text}
            {button}
        </div>
    }
    .into_any()
}
