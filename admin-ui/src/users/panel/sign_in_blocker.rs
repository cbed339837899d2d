//! What keeps the user from signing in, and the one action that helps, before everything else.

use contract::users::User;
use leptos::prelude::*;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use super::super::actions::{AccountActions, UserAction};
use crate::account_actions::AccountAction as _;
use crate::components::password_sentences;
use crate::words::users as words;

/// One case: tone, title, what it means, the action, its button.
type Case = (
    Tone,
    &'static str,
    Option<&'static str>,
    UserAction,
    &'static str,
);

fn case(user: &User) -> Option<Case> {
    match (user.state, user.password.status) {
        (UserState::Staged, _) => Some((
            Tone::Info,
            words::STAGED_TITLE,
            Some(words::STAGED_BODY),
            UserAction::Activate,
            words::ACTIVATE,
        )),
        (UserState::Suspended, _) => Some((
            Tone::Neutral,
            words::SUSPENDED_TITLE,
            Some(words::SUSPENDED_BODY),
            UserAction::Activate,
            words::ACTIVATE,
        )),
        (_, PasswordStatus::Locked) => Some((
            Tone::Danger,
            match user.password.lock {
                Some(lock) if lock.reason.refuses_strangers_only() => words::LOCKED_PARTLY_TITLE,
                _ => words::LOCKED_TITLE,
            },
            None,
            UserAction::Unlock,
            words::UNLOCK,
        )),
        (_, PasswordStatus::Pending) => Some((
            Tone::Info,
            words::PENDING_TITLE,
            None,
            UserAction::ResendActivation,
            words::RESEND,
        )),
        (_, PasswordStatus::Expired) => Some((
            Tone::Warn,
            words::EXPIRED_TITLE,
            None,
            UserAction::SendReset,
            words::SEND_RESET,
        )),
        (_, PasswordStatus::Active) if user.password.temporary => Some((
            Tone::Info,
            words::TEMPORARY_TITLE,
            None,
            UserAction::SendReset,
            words::SEND_RESET,
        )),
        (_, PasswordStatus::Active) => None,
    }
}

pub(super) fn view(user: RwSignal<Option<User>>, actions: AccountActions) -> AnyView {
    (move || {
        let user = user.get()?;
        let (tone, title, body, action, button) = case(&user)?;
        let text = match body {
            Some(body) => view! { <p>{body}</p> }.into_any(),
            None => {
                let of = user.clone();
                (move || password_sentences(&of).join(" ")).into_any()
            }
        };
        let hint = (action == UserAction::Unlock).then(|| view! { <p>{words::LOCKED_BODY}</p> });
        // The others are in the panel's head.
        let fits = matches!(action, UserAction::Unlock | UserAction::Activate) && action.fits(&user);
        let perform = move || actions.begin(action, &user);
        Some(view! {
            <Notice tone=tone title=title>
                <div class="stack tight">
                    <div>{text}{hint}</div>
                    {fits.then(|| view! {
                        <div class="actions"><Button small=true busy=actions.busy on_click=perform>{button}</Button></div>
                    })}
                </div>
            </Notice>
        })
    })
    .into_any()
}
