//! Signing in: the server names the next step, this page shows it.

mod blocked;
mod email;
mod factor;
mod password;
mod replace;
mod resume;

use client::Error;
use contract::problem::{Problem, ProblemType};
use contract::sign_in::{NextStep, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui_kit::prelude::*;

use crate::account::{Account, Parting, Phase, use_account};
use crate::portal::{PublicPage, fetch};
use crate::return_to::{START, own_path};
use crate::words::{self, sign_in};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// It is not known yet where things stand.
    Loading,
    /// The email address.
    Email,
    /// The password.
    Password,
    /// A second factor.
    Factor(SignIn),
    /// A new password in place of the one just given.
    Replace(SignIn),
    /// The password or passkey was right, the account may not be used; and the step before.
    Blocked(Problem, Box<Step>),
    /// The server could not be asked.
    Unreachable,
}

/// A sign-in on its way. Copy.
#[derive(Clone, Copy)]
struct Flow {
    account: Account,
    step: RwSignal<Step>,
    /// Said above the email: why the person is here again.
    notice: RwSignal<Option<&'static str>>,
}

impl Flow {
    /// Shows the step that the server named. Returns when it is on the screen.
    async fn follow(self, answer: SignIn) {
        self.notice.set(None);
        match answer.next_step {
            NextStep::Password => {
                resume::remember();
                self.step.set(Step::Password);
            }
            NextStep::Factor => {
                resume::remember();
                self.step.set(Step::Factor(answer));
            }
            NextStep::ReplacePassword => self.step.set(Step::Replace(answer)),
            NextStep::Complete => {
                resume::forget();
                self.account.arrive().await;
            }
        }
    }

    /// Takes over a failure that ends the sign-in or stands in its way; others are the
    /// step's own.
    fn divert(self, error: &Error) -> bool {
        let Some(problem) = error.problem() else {
            return false;
        };
        match problem.kind {
            ProblemType::SignInExpired => self.restart(Some(sign_in::GIVEN_UP)),
            ProblemType::WrongStep => self.restart(Some(sign_in::CANNOT_GO_ON)),
            ProblemType::AccountLocked
            | ProblemType::AccountSuspended
            | ProblemType::AccountStaged
            | ProblemType::TemporaryPasswordExpired => {
                let before = Box::new(self.step.get_untracked());
                self.step.set(Step::Blocked(problem.clone(), before));
            }
            _ => return false,
        }
        true
    }

    /// Back to the email.
    fn restart(self, notice: Option<&'static str>) {
        resume::forget();
        self.notice.set(notice);
        self.step.set(Step::Email);
    }

    /// "Not you?": gives up this sign-in and asks for another address.
    fn not_you(self) {
        let client = self.account.client();
        self.account.email.set(String::new());
        self.restart(None);
        // The server forgets it after 10 minutes anyway.
        spawn_local(async move {
            let _ = client.abandon_sign_in().await;
        });
    }
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> AnyView {
    let account = use_account();
    let flow = Flow {
        account,
        step: RwSignal::new(Step::Loading),
        notice: RwSignal::new(
            account
                .parting
                .get_untracked()
                .map(|parting| match parting {
                    Parting::SignedOut => sign_in::SIGNED_OUT,
                    Parting::Expired => sign_in::EXPIRED,
                    Parting::Locked => sign_in::LOCKED_MEANWHILE,
                }),
        ),
    };
    account.find_out();
    // Wanted as soon as somebody is signed in.
    spawn_local(async {
        fetch().await;
    });

    let navigate = use_navigate();
    let query = use_query_map();
    Effect::new(move || match account.phase() {
        Phase::Unknown => flow.step.set(Step::Loading),
        Phase::SignedOut => resume::resume(flow),
        Phase::Unreachable(_) => flow.step.set(Step::Unreachable),
        Phase::SignedIn => {
            let asked = query.with_untracked(|query| query.get("return_to"));
            let target = asked.as_deref().and_then(own_path).unwrap_or(START);
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(target, options);
        }
    });

    view! {
        <PublicPage title=move || title(&flow.step.get()) foot=move || foot(flow)>
            {move || show(flow)}
        </PublicPage>
    }
    .into_any()
}

fn title(step: &Step) -> &'static str {
    match step {
        Step::Loading | Step::Email | Step::Unreachable => sign_in::TITLE,
        Step::Password => sign_in::TITLE_PASSWORD,
        Step::Factor(_) => sign_in::TITLE_FACTOR,
        Step::Replace(_) => sign_in::TITLE_REPLACE,
        Step::Blocked(problem, _) => blocked::title(problem),
    }
}

fn show(flow: Flow) -> AnyView {
    match flow.step.get() {
        Step::Loading => view! { <Skeleton lines=3/> }.into_any(),
        Step::Email => email::email_step(flow),
        Step::Password => password::password_step(flow),
        Step::Factor(answer) => factor::factor_step(flow, answer),
        Step::Replace(answer) => replace::replace_step(flow, answer),
        Step::Blocked(problem, before) => blocked::blocked(flow, &problem, &before),
        Step::Unreachable => {
            let Phase::Unreachable(failure) = flow.account.phase() else {
                return ().into_any();
            };
            crate::load::failed(failure, move || flow.account.try_again())
        }
    }
}

/// The ways out. A reset helps nobody whose password was right: the page says where it does.
/// Another app answers at `/admin/`, so the router must leave that link alone.
fn foot(flow: Flow) -> AnyView {
    let reset = move || {
        (!matches!(flow.step.get(), Step::Factor(_) | Step::Blocked(..))).then(|| {
            view! { <TextLink href="/forgot-password">{words::RESET_PASSWORD}</TextLink> }
        })
    };
    view! {
        {reset}
        <a class="link" href="/admin/" rel="external">{sign_in::ADMINISTRATORS}</a>
    }
    .into_any()
}
