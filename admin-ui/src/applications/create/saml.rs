//! The form for an application that uses SAML.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::saml_draft::{CONSUMERS, ENTITY_ID};
use super::input::Input;
use super::{custom, metadata};
use crate::words::{applications, applications_saml as words};

/// The metadata, and what every application needs. The rest can be changed later.
pub(super) fn view(input: Input) -> AnyView {
    let draft = input.saml;
    view! {
        {custom::name(input)}
        {metadata::view(input)}
        <TextField name=ENTITY_ID label=words::ENTITY_ID value=draft.entity_id hint=words::ENTITY_ID_HINT
            required=true maxlength=1_024 mono=true/>
        <TextArea name=CONSUMERS label=words::CONSUMERS value=draft.consumers rows=3 mono=true
            hint=words::CONSUMERS_HINT required=true/>
        <TextField name="launchUrl" label=applications::ADDRESS value=input.draft.launch_url
            kind=InputKind::Url hint=applications::ADDRESS_HINT optional_mark=true maxlength=2_000/>
    }
    .into_any()
}
