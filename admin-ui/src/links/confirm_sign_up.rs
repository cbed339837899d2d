//! The page of the link that confirms the address of somebody who signs up an organization. Opening it
//! changes nothing; only its button does.

use client::Error;
use contract::problem::ProblemType;
use contract::sign_up::{ConfirmSignUp, SignUpDetails};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::links::{is_unusable, terms_accepted, terms_box, use_token};
use portal_kit::passwords::NewPassword;
use portal_kit::public_page::PublicPage;
use portal_kit::sending::Sending;
use portal_kit::session;
use portal_kit::words::links::{CHECKING, TO_SIGN_IN, usable_until};
use ui_kit::prelude::*;

use crate::address::{SIGN_IN, SIGN_UP};
use crate::words::{links, sign_up as words};

/// The state of the link.
#[derive(Clone)]
enum Link {
    /// The server is checking it.
    Checking,
    /// It can be used.
    Usable(SignUpDetails),
    /// It was used, replaced, or has expired, or is incomplete.
    Unusable,
    /// The server could not be reached.
    Failed(Error),
    /// The organization exists.
    Done,
}

/// Copy.
#[derive(Clone, Copy)]
struct Page {
    token: Memo<String>,
    link: RwSignal<Link>,
    form: Sending,
}

/// Whether the link can not be used, or the server does not allow sign-ups anymore.
fn is_dead(error: &Error) -> bool {
    is_unusable(error) || error.is(ProblemType::NotFound)
}

impl Page {
    fn inspect(self) {
        let token = self.token.get_untracked();
        if token.is_empty() {
            self.link.set(Link::Unusable);
            return;
        }
        self.link.set(Link::Checking);
        run(
            async move { api().inspect_sign_up(&token).await },
            move |answer| {
                self.link.try_set(match answer {
                    Ok(details) => Link::Usable(details),
                    Err(error) if is_dead(&error) => Link::Unusable,
                    Err(error) => Link::Failed(error),
                });
            },
        );
    }
}

/// The page of the link.
#[component]
pub fn ConfirmSignUpPage() -> AnyView {
    let page = Page {
        token: use_token(),
        link: RwSignal::new(Link::Checking),
        form: Sending::new(),
    };
    Effect::new(move || {
        page.token.track();
        page.inspect();
    });
    let title = move || match page.link.get() {
        Link::Usable(details) => words::confirm_title(&details.organization_name),
        Link::Unusable => words::UNUSABLE_TITLE.to_owned(),
        Link::Done => links::SET_UP_DONE_TITLE.to_owned(),
        Link::Checking | Link::Failed(_) => words::CONFIRM_CHECKING.to_owned(),
    };
    let lead = Signal::derive(move || match page.link.get() {
        Link::Usable(details) => Some(words::confirm_lead(
            &details.name,
            &details.requirements.email,
        )),
        _ => None,
    });
    // The other states have a button for this.
    let foot = move || {
        let here = !matches!(page.link.get(), Link::Unusable | Link::Done);
        here.then(|| view! { <TextLink href=SIGN_IN>{TO_SIGN_IN}</TextLink> })
    };
    view! {
        <PublicPage title=title lead=lead foot=move || view! { {foot} }>
            {move || show(page)}
        </PublicPage>
    }
    .into_any()
}

fn show(page: Page) -> AnyView {
    match page.link.get() {
        Link::Checking => view! {
            <span class="hidden" role="status">{CHECKING}</span>
            <Skeleton lines=4/>
        }
        .into_any(),
        Link::Usable(details) => confirm(page, details),
        Link::Unusable => unusable(),
        Link::Failed(error) => failure::notice(&error, move || page.inspect()),
        Link::Done => view! {
            <Notice tone=Tone::Ok live=true>{links::SET_UP_DONE}</Notice>
            <LinkButton href=SIGN_IN full=true>{links::SIGN_IN}</LinkButton>
        }
        .into_any(),
    }
}

fn confirm(page: Page, details: SignUpDetails) -> AnyView {
    let form = page.form;
    let password = NewPassword::new("password");
    let terms = RwSignal::new(false);
    let email = details.requirements.email.clone();
    let requirements = Signal::stored(details.requirements);
    let expires_at = details.expires_at;
    let submit = move || {
        form.clear();
        let typed = password.checked(&requirements.get_untracked(), form);
        let accepted = terms_accepted(terms, form);
        let Some(password) = typed.filter(|_| accepted) else {
            return;
        };
        let body = ConfirmSignUp {
            token: page.token.get_untracked(),
            password,
            terms_accepted: accepted,
        };
        let email = email.clone();
        form.send_or(
            async move { api().confirm_sign_up(&body).await },
            move |error| {
                let dead = is_dead(error) && error.problem().is_none_or(|it| it.errors.is_empty());
                if dead {
                    page.link.try_set(Link::Unusable);
                }
                dead
            },
            move |()| {
                session::email().set(email);
                page.link.try_set(Link::Done);
            },
        );
    };
    view! {
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            {password.fields(requirements, true)}
            {terms_box(terms)}
            <Button submit=true full=true>{words::CONFIRM_BUTTON}</Button>
        </Form>
        <p class="muted small">{move || usable_until(&exact(expires_at.into()))}</p>
    }
    .into_any()
}

fn unusable() -> AnyView {
    view! {
        <div class="prose">
            <p>{words::UNUSABLE}</p>
            <ul class="bullets"><li>{words::UNUSABLE_USED}</li><li>{words::UNUSABLE_NEXT}</li></ul>
        </div>
        <div class="stack tight">
            <LinkButton href=SIGN_IN full=true>{links::SIGN_IN}</LinkButton>
            <LinkButton href=SIGN_UP variant=ButtonVariant::Secondary full=true>{words::AGAIN}</LinkButton>
        </div>
    }
    .into_any()
}
