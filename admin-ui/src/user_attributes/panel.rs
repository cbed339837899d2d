//! The drawer with the form of an attribute: a new one, or one that is changed.

use contract::user_attributes::{AttributeAccess, AttributeDefinition, AttributeKind};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::attribute::{LONGEST_LABEL, LONGEST_NAME, name_from};
use rules::role::Permission;
use ui_kit::prelude::*;

use super::draft::Draft;
use crate::components::{StaleNotice, form_foot, unsaved};
use crate::list::List;
use crate::random::form_key;
use crate::session::may;
use crate::words::{self as all, user_attributes as words};

const FORM: &str = "attribute-form";

/// The drawer.
#[component]
pub fn AttributePanel(
    /// The list behind it.
    list: List,
    /// Incremented so that the list reloads.
    changed: RwSignal<u32>,
    /// The attribute; `None` for a new one.
    of: Option<AttributeDefinition>,
) -> AnyView {
    let draft = Draft::of(of.as_ref());
    let form = Sending::new();
    let saved = RwSignal::new(false);
    let key = form_key(form);
    let readonly = !may(Permission::OrganizationWrite);
    let is_new = of.is_none();
    if is_new {
        suggest(draft);
    }
    let stored = StoredValue::new(of);
    let done = move |label: String| {
        saved.try_set(true);
        use_toasts().ok(words::saved(&label));
        changed.try_update(|n| *n += 1);
        list.close();
    };
    let send = move |version: Option<u64>| {
        form.clear();
        untrack(|| draft.check(form, is_new));
        if form.is_faulty() {
            return;
        }
        match stored.get_value() {
            None => {
                let (body, key) = (untrack(|| draft.create()), key.get_value());
                form.send(
                    async move { api().create_user_attribute(&body, Some(&key)).await },
                    move |made| done(made.label),
                );
            }
            Some(of) => {
                let body = untrack(|| draft.update(&of));
                let call = async move {
                    let version = match version {
                        Some(version) => version,
                        None => api().user_attribute(of.id).await?.version,
                    };
                    api().update_user_attribute(of.id, version, &body).await
                };
                form.send(call, move |now| done(now.label));
            }
        }
    };
    let version = stored.with_value(|of| of.as_ref().map(|of| of.version));
    let dirty = unsaved(saved, move || draft.input());
    let verb = if is_new { words::NEW } else { all::SAVE };
    let foot = move || {
        if readonly {
            view! { <DrawerCancel>{all::CLOSE}</DrawerCancel> }.into_any()
        } else {
            form_foot(FORM, form, verb)
        }
    };
    let title = stored.with_value(|of| {
        let label = of.as_ref().map(|of| of.label.clone());
        label.unwrap_or_else(|| words::NEW.to_owned())
    });
    // What somebody else has saved is in the list, from which the panel is opened again.
    let reopen = move || {
        saved.set(true);
        changed.update(|n| *n += 1);
        list.close();
    };
    view! {
        <Drawer title=title foot=foot dirty=dirty on_close=move || list.close()>
            <Form id=FORM on_submit=move || send(version) busy=form.busy errors=form.errors
                message=form.message>
                <StaleNotice form=form on_keep=move || send(None) on_load=reopen/>
                {fields(draft, is_new, readonly)}
            </Form>
        </Drawer>
    }
    .into_any()
}

/// Derives the name from the label until the person types one.
fn suggest(draft: Draft) {
    Effect::new(move |before: Option<String>| {
        let suggestion = draft.label.with(|label| name_from(label));
        let untouched = draft
            .name
            .with_untracked(|typed| before.as_ref().is_none_or(|before| typed == before));
        if untouched {
            draft.name.set(suggestion.clone());
            suggestion
        } else {
            before.unwrap_or_default()
        }
    });
}

fn fields(draft: Draft, is_new: bool, readonly: bool) -> AnyView {
    let kinds = AttributeKind::ALL.map(|kind| Choice::new(kind.as_str(), words::kind(kind)));
    let accesses = AttributeAccess::ALL.map(|access| {
        let (label, hint) = words::access(access);
        Choice::new(access.as_str(), label).hint(hint)
    });
    let has_choices = Memo::new(move |_| draft.kind() == AttributeKind::Choice);
    let choices = move || {
        has_choices.get().then(|| {
            view! {
                <TextArea name="choices" label=words::CHOICES value=draft.choices hint=words::CHOICES_HINT
                    rows=5 required=true readonly=readonly/>
            }
        })
    };
    let position = (!is_new).then(|| {
        view! {
            <TextField name="position" label=words::POSITION value=draft.position hint=words::POSITION_HINT
                kind=InputKind::Number maxlength=3 readonly=readonly/>
        }
    });
    let fixed = !is_new || readonly;
    let label_length = u32::try_from(LONGEST_LABEL).unwrap_or(u32::MAX);
    let name_length = u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX);
    view! {
        <TextField name="label" label=words::LABEL value=draft.label hint=words::LABEL_HINT required=true
            maxlength=label_length autofocus=is_new readonly=readonly/>
        <TextField name="name" label=words::NAME value=draft.name hint=words::NAME_HINT required=true
            maxlength=name_length mono=true readonly=fixed/>
        <SelectField name="kind" label=words::KIND value=draft.kind options=kinds.to_vec()
            hint=words::KIND_HINT disabled=fixed/>
        {choices}
        <RadioGroup name="userAccess" label=words::ACCESS value=draft.access options=accesses.to_vec()
            disabled=readonly/>
        <Checkbox name="required" label=words::REQUIRED hint=words::REQUIRED_HINT checked=draft.required
            disabled=readonly/>
        <Checkbox name="filterable" label=words::FILTERABLE hint=words::FILTERABLE_HINT
            checked=draft.filterable disabled=readonly/>
        <Checkbox name="searchable" label=words::SEARCHABLE hint=words::SEARCHABLE_HINT
            checked=draft.searchable disabled=readonly/>
        {position}
    }
    .into_any()
}
