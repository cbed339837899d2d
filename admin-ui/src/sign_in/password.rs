//! The second step: the password.

use client::Error;
use contract::problem::ProblemType;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::email::foot;
use super::{Step, Steps};
use crate::api::{api, run};
use crate::parts::username_hint;
use crate::sending::Sending;
use crate::words::{PRODUCT, sign_in as words};

pub(super) fn view(steps: Steps, email: String) -> AnyView {
    let form = Sending::new();
    let password = RwSignal::new(String::new());
    let email = Signal::stored(email);
    let send = move || {
        let typed = password.get_untracked();
        form.clear();
        if typed.is_empty() {
            form.fault("password", words::PASSWORD_MISSING);
            return;
        }
        form.busy.set(true);
        run(
            async move { api().submit_password(&typed).await },
            move |answer| {
                form.busy.try_set(false);
                match answer {
                    Ok(sign_in) => steps.advance(sign_in),
                    Err(error) => refused(steps, form, email, error),
                }
            },
        );
    };
    view! {
        <SignInShell name=PRODUCT title=words::PASSWORD_TITLE foot=foot>
            <SignInAs email=email on_change=move || steps.restart()/>
            <Form on_submit=send busy=form.busy errors=form.errors message=form.message>
                {username_hint(email)}
                <PasswordField name="password" label=words::PASSWORD value=password autofocus=true required=true/>
                <Button submit=true full=true>{words::SIGN_IN}</Button>
            </Form>
        </SignInShell>
    }
    .into_any()
}

fn refused(steps: Steps, form: Sending, email: Signal<String>, error: Error) {
    if !diverted(steps, &email.get_untracked(), &error) {
        form.refuse(&error);
    }
}

/// Takes over a failure that ends the sign-in or stands in its way; others are the step's own.
pub(super) fn diverted(steps: Steps, email: &str, error: &Error) -> bool {
    match error.problem().map(|problem| problem.kind) {
        Some(
            ProblemType::AccountLocked
            | ProblemType::AccountSuspended
            | ProblemType::AccountStaged
            | ProblemType::TemporaryPasswordExpired,
        ) => {
            let stopped = Step::Stopped(email.to_owned(), error.clone());
            steps.step.set(stopped);
        }
        Some(ProblemType::SignInExpired | ProblemType::WrongStep) => steps.expired(words::EXPIRED),
        _ => return false,
    }
    true
}
