//! The password: when it was set, when it expires, and changing it.

use contract::me::ChangePassword;
use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::{Reload, focus_later};
use crate::api::api;
use crate::passwords::NewPassword;
use crate::sending::Sending;
use crate::session::{self, OwnAccount};
use crate::words::me as words;

/// The element around the button that opens the form.
const BUTTON: &str = "change-password";

/// The password, with the form that changes it.
#[component]
pub fn PasswordCard(
    /// Runs after a change, which ends the other sessions.
    reload: Reload,
) -> AnyView {
    let open = RwSignal::new(false);
    let actions = move || {
        (!open.get()).then(|| {
            view! {
                <span id=BUTTON>
                    <Button variant=ButtonVariant::Secondary small=true
                        on_click=move || open.set(true)>{words::CHANGE}</Button>
                </span>
            }
        })
    };
    view! {
        <Card title=words::PASSWORD icon=Icon::Key actions=move || view! { {actions} }>
            {facts()}
            {move || open.get().then(|| change(Change {
                open,
                reload,
                form: Sending::new(),
            }))}
        </Card>
    }
    .into_any()
}

/// Closes the form, and returns the focus to the button that opened it.
fn close(open: RwSignal<bool>) {
    open.try_set(false);
    focus_later("#change-password button");
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit")]
fn is_future(at: &Timestamp) -> bool {
    js_sys::Date::now() < at.unix_millis() as f64
}

fn facts() -> AnyView {
    let account = session::account();
    let of = move |fact: fn(&OwnAccount) -> Option<Timestamp>| {
        Memo::new(move |_| account.with(|account| account.as_ref().and_then(fact)))
    };
    let set = of(|account| account.password_set_at);
    let expires = of(|account| account.password_expires_at);
    let changeable = of(|account| account.password_changeable_from);
    let soon = move || account.with(|it| it.as_ref().is_some_and(|it| it.password_expires_soon));
    view! {
        <DescriptionList>
            <Entry label=words::LAST_SET>
                {move || match set.get() {
                    Some(at) => view! { <DateText at=at/> }.into_any(),
                    None => words::NEVER_SET.into_any(),
                }}
            </Entry>
            <Entry label=words::EXPIRES>
                {move || match expires.get() {
                    // For a distant date, the relative time would be the date again.
                    Some(at) if soon() => {
                        view! { <DateText at=at/> " (" <RelativeTime at=at/> ")" }.into_any()
                    }
                    Some(at) => view! { <DateText at=at/> }.into_any(),
                    None => words::EXPIRES_NEVER.into_any(),
                }}
            </Entry>
            {move || changeable.get().filter(is_future).map(|at| view! {
                <Entry label=words::CHANGEABLE><ExactTime at=at/></Entry>
            })}
        </DescriptionList>
    }
    .into_any()
}

/// The state for submitting the form. Copy.
#[derive(Clone, Copy)]
struct Change {
    open: RwSignal<bool>,
    reload: Reload,
    form: Sending,
}

fn change(change: Change) -> AnyView {
    let Change { open, form, .. } = change;
    let password = NewPassword::new("newPassword");
    let current = RwSignal::new(String::new());
    let Some(requirements) = session::account().with_untracked(|account| {
        account.as_ref().map(|account| PasswordRequirements {
            policy: account.password_policy,
            email: account.email.clone(),
            username: account.username.clone(),
        })
    }) else {
        return ().into_any();
    };
    let requirements = Signal::stored(requirements);
    let submit = move || {
        form.clear();
        let current_password = current.get_untracked();
        if current_password.is_empty() {
            form.fault("currentPassword", words::CURRENT_MISSING);
        }
        let new_password = password.checked(&requirements.get_untracked(), form);
        if let Some(new_password) = new_password.filter(|_| !form.is_faulty()) {
            change.send(ChangePassword {
                current_password,
                new_password,
            });
        }
    };
    view! {
        <hr class="divider"/>
        <p class="muted">{words::CHANGE_LEAD}</p>
        <div class="narrow-form">
            <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
                <PasswordField name="currentPassword" label=words::CURRENT value=current
                    autofocus=true required=true/>
                {password.fields(requirements, false)}
                <div class="actions">
                    <Button submit=true>{words::SAVE_PASSWORD}</Button>
                    <Button variant=ButtonVariant::Secondary on_click=move || close(open)>
                        {words::CANCEL}
                    </Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

impl Change {
    fn send(self, body: ChangePassword) {
        self.form.send_or(
            async move { api().change_password(&body).await },
            session::ended_by_lock,
            move |()| {
                close(self.open);
                use_toasts().ok(words::CHANGED);
                self.reload.run();
                session::reload_account();
            },
        );
    }
}
