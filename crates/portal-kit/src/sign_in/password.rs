//! The second step: the password.

use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use super::shown_to_user::wrong_password;
use crate::api::api;
use crate::sending::Sending;
use crate::words::sign_in as words;

pub(super) fn password_step(flow: Flow) -> AnyView {
    let form = Sending::new();
    let password = RwSignal::new(String::new());
    let submit = move || {
        form.clear();
        let typed = password.get_untracked();
        if typed.is_empty() {
            form.fault("password", words::PASSWORD_MISSING);
            return;
        }
        form.busy.set(true);
        spawn_local(async move {
            match api().submit_password(&typed).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) if flow.takes(&error) => {}
                Err(error) if error.is(ProblemType::WrongCredentials) => {
                    form.fault("password", wrong_password(&error));
                }
                Err(error) => form.refuse(&error),
            }
            form.busy.try_set(false);
        });
    };
    view! {
        <SignInAs email=flow.email on_change=move || flow.not_you()/>
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            <HiddenUsername value=flow.email/>
            <PasswordField name="password" label=words::PASSWORD value=password autofocus=true
                required=true/>
            <Button submit=true full=true>{words::SIGN_IN}</Button>
        </Form>
    }
    .into_any()
}
