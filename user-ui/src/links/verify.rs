//! Verifying the recovery email: the link in its mail, and a sign-in.

use contract::problem::ProblemType;
use contract::recovery_email::VerifyRecoveryEmail;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::prelude::*;
use web_sys::Storage;

use super::page::is_dead;
use crate::account::{Account, Phase, use_account};
use crate::portal::PublicPage;
use crate::problems::in_words;
use crate::words::{self, recovery};

/// Holds the token between "Verify now" and the end of the sign-in, in this tab alone: in the
/// address it would reach the server's log.
const KEY: &str = "latchkey-recovery-email";
const HERE: &str = "/verify-recovery-email";

#[derive(Clone, PartialEq)]
enum State {
    /// The link was opened, and nothing has happened.
    Opened,
    /// It is being verified.
    Working,
    /// This address is verified.
    Done(String),
    /// The link was used, replaced, has expired, or is another account's.
    Dead,
    /// Why it did not work, which trying again may mend.
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
        // What cannot be removed is void by now.
        let _ = storage.remove_item(KEY);
    }
}

/// The page that the link in the mail to a recovery email opens.
#[component]
pub fn VerifyRecoveryEmailPage() -> AnyView {
    let account = use_account();
    let hash = use_location().hash;
    let in_address = move || {
        let token = hash.get().trim_start_matches('#').to_owned();
        Some(token).filter(|token| !token.is_empty())
    };
    let token = move || in_address().or_else(stored);
    let state = RwSignal::new(State::Opened);
    account.find_out();
    // Back from the sign-in that "Verify now" led to: the button was pressed already.
    Effect::new(move || {
        if account.phase() == Phase::SignedIn
            && untrack(in_address).is_none()
            && let Some(token) = stored()
        {
            verify(account, state, token);
        }
    });

    let navigate = use_navigate();
    let begin = move || {
        let Some(token) = untrack(token) else {
            return;
        };
        if untrack(|| account.phase()) == Phase::SignedIn {
            verify(account, state, token);
            return;
        }
        if let Some(storage) = storage() {
            // Where it cannot be kept, the page asks for the link again.
            let _ = storage.set_item(KEY, &token);
        }
        let path = js_sys::encode_uri_component(HERE);
        let to = format!("/sign-in?return_to={}", String::from(path));
        navigate(&to, NavigateOptions::default());
    };
    let title = move || match state.get() {
        State::Done(_) => recovery::VERIFIED_TITLE,
        State::Dead => words::links::DEAD_TITLE,
        _ => recovery::VERIFY_TITLE,
    };
    let content = move || match state.get() {
        State::Opened if token().is_none() => {
            view! { <div class="prose"><p>{recovery::OPEN_AGAIN}</p></div> }.into_any()
        }
        State::Opened => {
            let begin = begin.clone();
            view! {
                <div class="prose"><p>{recovery::VERIFY_LEAD}</p></div>
                <Button full=true on_click=begin>{recovery::VERIFY_NOW}</Button>
            }
            .into_any()
        }
        State::Working => view! { <Skeleton lines=2/> }.into_any(),
        State::Done(email) => view! {
            <div class="prose" role="status"><p>{recovery::verified(&email)}</p></div>
            <LinkButton href="/security" full=true>{recovery::TO_SECURITY}</LinkButton>
        }
        .into_any(),
        State::Dead => view! {
            <div class="prose" role="alert"><p>{recovery::DEAD}</p></div>
            <LinkButton href="/security" full=true>{recovery::TO_SECURITY}</LinkButton>
        }
        .into_any(),
        State::Failed(why) => {
            let again = begin.clone();
            view! {
                <Notice tone=Tone::Danger live=true>{why}</Notice>
                <div class="stack tight">
                    <Button full=true on_click=again>{words::RETRY}</Button>
                    <LinkButton href="/security" variant=ButtonVariant::Secondary full=true>
                        {recovery::TO_SECURITY}
                    </LinkButton>
                </div>
            }
            .into_any()
        }
    };
    let foot = move || {
        let signed_out = account.phase() == Phase::SignedOut;
        signed_out.then(|| view! { <TextLink href="/sign-in">{words::TO_SIGN_IN}</TextLink> })
    };
    view! {
        <PublicPage title=move || title().to_owned() foot=move || view! { {foot} }>
            {content}
        </PublicPage>
    }
    .into_any()
}

fn verify(account: Account, state: RwSignal<State>, token: String) {
    state.set(State::Working);
    spawn_local(async move {
        let body = VerifyRecoveryEmail { token };
        let answer = account.watch(account.client().verify_my_recovery_email(&body).await);
        state.set(match answer {
            Ok(me) => {
                forget_stored();
                let email = me.recovery_email.as_ref().map(|it| it.email.clone());
                account.renew(me);
                State::Done(email.unwrap_or_default())
            }
            Err(error) if is_dead(&error) => {
                forget_stored();
                State::Dead
            }
            Err(error) if error.is(ProblemType::Unauthenticated) => State::Opened,
            Err(error) => State::Failed(in_words(&error)),
        });
    });
}
