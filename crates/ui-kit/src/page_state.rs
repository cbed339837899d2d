//! The loading, error and not-found states of a whole page.

use leptos::prelude::*;

use crate::button::{Button, ButtonVariant, LinkButton};
use crate::icon::{Icon, glyph};
use crate::page::Title;
use crate::skeleton::Skeleton;
use crate::words;

/// Content in the middle of the page.
#[component]
pub fn Centered(
    /// The content.
    children: Children,
) -> AnyView {
    view! { <div class="centered">{children()}</div> }.into_any()
}

/// The page is loading.
#[component]
pub fn LoadingPage() -> AnyView {
    view! {
        <div class="page" aria-busy="true">
            <span class="hidden" role="status">{words::LOADING}</span>
            <div class="skeleton-title skeleton-line"></div>
            <div class="card"><Skeleton lines=4/></div>
            <div class="card"><Skeleton lines=3/></div>
        </div>
    }
    .into_any()
}

/// The page could not be loaded: what happened, what to do, whom to ask, what to quote.
#[component]
pub fn ErrorState(
    /// What happened.
    #[prop(default = words::ERROR_TITLE.to_owned(), into)]
    title: String,
    /// Details.
    #[prop(optional, into)]
    message: Option<String>,
    /// What to do and whom to ask.
    #[prop(default = words::ERROR_NEXT.to_owned(), into)]
    next: String,
    /// The problem code.
    #[prop(optional, into)]
    code: MaybeProp<String>,
    /// The request's id in the log.
    #[prop(optional, into)]
    request_id: MaybeProp<String>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> AnyView {
    let quote = move || {
        let line = |name: &'static str, value: Option<String>| {
            value.map(|value| view! { <div><dt>{name}</dt><dd class="mono">{value}</dd></div> })
        };
        let (code, request) = (code.get(), request_id.get());
        (code.is_some() || request.is_some()).then(|| {
            view! {
                <dl class="quote">
                    {line(words::ERROR_CODE, code)}{line(words::ERROR_REQUEST, request)}
                </dl>
            }
        })
    };
    view! {
        <div class="centered" role="alert">
            <span class="empty-icon danger">{glyph(Icon::Alert, 24)}</span>
            <h1>{title}</h1>
            {message.map(|text| view! { <p>{text}</p> })}
            <p class="muted">{next}</p>
            {quote}
            {on_retry.map(|retry| view! {
                <Button variant=ButtonVariant::Secondary icon=Icon::Refresh on_click=retry>
                    {words::RETRY}
                </Button>
            })}
        </div>
    }
    .into_any()
}

/// Unknown address.
#[component]
pub fn NotFound(
    /// The full path of the start page.
    #[prop(into)]
    home: String,
) -> AnyView {
    view! {
        <Title text=words::NOT_FOUND_TITLE/>
        <div class="centered">
            <span class="empty-icon">{glyph(Icon::Search, 24)}</span>
            <h1>{words::NOT_FOUND_TITLE}</h1>
            <p class="muted">{words::NOT_FOUND_BODY}</p>
            <LinkButton href=home variant=ButtonVariant::Secondary>{words::HOME}</LinkButton>
        </div>
    }
    .into_any()
}
