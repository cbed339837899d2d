//! The recovery email: setting it requires the password; verifying it, the email and a sign-in.

use contract::me::Me;
use contract::recovery_email::{RecoveryEmail, RemoveOwnRecoveryEmail, SetOwnRecoveryEmail};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::me::{Reload, focus_later};
use portal_kit::sending::Sending;
use portal_kit::session;
use portal_kit::words::me::CURRENT_MISSING;
use portal_kit::{failure, words::me::CURRENT};
use ui_kit::prelude::*;

use crate::account;
use crate::words::{self, recovery_email};

/// The open form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    None,
    Enter,
    Remove,
}

/// The card, if the organization uses recovery emails.
pub fn recovery_card(reload: Reload) -> AnyView {
    let enabled = account::part(|me| me.recovery_email_enabled);
    let now = account::part(|me| me.recovery_email.clone());
    let open = RwSignal::new(Opened::None);
    let content = move || match open.get() {
        Opened::None => buttons(open, now.get()),
        Opened::Enter => enter(reload, open),
        Opened::Remove => remove(reload, open),
    };
    let card = move || {
        enabled.get().then(|| {
            view! {
                <Card title=recovery_email::TITLE lead=recovery_email::LEAD icon=Icon::Mail>
                    {move || facts(now.get())}
                    {content}
                </Card>
            }
        })
    };
    view! { {card} }.into_any()
}

fn facts(now: Option<RecoveryEmail>) -> AnyView {
    let Some(now) = now else {
        return view! { <p class="muted">{recovery_email::NONE}</p> }.into_any();
    };
    let standing = match now.verified_at {
        Some(at) => view! {
            <Badge tone=Tone::Ok text=recovery_email::VERIFIED/>" "<ExactTime at=at/>
        }
        .into_any(),
        None => view! { <Badge tone=Tone::Warn text=recovery_email::UNVERIFIED/> }.into_any(),
    };
    let next = now.verified_at.is_none().then(|| {
        view! { <p class="muted">{recovery_email::LOOK_THERE}</p> }
    });
    view! {
        <div class="row between">
            <span class="strong break">{now.email}</span>
            <span>{standing}</span>
        </div>
        {next}
    }
    .into_any()
}

fn buttons(open: RwSignal<Opened>, now: Option<RecoveryEmail>) -> AnyView {
    let enter = move || open.set(Opened::Enter);
    let Some(now) = now else {
        return view! {
            <div class="actions" id="recovery-email">
                <Button variant=ButtonVariant::Secondary small=true on_click=enter>
                    {recovery_email::ADD}
                </Button>
            </div>
        }
        .into_any();
    };
    let busy = RwSignal::new(false);
    let resend = move || {
        busy.set(true);
        run(
            async { api().resend_my_recovery_email().await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => use_toasts().ok(recovery_email::RESENT),
                    Err(error) => failure::verification_toast(&error),
                }
            },
        );
    };
    let resend = now.verified_at.is_none().then(|| {
        view! {
            <Button variant=ButtonVariant::Secondary small=true busy=busy on_click=resend>
                {recovery_email::RESEND}
            </Button>
        }
    });
    view! {
        <div class="actions" id="recovery-email">
            {resend}
            <Button variant=ButtonVariant::Secondary small=true on_click=enter>
                {recovery_email::CHANGE}
            </Button>
            <Button variant=ButtonVariant::Quiet small=true
                on_click=move || open.set(Opened::Remove)>{recovery_email::REMOVE}</Button>
        </div>
    }
    .into_any()
}

/// Closes the form, and returns the focus to where it was opened.
fn close(open: RwSignal<Opened>) {
    open.set(Opened::None);
    focus_later("#recovery-email button");
}

fn enter(reload: Reload, open: RwSignal<Opened>) -> AnyView {
    let sending = Sending::new();
    let email = RwSignal::new(String::new());
    let current = RwSignal::new(String::new());
    // Otherwise password managers would take the new address for the username.
    let username = account::part(|me| me.email.clone());
    let submit = move || {
        sending.clear();
        if email.with_untracked(|email| email.trim().is_empty()) {
            sending.fault("email", recovery_email::ADDRESS_MISSING);
        }
        if current.with_untracked(String::is_empty) {
            sending.fault("currentPassword", CURRENT_MISSING);
        }
        if sending.is_faulty() {
            return;
        }
        let body = SetOwnRecoveryEmail {
            email: email.with_untracked(|email| email.trim().to_owned()),
            current_password: current.get_untracked(),
        };
        let said = recovery_email::sent(&body.email);
        send(reload, sending, open, said, async move |client| {
            client.set_my_recovery_email(&body).await
        });
    };
    view! {
        <div class="narrow-form">
            <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
                <TextField name="email" label=recovery_email::ADDRESS value=email kind=InputKind::Email
                    hint=recovery_email::ADDRESS_HINT autocomplete="email" autofocus=true required=true
                    maxlength=254/>
                <HiddenUsername value=username/>
                <PasswordField name="currentPassword" label=CURRENT value=current
                    required=true/>
                {form_buttons(open, recovery_email::SAVE)}
            </Form>
        </div>
    }
    .into_any()
}

fn remove(reload: Reload, open: RwSignal<Opened>) -> AnyView {
    let sending = Sending::new();
    let current = RwSignal::new(String::new());
    let username = account::part(|me| me.email.clone());
    let submit = move || {
        sending.clear();
        if current.with_untracked(String::is_empty) {
            sending.fault("currentPassword", CURRENT_MISSING);
            return;
        }
        let body = RemoveOwnRecoveryEmail {
            current_password: current.get_untracked(),
        };
        let said = recovery_email::REMOVED.to_owned();
        send(reload, sending, open, said, async move |client| {
            client.remove_my_recovery_email(&body).await
        });
    };
    view! {
        <div class="narrow-form">
            <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
                <HiddenUsername value=username/>
                <PasswordField name="currentPassword" label=CURRENT value=current
                    autofocus=true required=true/>
                {form_buttons(open, recovery_email::REMOVE)}
            </Form>
        </div>
    }
    .into_any()
}

fn form_buttons(open: RwSignal<Opened>, verb: &'static str) -> AnyView {
    view! {
        <div class="actions">
            <Button submit=true>{verb}</Button>
            <Button variant=ButtonVariant::Secondary on_click=move || close(open)>
                {words::CANCEL}
            </Button>
        </div>
    }
    .into_any()
}

fn send(
    reload: Reload,
    sending: Sending,
    open: RwSignal<Opened>,
    said: String,
    call: impl AsyncFnOnce(client::Client) -> Result<Me, client::Error> + 'static,
) {
    sending.send_or(
        async move { call(api()).await },
        session::ended_by_lock,
        move |me| {
            close(open);
            use_toasts().ok(said);
            account::keep(me);
            reload.run();
        },
    );
}
