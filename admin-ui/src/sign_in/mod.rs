//! Signing in: email, password, whatever the account still owes. The server names the next
//! step; this page renders it.

mod email;
mod factor;
mod password;
mod replace;
mod stopped;

use client::Error;
use contract::sign_in::{NextStep, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{api, run};
use crate::session::{self, Parting};
use crate::words::sign_in as words;

/// Where the page stands.
#[derive(Clone, Debug)]
enum Step {
    Email,
    Password(String),
    Factor(SignIn),
    Replace(SignIn),
    Stopped(String, Error),
}

/// What each step may do with the page.
#[derive(Clone, Copy)]
struct Steps {
    step: RwSignal<Step>,
    /// The address typed, kept when a person goes back.
    email: RwSignal<String>,
    /// Why the sign-in begins again.
    notice: RwSignal<Option<String>>,
}

impl Steps {
    /// Goes where the server says.
    fn advance(self, sign_in: SignIn) {
        self.notice.set(None);
        self.email.set(sign_in.email.clone());
        match sign_in.next_step {
            NextStep::Password => self.step.set(Step::Password(sign_in.email)),
            NextStep::Factor => self.step.set(Step::Factor(sign_in)),
            NextStep::ReplacePassword => self.step.set(Step::Replace(sign_in)),
            NextStep::Complete => spawn_local(session::signed_in()),
        }
    }

    /// Gives this sign-in up and begins again.
    fn restart(self) {
        self.notice.set(None);
        run(async { api().abandon_sign_in().await }, |_| ());
        self.step.set(Step::Email);
    }

    /// Begins again because the transaction is over.
    fn expired(self, message: &str) {
        self.notice.set(Some(message.to_owned()));
        self.step.set(Step::Email);
    }
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> AnyView {
    let steps = Steps {
        step: RwSignal::new(Step::Email),
        email: RwSignal::new(String::new()),
        notice: RwSignal::new(session::parting().map(|why| why_again(why).to_owned())),
    };
    // After a reload the transaction goes on, unless the person is already typing.
    spawn_local(async move {
        if let Ok(sign_in) = api().resume_sign_in().await
            && steps.email.try_with_untracked(String::is_empty) == Some(true)
        {
            steps.advance(sign_in);
        }
    });
    (move || match steps.step.get() {
        Step::Email => email::view(steps),
        Step::Password(email) => password::view(steps, email),
        Step::Factor(sign_in) => factor::view(steps, sign_in),
        Step::Replace(sign_in) => replace::view(steps, sign_in),
        Step::Stopped(email, error) => stopped::view(steps, email, &error),
    })
    .into_any()
}

fn why_again(parting: Parting) -> &'static str {
    match parting {
        Parting::SignedOut => words::SIGNED_OUT,
        Parting::Expired => words::SESSION_ENDED,
        Parting::Locked => words::LOCKED_MEANWHILE,
    }
}
