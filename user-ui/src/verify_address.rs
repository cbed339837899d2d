//! The page that verifies a recovery email, or a company email that was changed. Requires the link
//! in the email, and a sign-in.

use client::Error;
use contract::links::LinkToken;
use contract::me::Me;
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::links::{is_unusable, use_token};
use portal_kit::public_page::PublicPage;
use portal_kit::route;
use portal_kit::session::{self, SessionState};
use portal_kit::words::links as link_words;
use ui_kit::prelude::*;
use web_sys::Storage;

use crate::account;
use crate::link_state::{LinkState, begin_again, same_link};
use crate::words::{self, company_email, recovery_email};

/// Which of the person's addresses the link verifies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verifies {
    RecoveryEmail,
    CompanyEmail,
}

impl Verifies {
    /// Stores the token between "Verify now" and the end of the sign-in, only in this tab. In the
    /// address, it would reach the server's log.
    const fn key(self) -> &'static str {
        match self {
            Self::RecoveryEmail => "latchkey-recovery-email",
            Self::CompanyEmail => "latchkey-company-email",
        }
    }

    const fn page(self) -> &'static str {
        match self {
            Self::RecoveryEmail => "/verify-recovery-email",
            Self::CompanyEmail => "/verify-email",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::RecoveryEmail => recovery_email::VERIFY_TITLE,
            Self::CompanyEmail => company_email::VERIFY_TITLE,
        }
    }

    const fn done_title(self) -> &'static str {
        match self {
            Self::RecoveryEmail => recovery_email::VERIFIED_TITLE,
            Self::CompanyEmail => company_email::VERIFIED_TITLE,
        }
    }

    const fn unusable(self) -> &'static str {
        match self {
            Self::RecoveryEmail => recovery_email::UNUSABLE,
            Self::CompanyEmail => company_email::VERIFY_UNUSABLE,
        }
    }

    async fn call(self, token: String) -> Result<Me, Error> {
        let body = LinkToken { token };
        match self {
            Self::RecoveryEmail => api().verify_my_recovery_email(&body).await,
            Self::CompanyEmail => api().verify_my_email(&body).await,
        }
    }

    /// The address that is verified now.
    fn address(self, me: &Me) -> String {
        match self {
            Self::RecoveryEmail => {
                let address = me.recovery_email.as_ref().map(|it| it.email.clone());
                address.unwrap_or_default()
            }
            Self::CompanyEmail => me.email.clone(),
        }
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn stored(of: Verifies) -> Option<String> {
    storage()?.get_item(of.key()).ok().flatten()
}

fn forget_stored(of: Verifies) {
    if let Some(storage) = storage() {
        // A token that cannot be removed is void by now.
        let _ = storage.remove_item(of.key());
    }
}

/// The page for the link in the email to an unverified address.
#[component]
pub fn VerifyAddressPage(
    /// Which address.
    of: Verifies,
) -> AnyView {
    let fragment = use_token();
    let in_address = move || Some(fragment.get()).filter(|token| !token.is_empty());
    let signed_in = || matches!(session::state(), SessionState::SignedIn);
    let token = move || in_address().or_else(|| stored(of));
    let state = RwSignal::new(LinkState::Opened);
    begin_again(fragment, state);
    session::find_out();
    // After the sign-in that "Verify now" led to, the person has already confirmed.
    Effect::new(move || {
        if signed_in()
            && untrack(in_address).is_none()
            && let Some(token) = stored(of)
        {
            verify(of, state, token, same_link(fragment));
        }
    });

    let begin = move || {
        let Some(token) = untrack(token) else {
            return;
        };
        if untrack(signed_in) {
            verify(of, state, token, same_link(fragment));
            return;
        }
        if let Some(storage) = storage() {
            // If it cannot be stored, the page asks for the link again.
            let _ = storage.set_item(of.key(), &token);
        }
        route::go(&route::sign_in_and_return(of.page()));
    };
    let title = move || match state.get() {
        LinkState::Done(_) => of.done_title(),
        LinkState::Unusable => link_words::UNUSABLE_TITLE,
        _ => of.title(),
    };
    let content = move || match state.get() {
        LinkState::Opened if token().is_none() => {
            view! { <div class="prose"><p>{recovery_email::OPEN_AGAIN}</p></div> }.into_any()
        }
        LinkState::Opened => view! {
            <div class="prose"><p>{recovery_email::VERIFY_LEAD}</p></div>
            <Button full=true on_click=begin>{recovery_email::VERIFY_NOW}</Button>
        }
        .into_any(),
        LinkState::Working => view! { <Skeleton lines=2/> }.into_any(),
        LinkState::Done(email) => view! {
            <div class="prose" role="status"><p>{recovery_email::verified(&email)}</p></div>
            <LinkButton href="/security" full=true>{recovery_email::TO_SECURITY}</LinkButton>
        }
        .into_any(),
        LinkState::Unusable => view! {
            <div class="prose" role="alert"><p>{of.unusable()}</p></div>
            <LinkButton href="/security" full=true>{recovery_email::TO_SECURITY}</LinkButton>
        }
        .into_any(),
        LinkState::Failed(why) => view! {
            <Notice tone=Tone::Danger live=true>{why}</Notice>
            <div class="stack tight">
                <Button full=true on_click=begin>{words::RETRY}</Button>
                <LinkButton href="/security" variant=ButtonVariant::Secondary full=true>
                    {recovery_email::TO_SECURITY}
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

fn verify(
    of: Verifies,
    state: RwSignal<LinkState<String>>,
    token: String,
    is_shown: impl Fn() -> bool + 'static,
) {
    state.set(LinkState::Working);
    run(of.call(token), move |answer| {
        let now = match answer {
            Ok(me) => {
                forget_stored(of);
                let email = of.address(&me);
                account::keep(me);
                LinkState::Done(email)
            }
            Err(error) if error.is(ProblemType::Unauthenticated) => LinkState::Opened,
            Err(error) => {
                if is_unusable(&error) {
                    forget_stored(of);
                }
                error.into()
            }
        };
        if is_shown() {
            state.set(now);
        }
    });
}
