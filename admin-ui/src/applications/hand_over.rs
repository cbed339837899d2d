//! What to enter in an application to let it sign users in, with buttons that copy it.

use contract::applications::{
    ApplicationGuide, GuideSnippet, GuideValue, OwnGuide, SECRET_PLACEHOLDER,
};
use contract::ids::ApplicationId;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::components::Facts;
use crate::words::connecting as words;

/// The part *Give these to the application*: under the names that its own settings have, if they are
/// known, and under those of the protocol.
#[component]
pub fn HandOver(
    /// The application.
    id: ApplicationId,
    /// The secret, while it is known: right after it was created.
    #[prop(into)]
    secret: Signal<Option<String>>,
    /// Loads the values again when this changes.
    #[prop(optional, into)]
    changed: Signal<u32>,
) -> AnyView {
    let guide = Fetched::<ApplicationGuide>::new();
    let load = move || guide.load(async move { api().application_guide(id).await });
    Effect::new(move || {
        changed.track();
        load();
    });
    let content = move || {
        if let Some(loaded) = guide.value.get() {
            return values(loaded, secret.get().as_deref());
        }
        match guide.failure.get() {
            Some(error) => failure::state(&error, Some(Callback::new(move |()| load()))),
            None => view! { <Skeleton lines=6/> }.into_any(),
        }
    };
    view! { <Section title=words::GIVE_TITLE lead=words::GIVE_LEAD>{content}</Section> }.into_any()
}

fn values(guide: ApplicationGuide, secret: Option<&str>) -> AnyView {
    let standard = fields(guide.standard, secret);
    match guide.own {
        Some(own) => view! {
            {own_values(own, secret)}
            <details class="all-values">
                <summary>{words::STANDARD}</summary>
                <div class="stack">{standard}</div>
            </details>
        }
        .into_any(),
        None => view! { <div class="stack">{standard}</div> }.into_any(),
    }
}

fn own_values(own: OwnGuide, secret: Option<&str>) -> AnyView {
    let text = |text: Option<String>| text.unwrap_or_default();
    let facts = vec![(words::PAGE, text(own.page)), (words::NOTE, text(own.note))];
    let has_facts = facts.iter().any(|(_, text)| !text.is_empty());
    let facts = has_facts.then(|| view! { <Facts facts=facts/> });
    view! {
        {facts}
        <div class="stack">
            {fields(own.values, secret)}
            {own.snippet.map(|part| snippet(part, secret))}
        </div>
        <p class="muted small">{words::evidence(own.evidence, &own.documentation)}</p>
    }
    .into_any()
}

fn fields(values: Vec<GuideValue>, secret: Option<&str>) -> AnyView {
    let field = |GuideValue { name, value }| {
        if !value.contains(SECRET_PLACEHOLDER) {
            return view! { <CopyField label=name value=value/> }.into_any();
        }
        match secret {
            Some(secret) => {
                let value = value.replace(SECRET_PLACEHOLDER, secret);
                view! { <CopyField label=name value=value secret=true hint=words::SECRET_ONCE/> }
                    .into_any()
            }
            None => view! {
                <div class="field">
                    <span class="field-label">{name}</span>
                    <p class="muted small">{words::SECRET_HIDDEN}</p>
                </div>
            }
            .into_any(),
        }
    };
    values.into_iter().map(field).collect_view().into_any()
}

fn snippet(part: GuideSnippet, secret: Option<&str>) -> AnyView {
    let GuideSnippet { file, text } = part;
    if !text.contains(SECRET_PLACEHOLDER) {
        return view! { <CopyArea label=file value=text/> }.into_any();
    }
    let (value, hint) = match secret {
        Some(secret) => (secret, words::SNIPPET_HAS_SECRET),
        None => (words::SECRET_STAND_IN, words::SNIPPET_LACKS_SECRET),
    };
    let text = text.replace(SECRET_PLACEHOLDER, value);
    view! { <CopyArea label=file value=text hint=hint/> }.into_any()
}
