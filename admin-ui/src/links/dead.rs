//! A link that was used, replaced, or whose time is over.

use leptos::prelude::*;
use rules::lifetimes::LinkPurpose;
use ui_kit::prelude::*;

use crate::address::{FORGOT_PASSWORD, SIGN_IN};
use crate::words::{PRODUCT, links as words};

/// What a link is for, where it matters for the way on.
pub(super) fn view(purpose: Option<LinkPurpose>) -> AnyView {
    let (next, ask_again) = match purpose {
        None => (words::SET_UP_DEAD, false),
        Some(LinkPurpose::AdministratorPasswordReset) => (words::DEAD_RESET, true),
        Some(LinkPurpose::AdministratorPasswordResetByAdministrator) => {
            (words::DEAD_RESET_SENT, true)
        }
        Some(_) => (words::DEAD_INVITATION, false),
    };
    let variant = if ask_again {
        ButtonVariant::Secondary
    } else {
        ButtonVariant::Primary
    };
    view! {
        <SignInShell name=PRODUCT title=words::DEAD_TITLE>
            <Notice tone=Tone::Warn title=words::DEAD live=true>{next}</Notice>
            {ask_again.then(|| view! { <LinkButton href=FORGOT_PASSWORD full=true>{words::ASK_AGAIN}</LinkButton> })}
            <LinkButton href=SIGN_IN variant=variant full=true>{words::SIGN_IN}</LinkButton>
        </SignInShell>
    }
    .into_any()
}
