//! Requesting a reset link. The response is the same for known and unknown addresses.

use leptos::prelude::*;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use crate::api::api;
use crate::public_page::PublicPage;
use crate::sending::Sending;
use crate::session;
use crate::settings::settings;
use crate::words::links as words;

/// The page for requesting a reset link.
#[component]
pub fn ForgotPasswordPage() -> AnyView {
    let own = &settings().words.forgot;
    let sent = RwSignal::new(None::<String>);
    let form = Sending::new();
    let title = move || match sent.get() {
        Some(_) => words::SENT_TITLE,
        None => own.title,
    };
    let lead = Signal::derive(move || match sent.get() {
        Some(email) => Some((own.sent)(&email)),
        None => Some(own.lead.to_owned()),
    });
    let foot = move || {
        view! { <TextLink href=settings().routes.sign_in>{words::TO_SIGN_IN}</TextLink> }.into_any()
    };
    view! {
        <PublicPage title=title lead=lead foot=foot>
            {move || match sent.get() {
                None => ask(form, sent),
                Some(email) => wait(form, sent, email),
            }}
        </PublicPage>
    }
    .into_any()
}

fn request(form: Sending, sent: RwSignal<Option<String>>, email: String) {
    let typed = email.clone();
    form.send(
        async move { api().request_password_reset(&typed).await },
        move |()| {
            let again = sent.try_with_untracked(Option::is_some);
            if again == Some(true) {
                use_toasts().ok(words::SENT_AGAIN);
            } else {
                sent.try_set(Some(email));
            }
        },
    );
}

fn ask(form: Sending, sent: RwSignal<Option<String>>) -> AnyView {
    let words = &settings().words;
    let email = session::email();
    let submit = move || {
        form.clear();
        let typed = email.get_untracked().trim().to_owned();
        if EmailAddress::parse(&typed).is_err() {
            form.fault("email", words.email_missing);
        } else {
            request(form, sent, typed);
        }
    };
    view! {
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            <TextField name="email" label=words.email value=email kind=InputKind::Email
                autocomplete="username" autofocus=true required=true maxlength=254/>
            <Button submit=true full=true>{words.forgot.send}</Button>
        </Form>
    }
    .into_any()
}

/// What to do if no email arrives.
fn wait(form: Sending, sent: RwSignal<Option<String>>, email: String) -> AnyView {
    let again = move || request(form, sent, email.clone());
    let other = move || {
        form.clear();
        sent.set(None);
    };
    let checks = settings().words.forgot.checks;
    view! {
        <Form on_submit=again busy=form.busy errors=form.errors message=form.message>
            <div class="prose">
                <h2>{words::NO_EMAIL}</h2>
                <ul class="bullets">
                    {checks.map(|text| view! { <li>{text}</li> }).collect_view()}
                </ul>
            </div>
            <div class="stack tight">
                <Button submit=true variant=ButtonVariant::Secondary full=true>{words::SEND_AGAIN}</Button>
                <Button variant=ButtonVariant::Quiet full=true on_click=other>{words::OTHER_ADDRESS}</Button>
            </div>
        </Form>
    }
    .into_any()
}
