//! What the page shows in each state.

use contract::continuing::{AuthorizationRequest, RequestAnswer};
use leptos::prelude::*;
use portal_kit::public_page::help;
use portal_kit::{failure, session};
use ui_kit::prelude::*;

use super::attempt::{Attempt, Shown};
use super::pending;
use crate::terms;
use crate::words::{RETRY, applications, continuing as words};

pub(super) fn view(attempt: Attempt) -> AnyView {
    let mark = move || {
        let one = attempt.application.get()?;
        Some(view! { <MarkLine letter=one.letter color=one.color name=one.name/> })
    };
    let content = match attempt.shown.get() {
        Shown::Busy => view! { <Spinner label=words::OPENING/> }.into_any(),
        Shown::Choose => choose(attempt),
        Shown::Consent(request) => consent(attempt, &request),
        Shown::NotConfirmed => told(attempt, applications::not_confirmed(), retry(attempt)),
        Shown::Terms => terms::ask(move || attempt.begin()),
        Shown::SetUp(why) => told(attempt, why, set_up(attempt)),
        Shown::Refused(why) => told(attempt, why, retry(attempt)),
        Shown::Expired => expired(attempt),
        Shown::Failed(error) => failure::notice(&error, move || attempt.begin()),
    };
    view! { <div class="stack">{mark}{content}</div> }.into_any()
}

/// Why it does not continue, what can be done, and where to get help.
fn told(attempt: Attempt, why: String, action: AnyView) -> AnyView {
    view! {
        <p role="alert">{why}</p>
        {suggestion(attempt)}
        <div class="row">
            {action}
            {other_account()}
            {to_applications(ButtonVariant::Secondary)}
        </div>
        {help()}
    }
    .into_any()
}

/// The application is opened again from here, if this page knows it.
fn expired(attempt: Attempt) -> AnyView {
    let known = attempt.application.get_untracked();
    let to_all = if known.is_some() {
        ButtonVariant::Secondary
    } else {
        ButtonVariant::Primary
    };
    let open = known.map(|one| {
        let text = applications::open_it(&one.name);
        view! { <Button on_click=move || attempt.open(one.id)>{text}</Button> }
    });
    view! {
        <p role="alert">{words::EXPIRED}</p>
        <div class="row">
            {open}
            {to_applications(to_all)}
        </div>
    }
    .into_any()
}

fn to_applications(variant: ButtonVariant) -> AnyView {
    view! { <LinkButton variant=variant href="/">{words::TO_APPLICATIONS}</LinkButton> }.into_any()
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
