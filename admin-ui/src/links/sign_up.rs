//! Signing up an organization, on servers that allow it. The response is the same for known and unknown
//! addresses.

use contract::problem::ProblemType;
use contract::sign_up::RequestSignUp;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::public_page::PublicPage;
use portal_kit::sending::Sending;
use portal_kit::words::links::TO_SIGN_IN;
use rules::email::EmailAddress;
use ui_kit::prelude::*;

use crate::address::SIGN_IN;
use crate::words::{links, sign_up as words};

#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    /// The email is on its way to this address.
    Sent(String),
    /// The server does not allow sign-ups.
    Closed,
}

/// What the person has typed, kept when they come back to the form. Copy.
#[derive(Clone, Copy)]
struct Typed {
    organization: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
}

/// The page for signing up an organization.
#[component]
pub fn SignUpPage() -> AnyView {
    let field = || RwSignal::new(String::new());
    let typed = Typed {
        organization: field(),
        name: field(),
        email: field(),
    };
    let stage = RwSignal::new(Stage::Asking);
    let form = Sending::new();
    let title = move || match stage.get() {
        Stage::Asking => words::TITLE,
        Stage::Sent(_) => words::SENT_TITLE,
        Stage::Closed => words::CLOSED_TITLE,
    };
    let lead = Signal::derive(move || match stage.get() {
        Stage::Asking => Some(words::LEAD.to_owned()),
        Stage::Sent(email) => Some(words::sent(&email)),
        Stage::Closed => Some(words::CLOSED.to_owned()),
    });
    let foot = move || view! { <TextLink href=SIGN_IN>{TO_SIGN_IN}</TextLink> }.into_any();
    view! {
        <PublicPage title=title lead=lead foot=foot>
            {move || match stage.get() {
                Stage::Asking => ask(form, typed, stage),
                Stage::Sent(_) => wait(stage),
                Stage::Closed => ().into_any(),
            }}
        </PublicPage>
    }
    .into_any()
}

fn send(form: Sending, typed: Typed, stage: RwSignal<Stage>) {
    form.clear();
    for (field, value, missing) in [
        (
            "organizationName",
            typed.organization,
            links::ORGANIZATION_MISSING,
        ),
        ("name", typed.name, links::NAME_MISSING),
    ] {
        form.check_line(field, &value.get_untracked(), 100, missing);
    }
    let email = typed.email.get_untracked().trim().to_owned();
    if EmailAddress::parse(&email).is_err() {
        form.fault("email", links::EMAIL_MISSING);
    }
    if form.is_faulty() {
        return;
    }
    let body = RequestSignUp {
        email: email.clone(),
        name: typed.name.get_untracked().trim().to_owned(),
        organization_name: typed.organization.get_untracked().trim().to_owned(),
    };
    form.send_or(
        async move { api().request_sign_up(&body).await },
        move |error| {
            let closed = error.is(ProblemType::NotFound);
            if closed {
                stage.try_set(Stage::Closed);
            }
            closed
        },
        move |()| {
            stage.try_set(Stage::Sent(email));
        },
    );
}

fn ask(form: Sending, typed: Typed, stage: RwSignal<Stage>) -> AnyView {
    let submit = move || send(form, typed, stage);
    view! {
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            <TextField name="organizationName" label=links::ORGANIZATION value=typed.organization
                hint=links::ORGANIZATION_HINT autocomplete="organization" required=true maxlength=100 autofocus=true/>
            <TextField name="name" label=links::NAME value=typed.name autocomplete="name" required=true
                maxlength=100/>
            <TextField name="email" label=links::YOUR_EMAIL value=typed.email kind=InputKind::Email
                hint=links::YOUR_EMAIL_HINT autocomplete="username" required=true maxlength=254/>
            <Button submit=true full=true>{words::BUTTON}</Button>
        </Form>
    }
    .into_any()
}

/// What to do if no email arrives.
fn wait(stage: RwSignal<Stage>) -> AnyView {
    let checks = [words::CHECK_SPAM, words::CHECK_ADDRESS, words::CHECK_TIMES];
    let back = move || stage.set(Stage::Asking);
    view! {
        <div class="prose">
            <h2>{words::NO_EMAIL}</h2>
            <ul class="bullets">
                {checks.map(|text| view! { <li>{text}</li> }).collect_view()}
            </ul>
        </div>
        <Button variant=ButtonVariant::Secondary full=true on_click=back>{words::BACK}</Button>
    }
    .into_any()
}
