//! A usable link: choosing the password, then a second factor where one is due.

use client::Error;
use contract::factors::FactorProof;
use contract::links::{LinkDetails, SetPasswordByLink};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::prelude::*;

use super::page::{Link, Page, is_dead};
use crate::passwords::{NewPassword, NewPasswordFields};
use crate::problems::in_words;
use crate::return_to::START;
use crate::send::Sending;
use crate::words::{self, links};

pub fn set_password(page: Page, details: LinkDetails) -> AnyView {
    let sending = Sending::new();
    let typed = NewPassword::new();
    let navigate = use_navigate();
    let requirements = details.requirements.clone();
    let email = requirements.email.clone();
    let asks_more = !details.factors.is_empty();
    let submit = move || {
        sending.clear();
        typed.check(&details.requirements, sending);
        if !sending.is_clean() {
            return;
        }
        let body = SetPasswordByLink {
            purpose: page.purpose,
            token: page.token.get_untracked(),
            new_password: typed.password.get_untracked(),
            terms_accepted: false,
            factor: None,
        };
        if asks_more {
            page.link.set(Link::Factor(body, details.clone()));
            return;
        }
        let (navigate, details) = (navigate.clone(), details.clone());
        sending.busy.set(true);
        spawn_local(async move {
            match page.account.client().set_password_by_link(&body).await {
                Ok(set) if set.access_token.is_some() => {
                    page.account.arrive().await;
                    use_toasts().ok(links::activated(&details.display_name));
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(START, options);
                }
                Ok(_) => done(page, details),
                Err(error) if is_dead(&error) => page.link.set(Link::Dead),
                Err(error) => sending.refuse(&error),
            }
            sending.busy.set(false);
        });
    };
    let verb = if page.is_activation() {
        links::ACTIVATE
    } else if asks_more {
        words::sign_in::CONTINUE
    } else {
        links::RESET
    };
    view! {
        {whose(email)}
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <NewPasswordFields value=typed requirements=requirements autofocus=true/>
            <Button submit=true full=true>{verb}</Button>
        </Form>
    }
    .into_any()
}

/// The second proof of a reset, sent together with the password that was chosen before.
pub fn prove_factor(page: Page, body: SetPasswordByLink, details: LinkDetails) -> AnyView {
    let state = FactorState::default();
    let place = FactorPlace::Link(body.purpose, body.token.clone());
    let (email, factors) = (details.requirements.email.clone(), details.factors.clone());
    let send = move |proof: FactorProof| {
        let body = SetPasswordByLink {
            factor: Some(proof),
            ..body.clone()
        };
        let details = details.clone();
        state.busy.set(true);
        spawn_local(async move {
            let answer = page.account.client().set_password_by_link(&body).await;
            state.busy.try_set(false);
            match answer {
                Ok(_) => done(page, details),
                Err(error) if is_dead(&error) => page.link.set(Link::Dead),
                Err(error) if is_about_password(&error) => {
                    // The policy, or the memory of the last passwords: choose again.
                    page.link.set(Link::Usable(details));
                    use_toasts().error(in_words(&error));
                }
                Err(error) => match error.problem() {
                    Some(problem) if !problem.errors.is_empty() => {
                        state.errors.try_set(FieldErrors::from(problem));
                    }
                    _ => {
                        state.message.try_set(Some(in_words(&error)));
                    }
                },
            }
        });
    };
    view! {
        {whose(email)}
        <FactorForm host=page.account.factors() place=place factors=factors state=state
            verb=links::RESET on_proof=send/>
    }
    .into_any()
}

fn is_about_password(error: &Error) -> bool {
    let errors = error.problem().map(|problem| &problem.errors);
    errors.is_some_and(|errors| errors.iter().any(|error| error.field == "newPassword"))
}

/// Every session has ended, also one of this browser.
fn done(page: Page, details: LinkDetails) {
    page.account.leave(None);
    page.account.email.set(details.requirements.email);
    page.link.set(Link::Done);
}

fn whose(email: String) -> AnyView {
    view! {
        <div class="signin-as">
            <Avatar name=email.clone()/>
            <span class="truncate grow"><span class="hidden">{links::ACCOUNT}": "</span>{email}</span>
        </div>
    }
    .into_any()
}

/// After a reset: on to the sign-in page.
pub fn reset_done() -> AnyView {
    view! { <LinkButton href="/sign-in" full=true>{words::SIGN_IN}</LinkButton> }.into_any()
}
