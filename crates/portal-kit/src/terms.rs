//! The text of the organization's own terms, and the buttons below it.

use contract::terms::Terms;
use leptos::prelude::*;
use rules::terms::paragraphs;
use ui_kit::prelude::*;

use crate::sending::Sending;
use crate::words::terms as words;

/// The text of the terms, with their version. It is shown as text: markup has no effect.
pub fn terms_text(terms: &Terms) -> AnyView {
    let (version, since) = (terms.version, terms.published_at);
    let text = paragraphs(&terms.text)
        .map(|paragraph| view! { <p>{paragraph.to_owned()}</p> })
        .collect_view();
    view! {
        <div class="terms">
            {text}
            <p class="muted small">{move || words::version(version, &exact(since.into()))}</p>
        </div>
    }
    .into_any()
}

/// Shows the terms, and asks to accept or to decline them.
pub fn ask_for_terms(
    terms: &Terms,
    form: Sending,
    accept: impl Fn() + Copy + Send + Sync + 'static,
    decline: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <p>{words::LEAD}</p>
        {terms_text(terms)}
        <Form on_submit=accept busy=form.busy errors=form.errors message=form.message>
            <Button submit=true full=true>{words::ACCEPT}</Button>
        </Form>
        <Button variant=ButtonVariant::Secondary full=true on_click=decline>{words::DECLINE}</Button>
    }
    .into_any()
}
