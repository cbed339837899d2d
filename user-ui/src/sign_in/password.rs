//! The second step: the password.

use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use super::Flow;
use crate::problems::in_words;
use crate::send::Sending;
use crate::words::{self, sign_in};

/// From how many wrong passwords on it is said that the account may be locked. The server
/// answers the same for a locked account as long as it does not look at the password.
const MANY: u8 = 5;

pub fn password_step(flow: Flow) -> AnyView {
    let sending = Sending::new();
    let email = flow.account.email;
    let password = RwSignal::new(String::new());
    let tries = StoredValue::new(0_u8);
    let submit = move || {
        sending.clear();
        let typed = password.get_untracked();
        if typed.is_empty() {
            sending.mend("password", sign_in::PASSWORD_MISSING);
            return;
        }
        sending.busy.set(true);
        spawn_local(async move {
            match flow.account.client().submit_password(&typed).await {
                Ok(answer) => flow.follow(answer).await,
                Err(error) if flow.divert(&error) => {}
                Err(error) => match error.problem() {
                    Some(problem) if problem.kind == ProblemType::WrongCredentials => {
                        let again = tries.try_get_value().unwrap_or_default().saturating_add(1);
                        tries.try_set_value(again);
                        let hint = if again < MANY {
                            ""
                        } else {
                            sign_in::MAYBE_LOCKED
                        };
                        sending.mend("password", format!("{}{hint}", in_words(&error)));
                    }
                    _ => sending.refuse(&error),
                },
            }
            sending.busy.set(false);
        });
    };
    view! {
        <SignInAs email=email on_change=move || flow.not_you()/>
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <HiddenUsername value=email/>
            <PasswordField name="password" label=words::PASSWORD value=password autofocus=true
                required=true/>
            <Button submit=true full=true>{words::SIGN_IN}</Button>
        </Form>
    }
    .into_any()
}
