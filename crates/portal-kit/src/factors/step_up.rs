//! Step-up: confirming one's identity again before a sensitive action.

use client::Error;
use contract::factors::{FactorProof, Proof, ProofState};
use contract::problem::ProblemType;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::factor_form::{FactorForm, FactorPurpose};
use super::{is_locked, refuse};
use crate::api::{api, run};
use crate::failure::explain;
use crate::sending::Sending;
use crate::words::factors as words;

/// Asks for authentication if the last one is too old. Copy; one per page, with its
/// [`StepUpDialog`].
#[derive(Clone, Copy)]
pub struct StepUp {
    open: RwSignal<bool>,
    /// What is accepted, or why it could not be loaded.
    asked: RwSignal<Option<Result<ProofState, String>>>,
    then: StoredValue<Option<Callback<()>>>,
}

impl Default for StepUp {
    fn default() -> Self {
        Self::new()
    }
}

impl StepUp {
    /// A step-up for one page.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            asked: RwSignal::new(None),
            then: StoredValue::new(None),
        }
    }

    /// Whether `error` requires a step-up. If so, `again` runs after it.
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
        run(
            async { api().proof_state().await },
            move |answer| match answer {
                // A step-up was completed in another tab in the meantime.
                Ok(state) if state.fresh_until.is_some() => self.go_on(),
                Err(error) if is_locked(&error) => {}
                answer => {
                    let answer = answer.map_err(|error| explain(&error));
                    self.asked.try_set(Some(answer));
                    self.open.try_set(true);
                }
            },
        );
    }

    fn go_on(self) {
        self.open.try_set(false);
        if let Some(then) = self.then.try_update_value(Option::take).flatten() {
            then.try_run(());
        }
    }

    fn send(self, form: Sending, proof: Proof) {
        form.busy.set(true);
        run(
            async move { api().give_proof(&proof).await },
            move |answer| {
                form.busy.try_set(false);
                match answer {
                    Ok(_) => self.go_on(),
                    Err(error) => refuse(form, &error),
                }
            },
        );
    }
}

/// The dialog of a [`StepUp`].
#[component]
pub fn StepUpDialog(
    /// The step-up.
    step_up: StepUp,
) -> AnyView {
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
            <p>{words::PROVE_LEAD}</p>
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
