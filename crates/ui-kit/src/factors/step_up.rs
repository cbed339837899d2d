//! Proving once more, before a sensitive act, that it is still oneself.

use client::Error;
use contract::factors::{FactorProof, Proof, ProofState};
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{FactorForm, FactorPlace};
use super::{FactorState, FactorsHost, words};
use crate::button::Button;
use crate::dialog::Dialog;
use crate::form::Form;
use crate::password_field::PasswordField;
use crate::words::RETRY;

/// Asks for a proof where the last one is too old. Copy; one a page, with its
/// [`StepUpDialog`].
#[derive(Clone, Copy)]
pub struct StepUp {
    host: FactorsHost,
    open: RwSignal<bool>,
    /// What is accepted, or why that could not be found out.
    asked: RwSignal<Option<Result<ProofState, String>>>,
    then: StoredValue<Option<Callback<()>>>,
}

impl StepUp {
    /// For a page of this app.
    pub fn new(host: FactorsHost) -> Self {
        Self {
            host,
            open: RwSignal::new(false),
            asked: RwSignal::new(None),
            then: StoredValue::new(None),
        }
    }

    /// Whether `error` asks for a proof; then `again` runs once it was given.
    pub fn takes(self, error: &Error, again: impl Fn() + Send + Sync + 'static) -> bool {
        if !error.is(ProblemType::ProofRequired) {
            return false;
        }
        self.then
            .try_set_value(Some(Callback::new(move |()| again())));
        self.ask();
        true
    }

    fn ask(self) {
        let Some(client) = self.host.client() else {
            return;
        };
        spawn_local(async move {
            match client.proof_state().await {
                // Given in another tab in the meantime.
                Ok(state) if state.fresh_until.is_some() => self.go_on(),
                Err(error) if self.host.ends(&error) => {}
                answer => {
                    let answer = answer.map_err(|error| (self.host.explain)(&error));
                    self.asked.try_set(Some(answer));
                    self.open.try_set(true);
                }
            }
        });
    }

    fn go_on(self) {
        self.open.try_set(false);
        if let Some(then) = self.then.try_update_value(Option::take).flatten() {
            then.try_run(());
        }
    }

    fn send(self, state: FactorState, proof: Proof) {
        let Some(client) = self.host.client() else {
            return;
        };
        state.busy.set(true);
        spawn_local(async move {
            let answer = client.give_proof(&proof).await;
            state.busy.try_set(false);
            match answer {
                Ok(_) => self.go_on(),
                Err(error) => state.refuse(self.host, &error),
            }
        });
    }
}

/// The dialog of a [`StepUp`].
#[component]
pub fn StepUpDialog(
    /// What it belongs to.
    step_up: StepUp,
) -> AnyView {
    let content = move || {
        let state = FactorState::default();
        let factors = match step_up.asked.get()? {
            Ok(asked) => asked.factors,
            Err(why) => return Some(not_asked(step_up, why)),
        };
        Some(if factors.is_empty() {
            by_password(step_up, state)
        } else {
            let proof = move |factor: FactorProof| step_up.send(state, Proof::Factor(factor));
            view! {
                <FactorForm host=step_up.host place=FactorPlace::Session factors=factors state=state
                    verb=words::CONFIRM_IT on_proof=proof/>
            }
            .into_any()
        })
    };
    view! {
        <Dialog open=step_up.open title=words::PROVE.to_owned()>
            <p>{words::PROVE_LEAD}</p>
            {content}
        </Dialog>
    }
    .into_any()
}

/// What is accepted could not be found out.
fn not_asked(step_up: StepUp, why: String) -> AnyView {
    view! {
        <Form on_submit=move || step_up.ask() message=Some(why)>
            <Button submit=true full=true>{RETRY}</Button>
        </Form>
    }
    .into_any()
}

fn by_password(step_up: StepUp, state: FactorState) -> AnyView {
    let password = RwSignal::new(String::new());
    let submit = move || {
        state.clear();
        let typed = password.get_untracked();
        if typed.is_empty() {
            state.mend("password", words::PASSWORD_MISSING);
            return;
        }
        step_up.send(state, Proof::Password(typed));
    };
    view! {
        <Form on_submit=submit busy=state.busy errors=state.errors message=state.message>
            <PasswordField name="password" label=words::PASSWORD value=password autofocus=true
                required=true/>
            <Button submit=true full=true>{words::CONFIRM_IT}</Button>
        </Form>
    }
    .into_any()
}
