//! Locking a user, with a reason.

use contract::users::{LockUser, User};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use crate::words::{self as all, users as words};

const FORM: &str = "lock-user";

pub(super) fn view(actions: ItemActions) -> AnyView {
    let open = RwSignal::new(false);
    let user = RwSignal::new(None::<User>);
    let reason = RwSignal::new(String::new());
    let form = Sending::new();
    Effect::new(move || {
        if let Some((UserAction::Lock, asked)) = actions.asking.get() {
            form.clear();
            reason.set(String::new());
            user.set(Some(asked));
            actions.asking.set(None);
            open.set(true);
        }
    });
    let of = move |text: fn(&User) -> String| {
        Signal::derive(move || user.with(|user| user.as_ref().map(text).unwrap_or_default()))
    };
    let send = move || {
        let Some(id) = user.with_untracked(|user| user.as_ref().map(|user| user.id)) else {
            return;
        };
        let reason = reason.get_untracked().trim().to_owned();
        let body = LockUser {
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        };
        form.send(
            async move { api().lock_user(id, &body).await },
            move |user| {
                use_toasts().ok(words::locked(&user.name));
                open.try_set(false);
                actions.bump();
            },
        );
    };
    let send = Callback::new(move |()| send());
    let title = of(|user| words::lock_title(&user.name));
    let body = of(|user| words::lock_body(&user.name, &user.email));
    let foot = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{all::CANCEL}</Button>
            <Button submit=true form=FORM variant=ButtonVariant::Danger busy=form.busy>{words::LOCK_USER}</Button>
        }
    };
    view! {
        <Dialog open=open title=title actions=foot busy=form.busy>
            <Form id=FORM on_submit=send busy=form.busy errors=form.errors message=form.message>
                <p>{body}</p>
                <TextField name="reason" label=words::LOCK_REASON value=reason hint=words::LOCK_REASON_HINT
                    optional_mark=true maxlength=200/>
            </Form>
        </Dialog>
    }
    .into_any()
}
