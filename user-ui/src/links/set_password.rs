//! A usable link: choosing the password.

use contract::links::{LinkDetails, SetPasswordByLink};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::prelude::*;

use super::page::{Link, Page, is_dead};
use crate::passwords::{NewPassword, NewPasswordFields};
use crate::return_to::START;
use crate::send::Sending;
use crate::words::{self, links};

pub fn set_password(page: Page, details: LinkDetails) -> AnyView {
    let sending = Sending::new();
    let typed = NewPassword::new();
    let navigate = use_navigate();
    let requirements = details.requirements.clone();
    let email = requirements.email.clone();
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
        };
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
                Ok(_) => {
                    // Every session has ended, also one of this browser.
                    page.account.leave(None);
                    page.account.email.set(details.requirements.email);
                    page.link.set(Link::Done);
                }
                Err(error) if is_dead(&error) => page.link.set(Link::Dead),
                Err(error) => sending.refuse(&error),
            }
            sending.busy.set(false);
        });
    };
    let verb = if page.is_activation() {
        links::ACTIVATE
    } else {
        links::RESET
    };
    view! {
        <div class="signin-as">
            <Avatar name=email.clone()/>
            <span class="truncate grow"><span class="hidden">{links::ACCOUNT}": "</span>{email}</span>
        </div>
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <NewPasswordFields value=typed requirements=requirements autofocus=true/>
            <Button submit=true full=true>{verb}</Button>
        </Form>
    }
    .into_any()
}

/// After a reset: on to the sign-in page.
pub fn reset_done() -> AnyView {
    view! { <LinkButton href="/sign-in" full=true>{words::SIGN_IN}</LinkButton> }.into_any()
}
