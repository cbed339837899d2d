//! The problems that prevent or affect a sign-in, each with the actions that fix it.

use contract::sign_in::diagnosis::{SignInFact, SignInRemedy};
use contract::users::User;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::actions::{ItemActions, UserAction};
use super::remedy::{action_button, tab_link};
use super::{DETAILS, company_email, factors};
use crate::words::sign_in_diagnosis as words;

pub(super) fn view(
    facts: Vec<SignInFact>,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> AnyView {
    if facts.is_empty() {
        return view! { <p class="muted">{words::NOTHING}</p> }.into_any();
    }
    let lines = facts.into_iter().map(|fact| line(&fact, user, actions));
    view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
}

fn line(fact: &SignInFact, user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
    let since = fact
        .since
        .map(|at| view! { <span>{words::SINCE}" "<ExactTime at=at/></span> });
    let until = fact
        .until
        .map(|at| view! { <span>{words::UNTIL}" "<ExactTime at=at/></span> });
    let limit = fact.verification_limit;
    let limited =
        limit.map(|limit| view! { <p class="muted">{words::verification_limit(limit.reason)}</p> });
    let again =
        limit.map(|limit| view! { <span>{words::SEND_AGAIN}" "<ExactTime at=limit.until/></span> });
    let blocks = fact
        .blocks
        .then(|| view! { <Badge tone=Tone::Danger text=words::BLOCKS/> });
    let remedies = fact.remedies.clone();
    let buttons = move || {
        let user = user.get()?;
        let buttons = remedies
            .iter()
            .filter_map(|remedy| remedy_view(*remedy, &user, actions));
        Some(buttons.collect_view())
    };
    view! {
        <li>
            <div class="grow stack tight">
                <p class="strong">{words::fact(fact)}</p>
                {blocks}
                {limited}
                <p class="facts">{since}{until}{again}</p>
                <div class="actions">{buttons}</div>
            </div>
        </li>
    }
    .into_any()
}

/// The button, unless the user has changed so that the action no longer applies.
fn remedy_view(remedy: SignInRemedy, user: &User, actions: ItemActions) -> Option<AnyView> {
    let action = match remedy {
        SignInRemedy::Activate => UserAction::Activate,
        SignInRemedy::Unlock => UserAction::Unlock,
        SignInRemedy::SendActivation => UserAction::ResendActivation,
        SignInRemedy::SendPasswordReset => UserAction::SendReset,
        SignInRemedy::SetTemporaryPassword => UserAction::TemporaryPassword,
        SignInRemedy::ExtendEnrollment => return Some(factors::time(user, actions)),
        SignInRemedy::SendEmailVerification => return company_email::resend(user),
        SignInRemedy::ChangeEmail => return Some(tab_link(user.id, DETAILS, words::CORRECT_EMAIL)),
    };
    action_button(action, user, actions)
}
