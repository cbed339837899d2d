//! Creating the first organization of a server and its owner.

use contract::problem::ProblemType;
use contract::set_up::SetUp;
use contract::sign_in::PasswordRequirements;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::links::{terms_accepted, terms_box};
use portal_kit::passwords::NewPassword;
use portal_kit::sending::Sending;
use rules::email::EmailAddress;
use rules::passwords::PasswordPolicy;
use ui_kit::prelude::*;

use crate::address::{self, SIGN_IN};
use crate::words::{PRODUCT, links as words};

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Asking,
    Done,
    Unusable,
}

/// The page of the one-time set-up link.
#[component]
pub fn SetUpPage() -> AnyView {
    let stage = RwSignal::new(if address::token().is_empty() {
        Stage::Unusable
    } else {
        Stage::Asking
    });
    (move || match stage.get() {
        Stage::Asking => form(stage),
        Stage::Done => done(),
        Stage::Unusable => unusable(),
    })
    .into_any()
}

fn form(stage: RwSignal<Stage>) -> AnyView {
    let field = || RwSignal::new(String::new());
    let (organization, name, email) = (field(), field(), field());
    let terms = RwSignal::new(false);
    let password = NewPassword::new("password");
    let sending = Sending::new();
    let requirements = Signal::derive(move || PasswordRequirements {
        policy: PasswordPolicy::default(),
        email: email.get(),
        username: String::new(),
    });
    let send = move || {
        sending.clear();
        for (field, value, missing) in [
            (
                "organizationName",
                organization,
                words::ORGANIZATION_MISSING,
            ),
            ("name", name, words::NAME_MISSING),
        ] {
            sending.check_line(field, &value.get_untracked(), 100, missing);
        }
        if EmailAddress::parse(&email.get_untracked()).is_err() {
            sending.fault("email", words::EMAIL_MISSING);
        }
        let typed = password.checked(&requirements.get_untracked(), sending);
        let agreed = terms_accepted(terms, sending);
        let Some(password) = typed.filter(|_| agreed && !sending.is_faulty()) else {
            return;
        };
        let body = SetUp {
            token: address::token(),
            organization_name: organization.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
            password,
            terms_accepted: agreed,
        };
        sending.busy.set(true);
        run(async move { api().set_up(&body).await }, move |answer| {
            sending.busy.try_set(false);
            match answer {
                Ok(()) => {
                    stage.try_set(Stage::Done);
                }
                Err(error) if error.is(ProblemType::LinkNotUsable) => {
                    stage.try_set(Stage::Unusable);
                }
                Err(error) => sending.refuse(&error),
            }
        });
    };
    view! {
        <SignInShell name=PRODUCT title=words::SET_UP_TITLE lead=words::SET_UP_LEAD>
            <Form on_submit=send busy=sending.busy errors=sending.errors message=sending.message>
                <TextField name="organizationName" label=words::ORGANIZATION value=organization
                    hint=words::ORGANIZATION_HINT autocomplete="organization" required=true maxlength=100 autofocus=true/>
                <TextField name="name" label=words::NAME value=name autocomplete="name" required=true maxlength=100/>
                <TextField name="email" label=words::YOUR_EMAIL value=email kind=InputKind::Email
                    hint=words::YOUR_EMAIL_HINT autocomplete="username" required=true maxlength=254/>
                {password.fields(requirements, false)}
                {terms_box(terms)}
                <Button submit=true full=true>{words::SET_UP_BUTTON}</Button>
            </Form>
        </SignInShell>
    }
    .into_any()
}

fn done() -> AnyView {
    view! {
        <SignInShell name=PRODUCT title=words::SET_UP_DONE_TITLE>
            <Notice tone=Tone::Ok live=true>{words::SET_UP_DONE}</Notice>
            <LinkButton href=SIGN_IN full=true>{words::SIGN_IN}</LinkButton>
        </SignInShell>
    }
    .into_any()
}

fn unusable() -> AnyView {
    view! {
        <SignInShell name=PRODUCT title=words::SET_UP_DEAD_TITLE>
            <div class="prose"><p>{words::SET_UP_DEAD}</p></div>
            <LinkButton href=SIGN_IN full=true>{words::SIGN_IN}</LinkButton>
        </SignInShell>
    }
    .into_any()
}
