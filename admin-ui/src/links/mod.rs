//! Pages for people who are not signed in: mailed links, resets, the set-up, the terms.

mod dead;
mod forgot;
mod set_password;
mod set_up;
mod terms;

pub use forgot::ForgotPasswordPage;
pub use set_password::SetPasswordPage;
pub use set_up::SetUpPage;
pub use terms::TermsPage;

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::address::TERMS;
use crate::sending::Sending;
use crate::words::links as words;

/// The box that accepts the terms of service, opened in a tab of their own so that what is
/// typed here stays.
fn terms_box(accepted: RwSignal<bool>) -> AnyView {
    view! {
        <Checkbox name="termsAccepted" label=words::TERMS checked=accepted required=true>
            {words::TERMS_BEFORE}<TextLink href=TERMS external=true>{words::TERMS_LINK}</TextLink>
        </Checkbox>
    }
    .into_any()
}

/// Whether the terms are accepted; otherwise the form says that they have to be.
fn accepted(terms: RwSignal<bool>, form: Sending) -> bool {
    if !terms.get_untracked() {
        form.fault("termsAccepted", words::TERMS_MISSING);
    }
    terms.get_untracked()
}
