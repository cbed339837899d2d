//! Step-up: confirming one's identity again before a sensitive action or an application.

use std::cell::Cell;

use contract::factors::{FactorProof, Proof, ProofState};
use futures_channel::oneshot;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::factor_form::{FactorForm, FactorPurpose};
use super::refuse;
use crate::api::{api, run};
use crate::failure::explain;
use crate::sending::Sending;
use crate::session::ended_by_lock;
use crate::words::factors as words;

/// The dialog, and the calls that wait for it. Copy.
#[derive(Clone, Copy)]
struct StepUp {
    open: RwSignal<bool>,
    /// Why the person is asked.
    lead: RwSignal<String>,
    /// What is accepted, or why it could not be loaded.
    asked: RwSignal<Option<Result<ProofState, String>>>,
    /// Each is told whether the person confirmed their identity.
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
}

thread_local! {
    /// The dialog of the portal, which is mounted next to the pages.
    static DIALOG: Cell<Option<StepUp>> = const { Cell::new(None) };
}

impl StepUp {
    /// Asks with this reason, unless another call already asks.
    fn request(self, lead: &str) -> oneshot::Receiver<bool> {
        let (call, answer) = oneshot::channel();
        let is_first = self.waiting.try_update_value(|waiting| {
            waiting.push(call);
            waiting.len() == 1
        });
        if is_first == Some(true) {
            self.lead.set(lead.to_owned());
            self.ask();
        }
        answer
    }

    fn ask(self) {
        run(
            async { api().proof_state().await },
            move |answer| match answer {
                // A step-up was completed in another tab in the meantime.
                Ok(state) if state.fresh_until.is_some() => self.finish(true),
                Err(error) if ended_by_lock(&error) => self.finish(false),
                answer => {
                    let answer = answer.map_err(|error| explain(&error));
                    self.asked.try_set(Some(answer));
                    self.open.try_set(true);
                }
            },
        );
    }

    fn finish(self, proved: bool) {
        let waiting = self.waiting.try_update_value(std::mem::take);
        for call in waiting.unwrap_or_default() {
            // Fails only if the call is gone.
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

/// Asks the person to confirm their identity, with `lead` as the reason, after the server has refused
/// to open an application with `proof-required`. Returns whether they did.
pub async fn prove(lead: &str) -> bool {
    match DIALOG.get() {
        Some(dialog) => dialog.request(lead).await.unwrap_or(false),
        None => false,
    }
}

/// The dialog in which people confirm their identity. A portal has one, around all its pages: a
/// call that the server refuses with `proof-required` waits for it and is then repeated.
#[component]
pub fn StepUpDialog() -> AnyView {
    let step_up = StepUp {
        open: RwSignal::new(false),
        lead: RwSignal::new(String::new()),
        asked: RwSignal::new(None),
        waiting: StoredValue::new(Vec::new()),
    };
    DIALOG.set(Some(step_up));
    api().ask_for_proof_by(move || {
        let answer = step_up.request(words::PROVE_LEAD);
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
        Some(if factors.is_empty() {
            by_password(step_up, form)
        } else {
            let proof = move |factor: FactorProof| step_up.send(form, Proof::Factor(factor));
            view! {
                <FactorForm purpose=FactorPurpose::Session factors=factors form=form
                    verb=words::CONFIRM_IT on_proof=proof/>
            }
            .into_any()
        })
    };
    view! {
        <Dialog open=step_up.open title=words::PROVE.to_owned()>
            <p>{step_up.lead}</p>
            {content}
        </Dialog>
    }
    .into_any()
}

/// The accepted factors could not be loaded.
fn not_asked(step_up: StepUp, why: String) -> AnyView {
    view! {
        <Form on_submit=move || step_up.ask() message=Some(why)>
            <Button submit=true full=true>{crate::words::RETRY}</Button>
        </Form>
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
