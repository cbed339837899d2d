//! Changing one's own password.

use contract::me::ChangePassword;
use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use rules::password::PasswordPolicy;
use ui_kit::prelude::*;

use crate::api::{api, run};
use crate::parts::{NewPassword, username_hint};
use crate::sending::Sending;
use crate::session;
use crate::words::me as words;

pub(super) fn view(step_up: StepUp) -> AnyView {
    let form = Sending::new();
    let current = RwSignal::new(String::new());
    let new = NewPassword::new("newPassword");
    let requirements = Signal::derive(|| {
        let me = session::me();
        PasswordRequirements {
            policy: me
                .as_ref()
                .map_or_else(PasswordPolicy::default, |me| me.password_policy),
            email: me.map(|me| me.email).unwrap_or_default(),
            username: String::new(),
        }
    });
    let save = move || {
        form.clear();
        let typed = current.get_untracked();
        if typed.is_empty() {
            form.fault("currentPassword", words::CURRENT_MISSING);
        }
        let new_password = new.checked(&requirements.get_untracked(), form);
        let Some(new_password) = new_password.filter(|_| !form.is_faulty()) else {
            return;
        };
        let body = ChangePassword {
            current_password: typed,
            new_password,
        };
        send(
            Sent {
                form,
                current,
                new,
                step_up,
            },
            body,
        );
    };
    let set = move || {
        session::me().and_then(|me| me.password_set_at).map(|at| {
            view! { <p class="muted">{words::SET}" "<RelativeTime at=at/></p> }
        })
    };
    view! {
        <Card title=words::PASSWORD icon=Icon::Key lead=words::PASSWORD_LEAD>
            {set}
            <Form on_submit=save busy=form.busy errors=form.errors message=form.message label=words::CHANGE>
                {username_hint(Signal::derive(move || requirements.with(|all| all.email.clone())))}
                <PasswordField name="currentPassword" label=words::CURRENT value=current required=true/>
                {new.fields(requirements, false)}
                <div class="actions"><Button submit=true>{words::CHANGE}</Button></div>
            </Form>
        </Card>
    }
    .into_any()
}

/// The form, as far as sending it goes. Copy.
#[derive(Clone, Copy)]
struct Sent {
    form: Sending,
    current: RwSignal<String>,
    new: NewPassword,
    step_up: StepUp,
}

fn send(sent: Sent, body: ChangePassword) {
    let form = sent.form;
    form.busy.set(true);
    let call = {
        let body = body.clone();
        async move { api().change_password(&body).await }
    };
    run(call, move |answer| {
        form.busy.try_set(false);
        match answer {
            Ok(()) => {
                sent.current.try_set(String::new());
                sent.new.clear();
                use_toasts().ok(words::CHANGED);
                session::refresh_me();
            }
            Err(error) => {
                let again = move || send(sent, body.clone());
                if !sent.step_up.takes(&error, again) {
                    form.refuse(&error);
                }
            }
        }
    });
}
