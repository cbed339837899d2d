//! Why the user cannot sign in, and the action that helps, above everything else.

use contract::events::{Event, EventAction};
use contract::filter::EventFilter;
use contract::page::{ListQuery, Page as Items};
use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::state::UserState;
use rules::status::PasswordStatus;
use ui_kit::prelude::*;

use super::super::actions::{ItemActions, UserAction};
use crate::address::{self, EVENTS};
use crate::components::password_sentences;
use crate::item_actions::ItemAction as _;
use crate::words::users as words;

/// One case: tone, title, explanation, action, and button text.
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

/// Who suspended or locked the user, and the event that says so. Nothing while no event does.
fn cause(user: &User) -> Option<AnyView> {
    let (action, since, by): (_, _, fn(&str) -> String) = match (user.state, user.password.lock) {
        (UserState::Suspended, _) => {
            let since = user.state_changed_at;
            (EventAction::UserSuspended, since, words::suspended_by)
        }
        (UserState::Active, Some(lock)) => (EventAction::AccountLocked, lock.at, words::locked_by),
        _ => return None,
    };
    let filter = EventFilter {
        action: vec![action],
        target: vec![user.id.0],
        ..EventFilter::default()
    };
    let filter = filter.to_string();
    let latest = Fetched::<Items<Event>>::new();
    let query = ListQuery {
        limit: Some(1),
        filter: Some(filter.clone()),
        ..ListQuery::default()
    };
    latest.load(async move { api().events(&query).await });
    let line = move || {
        let events = latest.value.get()?.items;
        // An event of an earlier time explains something else.
        let event = events.into_iter().find(|event| event.at >= since)?;
        let id = event.id.to_string();
        let href = address::with(EVENTS, &[("filter", &filter), ("event", &id)]);
        // The server has no identifier: the reason of its locks is shown anyway.
        let by = event.actor.id.map(|_| by(&event.actor.name));
        Some(view! { <p>{by}" "<TextLink href=href>{words::SEE_EVENT}</TextLink></p> })
    };
    Some(line.into_any())
}

pub(super) fn view(user: RwSignal<Option<User>>, actions: ItemActions) -> AnyView {
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
        let cause = cause(&user);
        // The other actions are in the panel's header.
        let fits = matches!(action, UserAction::Unlock | UserAction::Activate) && action.fits(&user);
        let hint = fits && action == UserAction::Unlock;
        let hint = hint.then(|| view! { <p>{words::LOCKED_BODY}</p> });
        let perform = move || actions.begin(action, &user);
        Some(view! {
            <Notice tone=tone title=title>
                <div class="stack tight">
                    <div>{text}{cause}{hint}</div>
                    {fits.then(|| view! {
                        <div class="actions"><Button small=true busy=actions.busy on_click=perform>{button}</Button></div>
                    })}
                </div>
            </Notice>
        })
    })
    .into_any()
}
