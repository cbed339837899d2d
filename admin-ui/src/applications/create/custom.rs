//! The forms for what is not in the catalog.

use leptos::prelude::*;
use rules::application::{ApplicationProtocol, OpenTo};
use ui_kit::prelude::*;

use super::super::fields;
use super::super::oidc_draft::REDIRECTS;
use super::input::Input;
use crate::words::{applications as words, connecting};

/// The fields of a bookmark.
pub(super) fn bookmark(input: Input) -> AnyView {
    fields::view(input.draft, ApplicationProtocol::Bookmark, false, true)
}

/// The fields of an application that uses OpenID Connect.
pub(super) fn custom(input: Input) -> AnyView {
    view! {
        {name(input)}
        <RadioGroup name="oidc.kind" label=connecting::KIND value=input.kind options=fields::client_kinds()/>
        <TextArea name=REDIRECTS label=connecting::REDIRECTS value=input.redirects rows=3 mono=true
            hint=connecting::REDIRECTS_HINT required=true/>
        <TextField name="launchUrl" label=words::ADDRESS value=input.draft.launch_url kind=InputKind::Url
            hint=words::ADDRESS_HINT optional_mark=true maxlength=2_000/>
    }
    .into_any()
}

/// The name, which takes the focus.
pub(super) fn name(input: Input) -> AnyView {
    view! {
        <TextField name="name" label=words::NAME value=input.draft.name hint=words::NAME_HINT required=true
            maxlength=100 autofocus=true/>
    }
    .into_any()
}

/// Who may open it.
pub(super) fn open_to(input: Input) -> AnyView {
    view! {
        <RadioGroup name="openTo" label=words::OPEN_TO value=input.draft.open_to options=vec![
            Choice::new(OpenTo::Assigned.as_str(), words::LATER).hint(words::LATER_HINT),
            Choice::new(OpenTo::Everyone.as_str(), words::EVERYONE).hint(words::EVERYONE_HINT),
        ]/>
    }
    .into_any()
}
