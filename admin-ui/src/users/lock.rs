//! Locking a user, with a reason.

use contract::users::{LockUser, User};
use leptos::prelude::*;
use portal_kit::api::api;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use super::user_dialog::{UserDialog, UserDialogForm};
use crate::words::users as words;

pub(super) fn view(actions: ItemActions) -> AnyView {
    let reason = RwSignal::new(String::new());
    let asked = UserDialog::new(actions, UserAction::Lock, move |_| {
        reason.set(String::new());
    });
    let send = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        let body = LockUser {
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        };
        asked.send(
            |id| async move { api().lock_user(id, &body).await },
            move |user: User| asked.done(words::locked(&user.name)),
        );
    };
    let body = asked.text(|user| words::lock_body(&user.name, &user.email));
    let fields = move |()| {
        view! {
            <p>{body}</p>
            <TextField name="reason" label=words::LOCK_REASON value=reason hint=words::LOCK_REASON_HINT
                optional_mark=true maxlength=200/>
        }
        .into_any()
    };
    let form = UserDialogForm {
        id: "lock-user",
        verb: words::LOCK_USER,
        variant: ButtonVariant::Danger,
        send: Callback::new(send),
        fields: Callback::new(fields),
    };
    asked.view(asked.text(|user| words::lock_title(&user.name)), form)
}
