//! Step-up: confirming one's identity again before a sensitive action or an application.

use std::cell::Cell;

use contract::factors::{FactorProof, Proof, ProofState};
use futures_channel::oneshot;
use leptos::prelude::*;
use rules::mfa::FactorKind;
use ui_kit::prelude::*;

use super::factor_form::{FactorForm, FactorPurpose};
use super::{passkey, refuse};
use crate::api::{api, run};
use crate::failure::explain;
use crate::sending::Sending;
use crate::session::{ended_by_lock, use_other_account};
use crate::words::factors as words;

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Why the person is asked.
    pub lead: String,
    /// Whether they have to sign in again: with the password, or with a passkey, which replaces it.
    pub sign_in: bool,
    /// The text of the button to use another account; `None` if that is not offered.
    pub other_account: Option<&'static str>,
    /// What to do if the server does not accept the answer; `None` if the error says enough.
    pub if_refused: Option<&'static str>,
}

impl Question {
    /// Asks for a factor, or for the password if the account has none.
    pub const fn factor(lead: String) -> Self {
        Self {
            lead,
            sign_in: false,
            other_account: None,
            if_refused: None,
        }
    }
}

/// The dialog, and the calls that wait for it. Copy.
#[derive(Clone, Copy)]
struct StepUp {
    open: RwSignal<bool>,
    /// What the person is asked.
    question: RwSignal<Question>,
    /// What is accepted, or why it could not be loaded.
    asked: RwSignal<Option<Result<ProofState, String>>>,
    /// Whether it is being loaded.
    busy: RwSignal<bool>,
    /// Each learns whether the person confirmed their identity.
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
}

thread_local! {
    /// The dialog of the portal, which is mounted next to the pages.
    static DIALOG: Cell<Option<StepUp>> = const { Cell::new(None) };
}

impl StepUp {
    /// Asks this, unless another call already asks.
    fn request(self, question: Question) -> oneshot::Receiver<bool> {
        let (call, answer) = oneshot::channel();
        let is_first = self.waiting.try_update_value(|waiting| {
            waiting.push(call);
            waiting.len() == 1
        });
        if is_first == Some(true) {
            self.question.set(question);
            self.ask();
        }
        answer
    }

    fn ask(self) {
        self.busy.set(true);
        run(async { api().proof_state().await }, move |answer| {
            self.busy.try_set(false);
            match answer {
                // A step-up was completed in another tab in the meantime.
                Ok(state) if state.fresh_until.is_some() => self.finish(true),
                Err(error) if ended_by_lock(&error) => self.finish(false),
                answer => {
                    let answer = answer.map_err(|error| explain(&error));
                    self.asked.try_set(Some(answer));
                    self.open.try_set(true);
                }
            }
        });
    }

    fn finish(self, proved: bool) {
        let waiting = self.waiting.try_update_value(std::mem::take);
        for call in waiting.unwrap_or_default() {
            // Fails only if the caller no longer waits.
            let _ = call.send(proved);
        }
        self.open.try_set(false);
    }

    fn send(self, form: Sending, proof: Proof) {
        form.busy.set(true);
        run(
            async move { api().give_proof(&proof).await },
            move |answer| {
                form.busy.try_set(false);
                match answer {
                    Ok(_) => self.finish(true),
                    Err(error) => refuse(form, &error),
                }
            },
        );
    }
}

/// Asks the person to confirm their identity, after the server has refused to open an application with
/// `proof-required`. Returns whether they did.
pub async fn prove(question: Question) -> bool {
    match DIALOG.get() {
        Some(dialog) => dialog.request(question).await.unwrap_or(false),
        None => false,
    }
}

/// The dialog in which people confirm their identity. A portal has one, around all its pages: a
/// call that the server refuses with `proof-required` waits for it and is then repeated.
#[component]
pub fn StepUpDialog() -> AnyView {
    let step_up = StepUp {
        open: RwSignal::new(false),
        question: RwSignal::new(Question::factor(String::new())),
        asked: RwSignal::new(None),
        busy: RwSignal::new(false),
        waiting: StoredValue::new(Vec::new()),
    };
    DIALOG.set(Some(step_up));
    api().ask_for_proof_by(move || {
        let answer = step_up.request(Question::factor(words::PROVE_LEAD.to_owned()));
        async move { answer.await.unwrap_or(false) }
    });
    // Closed without an answer.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = step_up.open.get();
        if was_open == Some(true) && !is_open {
            step_up.finish(false);
        }
        is_open
    });
    let content = move || {
        let form = Sending::new();
        let factors = match step_up.asked.get()? {
            Ok(asked) => asked.factors,
            Err(why) => return Some(not_asked(step_up, why)),
        };
        let (sign_in, next) = step_up
            .question
            .with_untracked(|question| (question.sign_in, question.if_refused));
        let fields = match (sign_in, factors.is_empty()) {
            (true, _) => sign_in_again(step_up, form, &factors),
            (false, true) => by_password(step_up, form),
            (false, false) => by_factor(step_up, form, factors),
        };
        let refused = move || {
            let is_refused =
                form.message.with(Option::is_some) || form.errors.with(|errors| !errors.is_empty());
            next.filter(|_| is_refused)
                .map(|next| view! { <p role="status">{next}</p> })
        };
        Some(
            view! {
                {fields}
                {refused}
            }
            .into_any(),
        )
    };
    let other_account = move || {
        let text = step_up.question.with(|question| question.other_account)?;
        let leave = move || {
            step_up.finish(false);
            use_other_account();
        };
        Some(view! {
            <Button variant=ButtonVariant::Quiet full=true on_click=leave>{text}</Button>
        })
    };
    view! {
        <Dialog open=step_up.open title=words::PROVE.to_owned()>
            <p>{move || step_up.question.with(|question| question.lead.clone())}</p>
            {content}
            {other_account}
        </Dialog>
    }
    .into_any()
}

/// The accepted factors could not be loaded.
fn not_asked(step_up: StepUp, why: String) -> AnyView {
    view! {
        <Form on_submit=move || step_up.ask() busy=step_up.busy message=Some(why)>
            <Button submit=true full=true>{crate::words::RETRY}</Button>
        </Form>
    }
    .into_any()
}

fn by_factor(step_up: StepUp, form: Sending, factors: Vec<FactorKind>) -> AnyView {
    let proof = move |factor: FactorProof| step_up.send(form, Proof::Factor(factor));
    view! {
        <FactorForm purpose=FactorPurpose::Session factors=factors form=form
            verb=words::CONFIRM_IT on_proof=proof/>
    }
    .into_any()
}

/// The password, or a passkey, which replaces it. No other factor is a sign-in.
fn sign_in_again(step_up: StepUp, form: Sending, factors: &[FactorKind]) -> AnyView {
    let has_passkey = factors.contains(&FactorKind::Passkey) && passkey::are_available();
    let by_passkey = RwSignal::new(has_passkey);
    let fields = move || {
        if by_passkey.get() {
            by_factor(step_up, form, vec![FactorKind::Passkey])
        } else {
            by_password(step_up, form)
        }
    };
    let switch = move || {
        form.clear();
        by_passkey.update(|chosen| *chosen = !*chosen);
    };
    let text = move || {
        if by_passkey.get() {
            words::INSTEAD_PASSWORD
        } else {
            words::INSTEAD_PASSKEY
        }
    };
    let other = has_passkey.then(|| {
        view! {
            <Button variant=ButtonVariant::Quiet full=true disabled=form.busy on_click=switch>{text}</Button>
        }
    });
    view! {
        {fields}
        {other}
    }
    .into_any()
}

fn by_password(step_up: StepUp, form: Sending) -> AnyView {
    let password = RwSignal::new(String::new());
    let submit = move || {
        form.clear();
        let typed = password.get_untracked();
        if typed.is_empty() {
            form.fault("password", words::PASSWORD_MISSING);
            return;
        }
        step_up.send(form, Proof::Password(typed));
    };
    view! {
        <Form on_submit=submit busy=form.busy errors=form.errors message=form.message>
            <PasswordField name="password" label=words::PASSWORD value=password autofocus=true
                required=true/>
            <Button submit=true full=true>{words::CONFIRM_IT}</Button>
        </Form>
    }
    .into_any()
}
