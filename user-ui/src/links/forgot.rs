//! Asking for a reset link. The answer never tells whether the address is known.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use crate::account::{Account, use_account};
use crate::portal::PublicPage;
use crate::send::Sending;
use crate::words::{self, links, sign_in};

/// The page that asks for a reset link.
#[component]
pub fn ForgotPasswordPage() -> AnyView {
    let account = use_account();
    let sent = RwSignal::new(None::<String>);
    let sending = Sending::new();
    let title = move || {
        if sent.get().is_some() {
            links::SENT_TITLE
        } else {
            links::FORGOT_TITLE
        }
    };
    let lead = Signal::derive(move || {
        let lead = sent.get().map(|email| links::sent(&email));
        Some(lead.unwrap_or_else(|| links::FORGOT_LEAD.to_owned()))
    });
    let foot =
        move || view! { <TextLink href="/sign-in">{words::TO_SIGN_IN}</TextLink> }.into_any();
    view! {
        <PublicPage title=title lead=lead foot=foot>
            {move || match sent.get() {
                None => ask(account, sending, sent),
                Some(email) => waiting(account, sending, sent, email),
            }}
        </PublicPage>
    }
    .into_any()
}

fn request(account: Account, sending: Sending, sent: RwSignal<Option<String>>, email: String) {
    sending.clear();
    sending.busy.set(true);
    spawn_local(async move {
        match account.client().request_password_reset(&email).await {
            Ok(()) => {
                let again = sent.with_untracked(Option::is_some);
                if again {
                    use_toasts().ok(links::SENT_AGAIN_DONE);
                } else {
                    sent.set(Some(email));
                }
            }
            Err(error) => sending.refuse(&error),
        }
        sending.busy.set(false);
    });
}

fn ask(account: Account, sending: Sending, sent: RwSignal<Option<String>>) -> AnyView {
    let email = account.email;
    let submit = move || {
        let typed = email.get_untracked().trim().to_owned();
        if typed.is_empty() {
            sending.clear();
            sending.mend("email", sign_in::EMAIL_MISSING);
        } else {
            request(account, sending, sent, typed);
        }
    };
    view! {
        <Form on_submit=submit busy=sending.busy errors=sending.errors message=sending.message>
            <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                autocomplete="username" autofocus=true required=true/>
            <Button submit=true full=true>{links::SEND_REQUEST}</Button>
        </Form>
    }
    .into_any()
}

/// The mail is on its way, if the address is known: what to do when none arrives.
fn waiting(
    account: Account,
    sending: Sending,
    sent: RwSignal<Option<String>>,
    email: String,
) -> AnyView {
    let again = move || request(account, sending, sent, email.clone());
    let other = move || {
        sending.clear();
        sent.set(None);
    };
    view! {
        <Form on_submit=again busy=sending.busy errors=sending.errors message=sending.message>
            <div class="prose">
                <h2>{links::SENT_NONE}</h2>
                <ul class="bullets">
                    <li>{links::SENT_SPAM}</li>
                    <li>{links::SENT_ADDRESS}</li>
                    <li>{links::SENT_ADMINISTRATOR}</li>
                </ul>
            </div>
            <div class="stack tight">
                <Button submit=true variant=ButtonVariant::Secondary full=true>{links::SENT_AGAIN}</Button>
                <Button variant=ButtonVariant::Quiet full=true on_click=other>{links::SENT_OTHER}</Button>
            </div>
        </Form>
    }
    .into_any()
}
