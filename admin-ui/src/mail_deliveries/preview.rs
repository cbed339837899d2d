//! Previews of the organization's emails.

use contract::mail_deliveries::MailPreview;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::words::mail_deliveries as words;

const WIDE: &str = "wide";
const NARROW: &str = "narrow";
const TEXT: &str = "text";

pub(super) fn view(previews: Fetched<Vec<MailPreview>>) -> AnyView {
    let load = move || previews.load(async { api().mail_previews().await });
    load();
    let there = Memo::new(move |_| previews.value.with(Option::is_some));
    let content = move || match (there.get(), previews.failure.get()) {
        (true, _) => choose(previews),
        (false, Some(error)) => failure::notice(&error, load),
        (false, None) => view! { <Skeleton lines=4/> }.into_any(),
    };
    view! { <Section title=words::PREVIEWS lead=words::PREVIEWS_LEAD>{content}</Section> }
        .into_any()
}

fn choose(previews: Fetched<Vec<MailPreview>>) -> AnyView {
    let all = previews.value.get_untracked().unwrap_or_default();
    let first = all.first().map(|one| one.kind.clone());
    let kind = RwSignal::new(first.unwrap_or_default());
    let look = RwSignal::new(WIDE.to_owned());
    let options: Vec<_> = all
        .iter()
        .map(|one| Choice::new(one.kind.clone(), one.label.clone()))
        .collect();
    let looks = vec![
        Choice::new(WIDE, words::WIDE),
        Choice::new(NARROW, words::NARROW),
        Choice::new(TEXT, words::AS_TEXT),
    ];
    let shown = move || {
        let all = previews.value.get().unwrap_or_default();
        let one = all.into_iter().find(|one| one.kind == kind.get())?;
        Some(show(one, &look.get()))
    };
    view! {
        <Card>
            <FieldRow>
                <SelectField name="kind" label=words::KIND value=kind
                    options=Signal::derive(move || options.clone())/>
                <SelectField name="look" label=words::LOOK value=look
                    options=Signal::derive(move || looks.clone())/>
            </FieldRow>
            {shown}
        </Card>
    }
    .into_any()
}

/// A preview: the subject, and the HTML or the plain text.
pub fn show(one: MailPreview, look: &str) -> AnyView {
    let body = if look == TEXT {
        view! { <pre class="mail-text" role="group" tabindex="0" aria-label=words::AS_TEXT>{one.text}</pre> }
            .into_any()
    } else {
        let class = if look == NARROW {
            "mail-frame narrow"
        } else {
            "mail-frame"
        };
        let title = words::framed(&one.label);
        // Sandboxed here and by the page's own policy: nothing in an email may run.
        view! { <iframe class=class src=one.page title=title sandbox=""></iframe> }.into_any()
    };
    view! {
        <p><span class="muted">{words::SUBJECT}": "</span><span class="strong">{one.subject}</span></p>
        {body}
    }
    .into_any()
}
