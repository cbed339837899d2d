//! The step that replaces a temporary or expired password.

use contract::sign_in::{PasswordRequirements, ReplaceReason, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::passwords::PasswordPolicy;
use ui_kit::prelude::*;

use super::Flow;
use crate::api::api;
use crate::passwords::NewPassword;
use crate::sending::Sending;
use crate::words::sign_in as words;

pub(super) fn replace_password_step(flow: Flow, answer: SignIn) -> AnyView {
    let form = Sending::new();
    let password = NewPassword::new("newPassword");
    let why = match answer.replace_reason {
        Some(ReplaceReason::Expired) => words::REPLACE_EXPIRED,
        Some(ReplaceReason::Temporary) | None => words::REPLACE_TEMPORARY,
    };
    let requirements = Signal::stored(answer.requirements.unwrap_or(PasswordRequirements {
        policy: PasswordPolicy::default(),
        email: answer.email,
        username: String::new(),
    }));
    let submit = move || {
        form.clear();
        let Some(typed) = password.checked(&requirements.get_untracked(), form) else {
            return;
        };
        form.busy.set(true);
        spawn_local(async move {
            match api().replace_password(&typed).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) if flow.takes(&error) => {}
                Err(error) => form.refuse(&error),
            }
            form.busy.try_set(false);
        });
    };
    view! {
        <SignInAs email=flow.email on_change=move || flow.not_you()/>
        <Notice tone=Tone::Info>{why}</Notice>
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            {password.fields(requirements, true)}
            <Button submit=true full=true>{words::REPLACE}</Button>
        </Form>
    }
    .into_any()
}
