//! The sections of the profile, editable.

use contract::profile::{ProfileField, Section};
use leptos::prelude::*;
use ui_kit::prelude::{AttributeFields, Card, FieldRow, ProfileFields, TextField};

use super::draft::Draft;
use crate::account;
use crate::words::{self, me, recovery_email};

/// A field that cannot be edited here, and why.
fn fixed(name: &'static str, label: &'static str, text: String, reason: &'static str) -> AnyView {
    view! {
        <TextField name=name label=label value=RwSignal::new(text) readonly=true reason=reason/>
    }
    .into_any()
}

pub fn details(draft: Draft) -> AnyView {
    let own = account::me().get_untracked();
    let Some(own) = own else {
        return ().into_any();
    };
    let recovery = own.recovery_email_enabled.then(|| {
        let now = own.recovery_email.as_ref();
        let email = now
            .map_or(recovery_email::NONE, |now| &now.email)
            .to_owned();
        let reason = match now.map(|now| now.verified_at) {
            Some(None) => me::UNVERIFIED_UNDER_SECURITY,
            _ => me::UNDER_SECURITY,
        };
        fixed("recoveryEmail", recovery_email::TITLE, email, reason)
    });
    let names = |field: &ProfileField| field.section == Section::Details;
    view! {
        <Card title=me::DETAILS>
            <ProfileFields draft=draft.fields shown=names own=true
                fixed=of_organization()/>
            <FieldRow>
                {fixed("username", me::USERNAME, own.username, me::ADMINISTRATORS_ONLY)}
                {fixed("email", words::EMAIL, own.email, me::ADMINISTRATORS_ONLY)}
            </FieldRow>
            {recovery}
        </Card>
    }
    .into_any()
}

/// The fields that the organization keeps to itself.
fn of_organization() -> Vec<String> {
    account::me().with_untracked(|me| {
        let fields = me.as_ref().map(|me| me.organization_fields.clone());
        fields.unwrap_or_default()
    })
}

pub fn personal(draft: Draft) -> AnyView {
    let personal = |field: &ProfileField| field.section == Section::Personal;
    view! {
        <Card title=me::PERSONAL>
            <ProfileFields draft=draft.fields shown=personal own=true fixed=of_organization()/>
        </Card>
    }
    .into_any()
}

pub fn employment(draft: Draft) -> AnyView {
    let job = |field: &ProfileField| field.section == Section::Employment;
    view! {
        <Card title=me::EMPLOYMENT>
            <ProfileFields draft=draft.fields shown=job own=true fixed=of_organization()/>
        </Card>
    }
    .into_any()
}

/// What the organization has added to the profile, if anything.
pub fn attributes(draft: Draft) -> AnyView {
    let draft = draft.attributes;
    let there = Memo::new(move |_| draft.has_fields());
    let card = move || {
        there.get().then(|| {
            view! { <Card title=me::ATTRIBUTES><AttributeFields draft=draft/></Card> }
        })
    };
    card.into_any()
}
