//! The fields of the SAML settings.

use leptos::prelude::*;
use rules::role::Permission;
use rules::saml::{NameIdFormat, SignedParts};
use ui_kit::prelude::*;

use super::super::editing::Editing;
use super::super::saml_draft::{
    CONSUMERS, ENCRYPTION, ENTITY_ID, LOGOUT, NAME_ID, RELAY_STATE, REQUESTS, SIGN, SamlDraft,
};
use super::more::more;
use crate::session::may;
use crate::words::{applications as all, applications_saml as words};

/// All fields: the rare ones behind a disclosure.
pub(super) fn view(editing: Editing) -> AnyView {
    let readonly = !may(Permission::ApplicationsWrite);
    let draft = editing.saml;
    let now = Memo::new(move |_| draft.settings());
    let has_address = Memo::new(move |_| editing.draft.address().is_some());
    let means = move || {
        let sentences = now.with(|now| words::means(now, has_address.get()));
        let sentences = sentences.into_iter();
        sentences.map(|text| view! { <p>{text}</p> }).collect_view()
    };
    let wrong = &[SIGN, ENCRYPTION, REQUESTS, LOGOUT, RELAY_STATE];
    view! {
        {provider(draft, readonly)}
        {name_id(editing, readonly)}
        <Switch label=words::IDP_INITIATED hint=words::IDP_INITIATED_HINT checked=draft.idp_initiated
            disabled=readonly/>
        {more(editing, wrong, rare(draft, readonly))}
        <div class="current" role="status">
            <p class="strong">{all::MEANS}</p>
            {means}
        </div>
    }
    .into_any()
}

/// What the application is called, and where it gets its answers.
fn provider(draft: SamlDraft, readonly: bool) -> AnyView {
    view! {
        <TextField name=ENTITY_ID label=words::ENTITY_ID value=draft.entity_id hint=words::ENTITY_ID_HINT
            readonly=readonly required=true maxlength=1_024 mono=true/>
        <TextArea name=CONSUMERS label=words::CONSUMERS value=draft.consumers rows=3 mono=true
            hint=words::CONSUMERS_HINT readonly=readonly required=true/>
    }
    .into_any()
}

/// The name by which it knows a user.
fn name_id(editing: Editing, readonly: bool) -> AnyView {
    let draft = editing.saml;
    let formats = NameIdFormat::ALL.map(|one| {
        let (label, hint) = words::name_id(one);
        Choice::new(one.as_str(), label).hint(hint)
    });
    let changes = Memo::new(move |_| {
        let saved = editing.saved()?.saml?.name_id;
        Some(draft.name_id.with(|name| name != saved.as_str()))
    });
    let changed = move || {
        (changes.get() == Some(true)).then(|| {
            view! { <Notice tone=Tone::Danger live=true>{words::NAME_ID_CHANGES}</Notice> }
        })
    };
    view! {
        <RadioGroup name=NAME_ID label=words::NAME_ID value=draft.name_id options=formats.to_vec()
            disabled=readonly/>
        {changed}
    }
    .into_any()
}

/// What few applications need.
fn rare(draft: SamlDraft, readonly: bool) -> AnyView {
    let parts = SignedParts::ALL.map(|one| {
        let (label, hint) = words::signed(one);
        Choice::new(one.as_str(), label).hint(hint)
    });
    view! {
        <RadioGroup name=SIGN label=words::SIGN value=draft.sign options=parts.to_vec() disabled=readonly/>
        <TextArea name=ENCRYPTION label=words::ENCRYPTION value=draft.encryption rows=4 mono=true
            hint=words::ENCRYPTION_HINT readonly=readonly optional_mark=true/>
        <TextArea name=REQUESTS label=words::REQUESTS value=draft.requests rows=4 mono=true
            hint=words::REQUESTS_HINT readonly=readonly optional_mark=true/>
        <Switch label=words::REQUESTS_SIGNED hint=words::REQUESTS_SIGNED_HINT
            checked=draft.requests_signed disabled=readonly/>
        <TextField name=LOGOUT label=words::LOGOUT value=draft.logout kind=InputKind::Url
            hint=words::LOGOUT_HINT readonly=readonly optional_mark=true maxlength=2_000/>
        <TextField name=RELAY_STATE label=words::RELAY_STATE value=draft.relay_state
            hint=words::RELAY_STATE_HINT readonly=readonly optional_mark=true maxlength=1_000/>
    }
    .into_any()
}
