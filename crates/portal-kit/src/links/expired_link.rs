//! Links that have expired or cannot be used for another reason: why, and how to get a new one.

use leptos::prelude::*;
use rules::links::LinkPurpose;
use ui_kit::prelude::*;

use crate::settings::settings;
use crate::words::links as words;

/// The link was used, replaced, or has expired. The page does not say which.
pub(super) fn unusable(purpose: LinkPurpose) -> AnyView {
    let own = (settings().words.links.unusable)(purpose);
    view! {
        <div class="prose">
            <p>{own.why}</p>
            <ul class="bullets"><li>{own.used}</li><li>{own.next}</li></ul>
        </div>
        {ways_out(own.ask_again)}
    }
    .into_any()
}

/// The address has no token.
pub(super) fn incomplete() -> AnyView {
    view! {
        <div class="prose"><p>{words::INCOMPLETE}</p><p>{words::INCOMPLETE_NEXT}</p></div>
        {ways_out(Some(words::GET_NEW))}
    }
    .into_any()
}

/// The link requires a factor, and the account has none.
pub(super) fn factor_required(purpose: LinkPurpose) -> AnyView {
    let (why, verb) = if purpose == LinkPurpose::UserPasswordResetByRecoveryEmail {
        (
            words::FACTOR_REQUIRED_BY_RECOVERY_EMAIL,
            Some(words::GET_NEW),
        )
    } else {
        // A new link would have the same result.
        (settings().words.links.factor_required, None)
    };
    view! {
        <div class="prose"><p>{why}</p></div>
        {ways_out(verb)}
    }
    .into_any()
}

/// Links to the sign-in page, and to a new link if that helps.
fn ways_out(verb: Option<&'static str>) -> AnyView {
    let routes = &settings().routes;
    view! {
        <div class="stack tight">
            <LinkButton href=routes.sign_in full=true>{words::SIGN_IN}</LinkButton>
            {verb.map(|verb| view! {
                <LinkButton href=routes.forgot_password variant=ButtonVariant::Secondary full=true>
                    {verb}
                </LinkButton>
            })}
        </div>
    }
    .into_any()
}
