//! The step that replaces a temporary or expired password.

use contract::problem::ProblemType;
use contract::sign_in::{PasswordRequirements, ReplaceReason, SignIn};
use leptos::prelude::*;
use rules::password::PasswordPolicy;
use ui_kit::prelude::*;

use super::Steps;
use super::email::foot;
use crate::api::{api, run};
use crate::parts::{NewPassword, username_hint};
use crate::sending::Sending;
use crate::words::{PRODUCT, sign_in as words};

pub(super) fn view(steps: Steps, sign_in: SignIn) -> AnyView {
    let form = Sending::new();
    let password = NewPassword::new("newPassword");
    let email = Signal::stored(sign_in.email.clone());
    let lead = match sign_in.replace_reason {
        Some(ReplaceReason::Expired) => words::REPLACE_EXPIRED,
        _ => words::REPLACE_TEMPORARY,
    };
    let requirements = Signal::stored(sign_in.requirements.unwrap_or(PasswordRequirements {
        policy: PasswordPolicy::default(),
        email: sign_in.email,
        username: String::new(),
    }));
    let send = move || {
        form.clear();
        let Some(typed) = password.checked(&requirements.get_untracked(), form) else {
            return;
        };
        form.busy.set(true);
        run(
            async move { api().replace_password(&typed).await },
            move |answer| {
                form.busy.try_set(false);
                match answer {
                    Ok(sign_in) => steps.advance(sign_in),
                    Err(error) if error.is(ProblemType::SignInExpired) => {
                        steps.expired(words::EXPIRED)
                    }
                    Err(error) => form.refuse(&error),
                }
            },
        );
    };
    view! {
        <SignInShell name=PRODUCT title=words::REPLACE_TITLE lead=lead foot=foot>
            <SignInAs email=email on_change=move || steps.restart()/>
            <Form on_submit=send busy=form.busy errors=form.errors message=form.message>
                {username_hint(email)}
                {password.fields(requirements, true)}
                <Button submit=true full=true>{words::REPLACE}</Button>
            </Form>
        </SignInShell>
    }
    .into_any()
}
