//! The form that asks for one of the accepted factors.

use client::{Client, Error};
use contract::factors::{FactorProof, PasskeyAnswer, PasskeyChallenge};
use leptos::prelude::*;
use rules::links::LinkPurpose;
use rules::mfa::FactorKind;
use ui_kit::prelude::*;

use super::code_field::{code_field, is_refused};
use super::{passkey, refuse};
use crate::api::{api, run};
use crate::sending::Sending;
use crate::words::factors as words;

/// The purpose of a factor. Decides which endpoint issues the challenge for a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorPurpose {
    /// The MFA step of a sign-in.
    SignIn,
    /// A sensitive action of a session (step-up).
    Session,
    /// A reset by this link.
    Link(LinkPurpose, String),
}

impl FactorPurpose {
    async fn challenge(&self, client: &Client) -> Result<PasskeyChallenge, Error> {
        match self {
            Self::SignIn => client.begin_passkey_factor().await,
            Self::Session => client.begin_passkey_proof().await,
            Self::Link(purpose, token) => client.begin_passkey_at_link(*purpose, token).await,
        }
    }
}

/// A form for one factor, with a way to switch to each of the others.
#[component]
pub fn FactorForm(
    /// The purpose of the factor.
    purpose: FactorPurpose,
    /// The accepted factors, in the order to offer them.
    factors: Vec<FactorKind>,
    /// The state of the form; the caller sends it.
    form: Sending,
    /// The text of the button.
    verb: &'static str,
    /// Receives the factor.
    #[prop(into)]
    on_proof: Callback<FactorProof>,
) -> AnyView {
    let mut usable = factors;
    usable.retain(|kind| *kind != FactorKind::Passkey || passkey::are_available());
    let chosen = RwSignal::new(usable.first().copied());
    let typed = RwSignal::new(String::new());
    let purpose = StoredValue::new(purpose);
    let sent = StoredValue::new(String::new());
    let submit = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if is_refused(form, sent, &text) {
            return;
        }
        form.clear();
        sent.set_value(text.clone());
        match chosen.get_untracked() {
            Some(FactorKind::Passkey) => use_passkey(purpose.get_value(), form, on_proof),
            Some(FactorKind::Totp) if text.is_empty() => form.fault("factor", words::CODE_MISSING),
            Some(FactorKind::Totp) => on_proof.run(FactorProof::Totp(text)),
            _ if text.is_empty() => form.fault("factor", words::RECOVERY_CODE_MISSING),
            _ => on_proof.run(FactorProof::RecoveryCode(text)),
        }
    };
    let choose = move |kind| {
        form.clear();
        typed.set(String::new());
        chosen.set(Some(kind));
    };
    let others = usable.clone();
    let others = move || {
        let others = others.iter().copied();
        let others = others.filter(|kind| Some(*kind) != chosen.get());
        others
            .map(|kind| {
                view! {
                    <Button variant=ButtonVariant::Quiet full=true disabled=form.busy
                        on_click=move || choose(kind)>{instead(kind)}</Button>
                }
            })
            .collect_view()
    };
    view! {
        {move || match chosen.get() {
            None => view! { <Notice tone=Tone::Warn live=true>{words::NO_PASSKEYS}</Notice> }.into_any(),
            Some(kind) => view! {
                <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
                    {field(kind, typed, form, submit)}
                    {button(kind, verb)}
                </Form>
            }
            .into_any(),
        }}
        <div class="stack tight">{others}</div>
    }
    .into_any()
}

const fn instead(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Passkey => words::INSTEAD_PASSKEY,
        FactorKind::Totp => words::INSTEAD_APP,
        FactorKind::RecoveryCode => words::INSTEAD_CODE,
    }
}

fn field(
    kind: FactorKind,
    typed: RwSignal<String>,
    form: Sending,
    submit: impl Fn() + 'static,
) -> AnyView {
    match kind {
        FactorKind::Passkey => ().into_any(),
        FactorKind::Totp => code_field("factor", words::CODE_OF_APP, typed, form, true, submit),
        FactorKind::RecoveryCode => view! {
            <TextField name="factor" label=words::RECOVERY_CODE value=typed mono=true
                hint=words::RECOVERY_CODE_HINT.to_owned() autofocus=true required=true
                maxlength=64/>
        }
        .into_any(),
    }
}

fn button(kind: FactorKind, verb: &'static str) -> AnyView {
    if kind == FactorKind::Passkey {
        return view! {
            <Button submit=true full=true icon=Icon::Key autofocus=true>{words::USE_PASSKEY}</Button>
        }
        .into_any();
    }
    view! { <Button submit=true full=true>{verb}</Button> }.into_any()
}

fn use_passkey(purpose: FactorPurpose, form: Sending, on_proof: Callback<FactorProof>) {
    form.busy.set(true);
    let challenge = async move { purpose.challenge(&api()).await };
    run(challenge, move |challenge| match challenge {
        Ok(challenge) => leptos::task::spawn_local(async move {
            let answer = passkey::get(&challenge.options).await;
            form.busy.try_set(false);
            match answer {
                Ok(credential) => {
                    on_proof.try_run(FactorProof::Passkey(PasskeyAnswer {
                        ceremony_id: challenge.ceremony_id,
                        credential,
                    }));
                }
                Err(error) => {
                    form.message.try_set(Some(error.words().to_owned()));
                }
            }
        }),
        Err(error) => {
            form.busy.try_set(false);
            refuse(form, &error);
        }
    });
}
