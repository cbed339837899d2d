//! The fields that say what an application is, for a new one and in the panel.

use leptos::prelude::*;
use rules::application::{ApplicationProtocol, IconColor};
use rules::openid::ClientKind;
use ui_kit::prelude::*;

use super::draft::Draft;
use crate::words::{applications as words, connecting};

/// Name, address, description, category and mark. `new` moves the focus to the name.
pub(super) fn view(
    draft: Draft,
    protocol: ApplicationProtocol,
    readonly: bool,
    new: bool,
) -> AnyView {
    let must_have_address = protocol == ApplicationProtocol::Bookmark;
    let may_lack_address = !must_have_address;
    view! {
        <TextField name="name" label=words::NAME value=draft.name hint=words::NAME_HINT readonly=readonly
            required=true maxlength=100 autofocus=new/>
        <TextField name="launchUrl" label=words::ADDRESS value=draft.launch_url kind=InputKind::Url
            hint=words::ADDRESS_HINT readonly=readonly required=must_have_address
            optional_mark=may_lack_address maxlength=2_000/>
        <TextArea name="description" label=words::DESCRIPTION value=draft.description rows=3
            hint=words::DESCRIPTION_HINT maxlength=500 optional_mark=true readonly=readonly/>
        <TextField name="category" label=words::CATEGORY value=draft.category hint=words::CATEGORY_HINT
            optional_mark=true maxlength=50 readonly=readonly/>
        {mark(draft, readonly)}
    }
    .into_any()
}

/// The letter and the color, and what they look like.
fn mark(draft: Draft, readonly: bool) -> AnyView {
    let colors = IconColor::ALL
        .map(|color| Choice::new(color.as_str(), words::color(color)))
        .to_vec();
    view! {
        <fieldset class="fieldset mark-fields">
            <legend class="field-label">{words::MARK}</legend>
            <Mark letter=Signal::derive(move || draft.shown_letter())
                color=Signal::derive(move || draft.shown_color()) large=true/>
            <TextField name="letter" label=words::LETTER value=draft.letter hint=words::LETTER_HINT
                maxlength=8 readonly=readonly/>
            <SelectField name="color" label=words::COLOR value=draft.color options=colors disabled=readonly/>
        </fieldset>
    }
    .into_any()
}

/// Where an application that uses OpenID Connect can run.
pub(super) fn client_kinds() -> Vec<Choice> {
    let kinds = [
        (ClientKind::Web, connecting::WEB, connecting::WEB_HINT),
        (
            ClientKind::Browser,
            connecting::BROWSER,
            connecting::BROWSER_HINT,
        ),
        (
            ClientKind::Native,
            connecting::NATIVE,
            connecting::NATIVE_HINT,
        ),
    ];
    let kinds = kinds.map(|(kind, label, hint)| Choice::new(kind.as_str(), label).hint(hint));
    kinds.to_vec()
}
