//! What the page shows in each state.

use contract::authorization::{AuthorizationRequest, RequestAnswer};
use leptos::prelude::*;
use portal_kit::{failure, session};
use ui_kit::prelude::*;

use super::attempt::{Attempt, Shown};
use super::pending;
use crate::terms;
use crate::words::{RETRY, continuing as words};

pub(super) fn view(attempt: Attempt) -> AnyView {
    let mark = move || {
        let one = attempt.application.get()?;
        Some(view! { <MarkLine letter=one.letter color=one.color name=one.name/> })
    };
    let content = match attempt.shown.get() {
        Shown::Busy => view! { <Spinner label=words::OPENING/> }.into_any(),
        Shown::Choose => choose(attempt),
        Shown::Consent(request) => consent(attempt, &request),
        Shown::NotConfirmed => told(
            attempt,
            words::not_confirmed(&attempt.name()),
            retry(attempt),
        ),
        Shown::Terms => terms::ask(move || attempt.begin()),
        Shown::SetUp(why) => told(attempt, why, set_up(attempt)),
        Shown::Refused(why) => told(attempt, why, retry(attempt)),
        Shown::Expired => told(attempt, words::EXPIRED.to_owned(), ().into_any()),
        Shown::Failed(error) => failure::notice(&error, move || attempt.begin()),
    };
    view! { <div class="stack">{mark}{content}</div> }.into_any()
}

/// Why it does not continue, and what can be done.
fn told(attempt: Attempt, why: String, action: AnyView) -> AnyView {
    let expired = matches!(attempt.shown.get_untracked(), Shown::Expired);
    let variant = if expired {
        ButtonVariant::Primary
    } else {
        ButtonVariant::Secondary
    };
    view! {
        <p role="alert">{why}</p>
        {suggestion(attempt)}
        <div class="row">
            {action}
            {(!expired).then(other_account)}
            <LinkButton variant=variant href="/">{words::TO_APPLICATIONS}</LinkButton>
        </div>
    }
    .into_any()
}

/// The application suggests somebody else.
fn suggestion(attempt: Attempt) -> Option<AnyView> {
    let text = attempt.suggestion()?;
    Some(view! { <p>{text}</p> }.into_any())
}

/// Signs out in this browser. The sign-in page leads back here.
fn other_account() -> AnyView {
    view! {
        <Button variant=ButtonVariant::Secondary
            on_click=session::use_other_account>{words::OTHER_ACCOUNT}</Button>
    }
    .into_any()
}

fn choose(attempt: Attempt) -> AnyView {
    view! {
        {suggestion(attempt)}
        <div class="row">
            <Button on_click=move || attempt.choose()>{words::CONTINUE}</Button>
            {other_account()}
        </div>
    }
    .into_any()
}

fn retry(attempt: Attempt) -> AnyView {
    view! { <Button on_click=move || attempt.begin()>{RETRY}</Button> }.into_any()
}

/// The person sets up a factor under Security, which then leads back here.
fn set_up(attempt: Attempt) -> AnyView {
    if let Some(goal) = attempt.goal.get_value() {
        pending::remember(attempt.name(), goal.address());
    }
    view! { <LinkButton href="/security#mfa">{words::SET_UP}</LinkButton> }.into_any()
}

fn consent(attempt: Attempt, request: &AuthorizationRequest) -> AnyView {
    let scopes = request
        .scopes
        .iter()
        .filter_map(|scope| words::scope(scope));
    let lines = scopes
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    view! {
        {suggestion(attempt)}
        <p>{words::consent(&attempt.name())}</p>
        <ul class="bullets">{lines}</ul>
        <p class="muted">{words::CONSENT_KEPT}</p>
        <div class="row">
            <Button on_click=move || attempt.answer(RequestAnswer::Approve)>{words::ALLOW}</Button>
            <Button variant=ButtonVariant::Secondary
                on_click=move || attempt.answer(RequestAnswer::Deny)>{words::DENY}</Button>
            {other_account()}
        </div>
    }
    .into_any()
}
