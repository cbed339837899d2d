//! The fields of a user's profile.

use contract::profile::{ProfileField, Section as Part};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::draft::Draft;
use crate::words::users as words;

pub(super) fn identity(draft: Draft, readonly: bool) -> AnyView {
    let names = |field: &ProfileField| field.section == Part::Details;
    view! {
        <Section title=words::IDENTITY>
            <ProfileFields draft=draft.profile shown=names readonly=readonly/>
            <TextField name="username" label=words::USERNAME value=draft.username mono=true
                readonly=readonly required=true maxlength=64/>
        </Section>
    }
    .into_any()
}

pub(super) fn employment(draft: Draft, readonly: bool) -> AnyView {
    let job = |field: &ProfileField| field.section == Part::Employment;
    view! {
        <Section title=words::EMPLOYMENT>
            <ProfileFields draft=draft.profile shown=job readonly=readonly/>
        </Section>
    }
    .into_any()
}

pub(super) fn contact(draft: Draft, readonly: bool) -> AnyView {
    let personal = |field: &ProfileField| field.section == Part::Personal;
    view! {
        <Section title=words::CONTACT>
            <ProfileFields draft=draft.profile shown=personal readonly=readonly/>
        </Section>
    }
    .into_any()
}

/// What the organization has added to the profile, if anything.
pub(super) fn attributes(draft: Draft, readonly: bool) -> AnyView {
    let draft = draft.attributes;
    let there = Memo::new(move |_| draft.has_fields());
    let section = move || {
        there.get().then(|| {
            view! {
                <Section title=words::ATTRIBUTES>
                    <AttributeFields draft=draft readonly=readonly/>
                </Section>
            }
        })
    };
    section.into_any()
}
