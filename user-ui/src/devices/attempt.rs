//! Signing in on a device, step by step, as the server asks.

use client::Error;
use contract::continuing::RequestAnswer;
use contract::devices::{AnswerDevice, WaitingDevice};
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_kit::api::api;
use portal_kit::sending::Sending;

use super::code;
use crate::applications::why;
use crate::continuing::with_proofs;
use crate::words::{continuing, devices as words};

/// The name of the field for the code, in the API and in the form.
pub(super) const CODE: &str = "userCode";

/// What the page shows.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    /// The question for the code.
    Enter,
    /// The question whether this is the person's device.
    Confirm(WaitingDevice),
    /// The answer is on its way.
    Busy,
    /// The device is signed in.
    Approved,
    /// The person refused.
    Denied,
    /// The person did not confirm who they are.
    NotConfirmed,
    /// The terms of the organization have to be accepted first.
    Terms,
    /// A factor has to be set up first, for this reason.
    SetUp(String),
    /// The application does not open, for this reason.
    Refused(String),
    /// The device does not wait anymore.
    Expired,
    /// The call failed.
    Failed(Error),
}

/// An attempt to sign in on a device. Copy.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    /// What the page shows.
    pub shown: RwSignal<Shown>,
    /// The code that the person has entered.
    pub code: RwSignal<String>,
    /// Whether the code came with the address of the page.
    pub prefilled: bool,
    /// The question for the code.
    pub form: Sending,
    device: StoredValue<Option<WaitingDevice>>,
}

impl Attempt {
    /// Not begun yet. `text` is the code in the address of the page, which is filled in and no more.
    pub fn new(text: Option<String>) -> Self {
        let code = code::in_address(text);
        Self {
            shown: RwSignal::new(Shown::Enter),
            prefilled: code.is_some(),
            code: RwSignal::new(code.unwrap_or_default()),
            form: Sending::new(),
            device: StoredValue::new(None),
        }
    }

    /// The name of the application, or a substitute for it.
    pub fn name(self) -> String {
        let device = self.device.try_get_value().flatten();
        let name = device.map(|device| device.application.name);
        name.unwrap_or_else(|| continuing::THE_APPLICATION.to_owned())
    }

    /// The title of the page.
    pub fn title(self, shown: &Shown) -> String {
        match shown {
            Shown::Enter => words::TITLE.to_owned(),
            Shown::Confirm(_) | Shown::Busy => words::sign_in_to(&self.name()),
            Shown::Terms => continuing::TERMS_TITLE.to_owned(),
            Shown::Approved => words::APPROVED_TITLE.to_owned(),
            Shown::Denied => words::DENIED_TITLE.to_owned(),
            Shown::Expired => words::EXPIRED_TITLE.to_owned(),
            Shown::NotConfirmed | Shown::SetUp(_) | Shown::Refused(_) | Shown::Failed(_) => {
                words::not_signed_in(&self.name())
            }
        }
    }

    /// Looks for the device with the code that the person has entered.
    pub fn find(self) {
        let (form, typed) = (self.form, self.code.get_untracked());
        if typed.trim().is_empty() {
            form.clear();
            form.fault(CODE, words::CODE_MISSING);
            return;
        }
        form.send_or(
            async move { api().find_device(&typed).await },
            move |error| {
                let unknown = error.is(ProblemType::NotFound);
                if unknown {
                    form.fault(CODE, words::CODE_UNKNOWN);
                }
                unknown
            },
            move |device| {
                self.device.try_set_value(Some(device.clone()));
                self.show(Shown::Confirm(device));
            },
        );
    }

    /// Asks the question for the code again.
    pub fn again(self) {
        self.code.set(String::new());
        self.device.set_value(None);
        self.show(Shown::Enter);
    }

    /// Asks the question whether this is the person's device again.
    pub fn ask(self) {
        let device = self.device.try_get_value().flatten();
        self.show(device.map_or(Shown::Enter, Shown::Confirm));
    }

    /// Sends the person's answer.
    pub fn answer(self, answer: RequestAnswer) {
        self.show(Shown::Busy);
        spawn_local(async move {
            let call = move || self.call(answer);
            let Some(outcome) = with_proofs(move || self.name(), call).await else {
                self.show(Shown::NotConfirmed);
                return;
            };
            self.show(match (outcome, answer) {
                (Ok(()), RequestAnswer::Approve) => Shown::Approved,
                (Ok(()), RequestAnswer::Deny) => Shown::Denied,
                (Err(error), _) => failed(error),
            });
        });
    }

    async fn call(self, answer: RequestAnswer) -> Result<(), Error> {
        let body = AnswerDevice {
            user_code: self.code.try_get_untracked().unwrap_or_default(),
            answer,
        };
        api().answer_device(&body).await
    }

    fn show(self, shown: Shown) {
        self.shown.try_set(shown);
    }
}

fn failed(error: Error) -> Shown {
    match error.problem().map(|problem| problem.kind) {
        Some(ProblemType::TermsRequired) => Shown::Terms,
        Some(ProblemType::FactorRequired) => Shown::SetUp(why(&error)),
        Some(ProblemType::ApplicationRefused) => Shown::Refused(why(&error)),
        Some(ProblemType::NotFound) => Shown::Expired,
        _ => Shown::Failed(error),
    }
}
