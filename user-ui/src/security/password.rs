//! The password: when it was set, when it expires, and changing it.

use contract::me::ChangePassword;
use contract::problem::ProblemType;
use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rules::time::Timestamp;
use ui_kit::prelude::*;

use super::{Security, focus_later};
use crate::account::Parting;
use crate::passwords::{NewPassword, NewPasswordFields};
use crate::send::Sending;
use crate::words::{self, security};

/// Around the button that opens the form.
const BUTTON: &str = "change-password";

/// Closes the form; focus goes back to the button that opened it.
fn close(open: RwSignal<bool>) {
    open.set(false);
    focus_later("#change-password button");
}

pub fn password_card(page: Security) -> AnyView {
    let open = RwSignal::new(false);
    let actions = move || {
        (!open.get()).then(|| {
            view! {
                <span id=BUTTON>
                    <Button variant=ButtonVariant::Secondary small=true
                        on_click=move || open.set(true)>{security::CHANGE}</Button>
                </span>
            }
        })
    };
    view! {
        <Card title=security::PASSWORD icon=Icon::Key actions=move || view! { {actions} }>
            {facts(page)}
            {move || open.get().then(|| change(page, open))}
        </Card>
    }
    .into_any()
}

/// Whether a moment is not past yet.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit")]
fn is_to_come(at: &Timestamp) -> bool {
    js_sys::Date::now() < at.unix_millis() as f64
}

fn facts(page: Security) -> AnyView {
    let set = page.account.part(|me| me.password_set_at);
    let expires = page.account.part(|me| me.password_expires_at);
    let soon = page.account.part(|me| me.password_expires_soon);
    let young = page.account.part(|me| me.password_changeable_from);
    view! {
        <DescriptionList>
            <Entry label=security::LAST_SET>
                {move || match set.get() {
                    Some(at) => view! { <RelativeTime at=at/> }.into_any(),
                    None => security::NEVER_SET.into_any(),
                }}
            </Entry>
            <Entry label=security::EXPIRES>
                {move || match expires.get() {
                    // Far ahead, the relative time is the date again.
                    Some(at) if soon.get() => {
                        view! { <DateText at=at/> " (" <RelativeTime at=at/> ")" }.into_any()
                    }
                    Some(at) => view! { <DateText at=at/> }.into_any(),
                    None => security::EXPIRES_NEVER.into_any(),
                }}
            </Entry>
            {move || young.get().filter(is_to_come).map(|at| view! {
                <Entry label=security::CHANGEABLE><ExactTime at=at/></Entry>
            })}
        </DescriptionList>
    }
    .into_any()
}

fn change(page: Security, open: RwSignal<bool>) -> AnyView {
    let sending = Sending::new();
    let typed = NewPassword::new();
    let current = RwSignal::new(String::new());
    let Some(requirements) = page.account.me().with_untracked(|me| {
        me.as_ref().map(|me| PasswordRequirements {
            policy: me.password_policy,
            email: me.email.clone(),
            username: me.username.clone(),
        })
    }) else {
        return ().into_any();
    };
    let must_be = requirements.clone();
    let submit = move || {
        sending.clear();
        if current.with_untracked(String::is_empty) {
            sending.mend("currentPassword", security::CURRENT_MISSING);
        }
        typed.check(&must_be, sending);
        if sending.is_clean() {
            let body = ChangePassword {
                current_password: current.get_untracked(),
                new_password: typed.password.get_untracked(),
            };
            send(page, sending, open, body);
        }
    };
    view! {
        <hr class="divider"/>
        <p class="muted">{security::CHANGE_LEAD}</p>
        <div class="narrow-form">
            <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
                <PasswordField name="currentPassword" label=security::CURRENT value=current
                    autofocus=true required=true/>
                <NewPasswordFields value=typed requirements=requirements/>
                <div class="actions">
                    <Button submit=true>{security::SAVE_PASSWORD}</Button>
                    <Button variant=ButtonVariant::Secondary on_click=move || close(open)>
                        {words::CANCEL}
                    </Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

fn send(page: Security, sending: Sending, open: RwSignal<bool>, body: ChangePassword) {
    let account = page.account;
    sending.busy.set(true);
    spawn_local(async move {
        let client = account.client();
        let answer = account.watch(client.change_password(&body).await);
        sending.busy.set(false);
        match answer {
            Ok(()) => {
                close(open);
                use_toasts().ok(security::CHANGED);
                page.reload();
                if let Ok(me) = account.watch(client.me().await) {
                    account.renew(me);
                }
            }
            // The session has ended with the lock.
            Err(error) if error.is(ProblemType::AccountLocked) => {
                account.leave(Some(Parting::Locked));
            }
            Err(error) => {
                let again = move || send(page, sending, open, body.clone());
                if !page.step_up.takes(&error, again) {
                    sending.refuse(&error);
                }
            }
        }
    });
}
