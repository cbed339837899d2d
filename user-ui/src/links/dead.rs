//! Links that cannot be used: why, and how to get another one.

use leptos::prelude::*;
use rules::lifetimes::LinkPurpose;
use ui_kit::prelude::*;

use super::page::Page;
use crate::words::{self, links, recovery};

/// Used, replaced or expired: which of them is not said.
pub fn dead(page: Page) -> AnyView {
    let (why, used, new, verb) = if page.is_activation() {
        (
            links::DEAD_ACTIVATION,
            links::DEAD_ACTIVATION_USED,
            links::DEAD_ACTIVATION_NEW,
            words::RESET_PASSWORD,
        )
    } else {
        (
            links::DEAD_RESET,
            links::DEAD_RESET_USED,
            links::DEAD_RESET_NEW,
            links::SEND_NEW,
        )
    };
    view! {
        <div class="prose">
            <p>{why}</p>
            <ul class="bullets"><li>{used}</li><li>{new}</li></ul>
        </div>
        {ways_out(Some(verb))}
    }
    .into_any()
}

/// The address has no token.
pub fn missing() -> AnyView {
    view! {
        <div class="prose"><p>{links::MISSING}</p><p>{links::MISSING_NEXT}</p></div>
        {ways_out(Some(links::SEND_NEW))}
    }
    .into_any()
}

/// The link asks for a second factor, and the account has none.
pub fn needs_factor(page: Page) -> AnyView {
    let (why, verb) = if page.purpose == LinkPurpose::UserPasswordResetByRecoveryEmail {
        (recovery::FACTOR, Some(links::SEND_NEW))
    } else {
        // Another link would say the same.
        (links::FACTOR, None)
    };
    view! {
        <div class="prose"><p>{why}</p></div>
        {ways_out(verb)}
    }
    .into_any()
}

/// To the sign-in page, and to a new link where that helps.
fn ways_out(verb: Option<&'static str>) -> AnyView {
    view! {
        <div class="stack tight">
            <LinkButton href="/sign-in" full=true>{words::SIGN_IN}</LinkButton>
            {verb.map(|verb| view! {
                <LinkButton href="/forgot-password" variant=ButtonVariant::Secondary full=true>
                    {verb}
                </LinkButton>
            })}
        </div>
    }
    .into_any()
}
