//! The page of a link that sets a password: a reset, or an invitation. Opening it changes
//! nothing; its button does.

use contract::factors::FactorProof;
use contract::links::{LinkDetails, PasswordSet, SetPasswordByLink};
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use rules::lifetimes::LinkPurpose;
use rules::mfa::FactorKind;
use ui_kit::prelude::*;

use super::{accepted, dead, terms_box};
use crate::address::{self, HOME, SIGN_IN};
use crate::api::{api, run};
use crate::fetched::Fetched;
use crate::parts::{NewPassword, username_hint};
use crate::sending::Sending;
use crate::words::{PRODUCT, links as words};
use crate::{failure, session};

/// The page.
#[component]
pub fn SetPasswordPage(
    /// What the link is for.
    purpose: LinkPurpose,
) -> AnyView {
    let link = Fetched::new();
    let inspect = move || {
        let token = address::token();
        link.load(async move { api().inspect_link(purpose, &token).await });
    };
    let done = RwSignal::new(false);
    let over = RwSignal::new(false);
    let hash = use_location().hash;
    // A second link opened in the same tab only changes the fragment.
    Effect::new(move || {
        // Read, since a memo that nobody has read tells of no change.
        hash.with(|_| ());
        link.forget();
        done.set(false);
        over.set(false);
        inspect();
    });
    (move || {
        if done.get() {
            return finished();
        }
        if over.get() {
            return dead::view(Some(purpose));
        }
        match (link.value.get(), link.failure.get()) {
            (Some(details), _) => form(details, done, over),
            (None, Some(error)) if error.is(ProblemType::LinkNotUsable) => dead::view(Some(purpose)),
            (None, Some(error)) if error.is(ProblemType::InvalidFields) => dead::view(Some(purpose)),
            (None, Some(error)) => view! {
                <main id="main">{failure::state(&error, Some(Callback::new(move |()| inspect())))}</main>
            }
            .into_any(),
            (None, None) => view! {
                <SignInShell name=PRODUCT title=words::CHECKING><Skeleton lines=4/></SignInShell>
            }
            .into_any(),
        }
    })
    .into_any()
}

fn form(details: LinkDetails, done: RwSignal<bool>, over: RwSignal<bool>) -> AnyView {
    let purpose = details.purpose;
    let sending = Sending::new();
    let password = NewPassword::new("newPassword");
    let terms = RwSignal::new(false);
    let terms_required = details.terms_required;
    let asks_more = !details.factors.is_empty();
    let factors = details.factors;
    // What was chosen, while a second factor is asked for.
    let chosen = RwSignal::new(None::<SetPasswordByLink>);
    let requirements = Signal::stored(details.requirements);
    let send = move || {
        sending.clear();
        let typed = password.checked(&requirements.get_untracked(), sending);
        let terms_accepted = !terms_required || accepted(terms, sending);
        let Some(new_password) = typed.filter(|_| terms_accepted) else {
            return;
        };
        let body = SetPasswordByLink {
            purpose,
            token: address::token(),
            new_password,
            terms_accepted: terms_required,
            factor: None,
        };
        if asks_more {
            chosen.set(Some(body));
            return;
        }
        sending.busy.set(true);
        run(
            async move { api().set_password_by_link(&body).await },
            move |answer| match answer {
                Ok(set) => use_session(set, done),
                Err(error) => {
                    sending.busy.try_set(false);
                    if error.is(ProblemType::LinkNotUsable) {
                        over.try_set(true);
                    } else {
                        sending.refuse(&error);
                    }
                }
            },
        );
    };
    let invited = purpose == LinkPurpose::AdministratorInvitation;
    let (title, lead, button) = if invited {
        (
            words::invitation_title(&details.organization_name),
            words::invitation_lead(&details.display_name),
            words::INVITATION_BUTTON,
        )
    } else {
        (
            words::RESET_TITLE.to_owned(),
            words::reset_lead(&details.display_name, &details.organization_name),
            if asks_more {
                words::CONTINUE_BUTTON
            } else {
                words::RESET_BUTTON
            },
        )
    };
    let until = details.expires_at;
    let typing = move || {
        view! {
            <Form on_submit=send busy=sending.busy errors=sending.errors message=sending.message>
                {username_hint(Signal::derive(move || requirements.with(|all| all.email.clone())))}
                {password.fields(requirements, true)}
                {terms_required.then(|| terms_box(terms))}
                <Button submit=true full=true>{button}</Button>
            </Form>
        }
        .into_any()
    };
    let step = move || match chosen.get() {
        None => typing(),
        Some(body) => prove(
            body,
            factors.clone(),
            Proving {
                chosen,
                sending,
                done,
                over,
            },
        ),
    };
    view! {
        <SignInShell name=details.organization_name.clone() title=title lead=lead>
            {step}
            <p class="muted small">{move || words::usable_until(&exact(until.into()))}</p>
        </SignInShell>
    }
    .into_any()
}

/// What becomes of a reset that asks for a second factor. Copy.
#[derive(Clone, Copy)]
struct Proving {
    chosen: RwSignal<Option<SetPasswordByLink>>,
    sending: Sending,
    done: RwSignal<bool>,
    over: RwSignal<bool>,
}

/// The second proof of a reset, sent together with the password that was chosen before.
fn prove(body: SetPasswordByLink, factors: Vec<FactorKind>, then: Proving) -> AnyView {
    let state = FactorState::default();
    let place = FactorPlace::Link(body.purpose, body.token.clone());
    let send = move |proof: FactorProof| {
        let body = SetPasswordByLink {
            factor: Some(proof),
            ..body.clone()
        };
        state.busy.set(true);
        run(
            async move { api().set_password_by_link(&body).await },
            move |answer| {
                state.busy.try_set(false);
                match answer {
                    Ok(set) => use_session(set, then.done),
                    Err(error) if error.is(ProblemType::LinkNotUsable) => {
                        then.over.try_set(true);
                    }
                    Err(error) => refused(&error, state, then),
                }
            },
        );
    };
    view! {
        <FactorForm host=session::factors() place=place factors=factors state=state
            verb=words::RESET_BUTTON on_proof=send/>
    }
    .into_any()
}

/// What is wrong with the password is mended where it was typed.
fn refused(error: &client::Error, state: FactorState, then: Proving) {
    let errors = error.problem().map(FieldErrors::from).unwrap_or_default();
    if errors.is_empty() {
        state.message.try_set(Some(failure::explain(error)));
    } else if errors.get("factor").is_some() {
        state.errors.try_set(errors);
    } else {
        then.chosen.try_set(None);
        then.sending.refuse(error);
    }
}

/// After an invitation the person is signed in; after a reset they sign in.
fn use_session(set: PasswordSet, done: RwSignal<bool>) {
    if set.access_token.is_none() {
        done.try_set(true);
        return;
    }
    spawn_local(async {
        session::signed_in().await;
        address::go(HOME);
    });
}

fn finished() -> AnyView {
    view! {
        <SignInShell name=PRODUCT title=words::RESET_DONE_TITLE>
            <Notice tone=Tone::Ok live=true>{words::RESET_DONE}</Notice>
            <LinkButton href=SIGN_IN full=true>{words::SIGN_IN}</LinkButton>
        </SignInShell>
    }
    .into_any()
}
