//! Verifying the recovery email. Requires the link in the email, and a sign-in.

use contract::problem::ProblemType;
use contract::recovery_email::VerifyRecoveryEmail;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure::explain;
use portal_kit::links::{is_unusable, use_token};
use portal_kit::public_page::PublicPage;
use portal_kit::route;
use portal_kit::session::{self, SessionState};
use portal_kit::words::links as link_words;
use ui_kit::prelude::*;
use web_sys::Storage;

use crate::account;
use crate::words::{self, recovery};

/// Stores the token between "Verify now" and the end of the sign-in, only in this tab. In the
/// address, it would reach the server's log.
const KEY: &str = "latchkey-recovery-email";
const HERE: &str = "/verify-recovery-email";

#[derive(Clone, PartialEq)]
enum State {
    /// The link was opened; nothing has happened yet.
    Opened,
    /// It is being verified.
    Working,
    /// This address is verified.
    Done(String),
    /// The link was used, replaced, has expired, or belongs to another account.
    Unusable,
    /// Why it failed. Trying again may help.
    Failed(String),
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn stored() -> Option<String> {
    storage()?.get_item(KEY).ok().flatten()
}

fn forget_stored() {
    if let Some(storage) = storage() {
        // A token that cannot be removed is void by now.
        let _ = storage.remove_item(KEY);
    }
}

/// The page for the link in the email to a recovery address.
#[component]
pub fn VerifyRecoveryEmailPage() -> AnyView {
    let in_address = use_token();
    let in_address = move || Some(in_address.get()).filter(|token| !token.is_empty());
    let signed_in = || matches!(session::state(), SessionState::SignedIn);
    let token = move || in_address().or_else(stored);
    let state = RwSignal::new(State::Opened);
    session::find_out();
    // After the sign-in that "Verify now" led to, the person has already confirmed.
    Effect::new(move || {
        if signed_in()
            && untrack(in_address).is_none()
            && let Some(token) = stored()
        {
            verify(state, token);
        }
    });

    let begin = move || {
        let Some(token) = untrack(token) else {
            return;
        };
        if untrack(signed_in) {
            verify(state, token);
            return;
        }
        if let Some(storage) = storage() {
            // If it cannot be stored, the page asks for the link again.
            let _ = storage.set_item(KEY, &token);
        }
        route::go(&route::sign_in_and_return(HERE));
    };
    let title = move || match state.get() {
        State::Done(_) => recovery::VERIFIED_TITLE,
        State::Unusable => link_words::UNUSABLE_TITLE,
        _ => recovery::VERIFY_TITLE,
    };
    let content = move || match state.get() {
        State::Opened if token().is_none() => {
            view! { <div class="prose"><p>{recovery::OPEN_AGAIN}</p></div> }.into_any()
        }
        State::Opened => view! {
            <div class="prose"><p>{recovery::VERIFY_LEAD}</p></div>
            <Button full=true on_click=begin>{recovery::VERIFY_NOW}</Button>
        }
        .into_any(),
        State::Working => view! { <Skeleton lines=2/> }.into_any(),
        State::Done(email) => view! {
            <div class="prose" role="status"><p>{recovery::verified(&email)}</p></div>
            <LinkButton href="/security" full=true>{recovery::TO_SECURITY}</LinkButton>
        }
        .into_any(),
        State::Unusable => view! {
            <div class="prose" role="alert"><p>{recovery::UNUSABLE}</p></div>
            <LinkButton href="/security" full=true>{recovery::TO_SECURITY}</LinkButton>
        }
        .into_any(),
        State::Failed(why) => view! {
            <Notice tone=Tone::Danger live=true>{why}</Notice>
            <div class="stack tight">
                <Button full=true on_click=begin>{words::RETRY}</Button>
                <LinkButton href="/security" variant=ButtonVariant::Secondary full=true>
                    {recovery::TO_SECURITY}
                </LinkButton>
            </div>
        }
        .into_any(),
    };
    let foot = move || {
        let signed_out = matches!(session::state(), SessionState::SignedOut);
        signed_out.then(|| view! { <TextLink href="/sign-in">{link_words::TO_SIGN_IN}</TextLink> })
    };
    view! {
        <PublicPage title=move || title().to_owned() foot=move || view! { {foot} }>
            {content}
        </PublicPage>
    }
    .into_any()
}

fn verify(state: RwSignal<State>, token: String) {
    state.set(State::Working);
    let body = VerifyRecoveryEmail { token };
    run(
        async move { api().verify_my_recovery_email(&body).await },
        move |answer| {
            state.try_set(match answer {
                Ok(me) => {
                    forget_stored();
                    let email = me.recovery_email.as_ref().map(|it| it.email.clone());
                    account::keep(me);
                    State::Done(email.unwrap_or_default())
                }
                Err(error) if is_unusable(&error) => {
                    forget_stored();
                    State::Unusable
                }
                Err(error) if error.is(ProblemType::Unauthenticated) => State::Opened,
                Err(error) => State::Failed(explain(&error)),
            });
        },
    );
}
