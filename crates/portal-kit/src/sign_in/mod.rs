//! Sign-in. The server decides the next step, and this page shows it.

mod accept_terms;
mod email;
mod factor;
mod password;
mod refused;
mod replace_password;
mod resume;
mod shown_to_user;
mod static_form;

pub use refused::lock_end;
pub use shown_to_user::shown;

use client::Error;
use contract::problem::{Problem, ProblemType};
use contract::sign_in::{NextStep, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use ui_kit::prelude::*;
use wasm_bindgen::JsValue;

use crate::api::{api, run};
use crate::failure;
use crate::lazy::lazy;
use crate::public_page::PublicPage;
use crate::session::{self, SessionState, SignOutReason};
use crate::settings::settings;
use crate::words::sign_in as words;

/// The step that the page shows.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// Not known yet: a session or a sign-in may be in progress.
    Loading,
    /// The email address, or a passkey.
    Email,
    /// The password.
    Password,
    /// A factor.
    Factor(SignIn),
    /// The organization's terms.
    AcceptTerms(SignIn),
    /// A new password to replace the one just verified.
    ReplacePassword(SignIn),
    /// The password or passkey is correct, but the account may not sign in. Contains the step
    /// before.
    Refused(Problem, Box<Step>),
}

/// A sign-in in progress. Copy.
#[derive(Clone, Copy)]
struct Flow {
    step: RwSignal<Step>,
    /// The address, kept when a person goes back.
    email: RwSignal<String>,
    /// Why the person is here again, shown above the email.
    notice: RwSignal<Option<&'static str>>,
}

impl Flow {
    /// Shows the step in the server's response.
    async fn follow(self, answer: SignIn) {
        self.notice.set(None);
        if !answer.email.is_empty() {
            self.email.set(answer.email.clone());
        }
        match answer.next_step {
            NextStep::Password => {
                resume::remember();
                if self.step.try_get_untracked() == Some(Step::Email) {
                    enter_history();
                }
                self.step.set(Step::Password);
            }
            NextStep::Factor => {
                resume::remember();
                self.step.set(Step::Factor(answer));
            }
            NextStep::AcceptTerms => {
                resume::remember();
                self.step.set(Step::AcceptTerms(answer));
            }
            NextStep::ReplacePassword => {
                resume::remember();
                self.step.set(Step::ReplacePassword(answer));
            }
            NextStep::Complete => {
                resume::forget();
                session::signed_in().await;
            }
        }
    }

    /// Handles errors that end the sign-in or refuse the account. Other errors belong to the step.
    fn takes(self, error: &Error) -> bool {
        let Some(problem) = error.problem() else {
            return false;
        };
        match problem.kind {
            ProblemType::SignInExpired => self.restart(Some(words::TIMED_OUT)),
            ProblemType::WrongStep => self.restart(Some(words::START_AGAIN)),
            ProblemType::AccountLocked
            | ProblemType::AccountSuspended
            | ProblemType::AccountStaged
            | ProblemType::OrganizationSuspended
            | ProblemType::TemporaryPasswordExpired => {
                // The page may have been left meanwhile.
                if let Some(before) = self.step.try_get_untracked() {
                    self.step
                        .set(Step::Refused(problem.clone(), Box::new(before)));
                }
            }
            _ => return false,
        }
        true
    }

    /// The browser's Back returns to the email step, which keeps the email in its field.
    fn back(self) {
        let step = self.step.get_untracked();
        if !matches!(step, Step::Loading | Step::Email) {
            self.restart(None);
        }
    }

    /// Returns to the email step.
    fn restart(self, notice: Option<&'static str>) {
        resume::forget();
        self.notice.set(notice);
        self.step.set(Step::Email);
    }

    /// "Not you?": cancels this sign-in and returns to the email step. If the request fails, the
    /// server discards the sign-in after 10 minutes.
    fn not_you(self) {
        self.email.set(String::new());
        self.cancel(None);
    }

    /// Cancels this sign-in because the terms are declined.
    fn decline(self) {
        self.cancel(Some(words::TERMS_DECLINED));
    }

    fn cancel(self, notice: Option<&'static str>) {
        self.restart(notice);
        run(async { api().abandon_sign_in().await }, |_| ());
    }
}

/// Gives the steps after the email an entry in the history, so that Back does not leave the site.
fn enter_history() {
    if let Ok(history) = window().history() {
        // It is refused only when the page is being left.
        let _ = history.push_state_with_url(&JsValue::NULL, "", None);
    }
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> AnyView {
    let flow = Flow {
        step: RwSignal::new(Step::Loading),
        email: session::email(),
        notice: RwSignal::new(session::reason().and_then(why_here)),
    };
    session::find_out();
    let back = window_event_listener_untyped("popstate", move |_| flow.back());
    on_cleanup(move || back.remove());
    Effect::new(move || match session::state() {
        SessionState::SignedOut => resume::resume(flow),
        // The portal leaves this page, or shows the error.
        _ => flow.step.set(Step::Loading),
    });
    Effect::new(move || match flow.step.get() {
        // The email step itself replaces the static form.
        Step::Loading | Step::Email => {}
        // The pages behind the sign-in will be needed soon.
        _ => {
            static_form::remove();
            spawn_local(async {
                // If this fails, it is downloaded again when needed.
                let _ = later_steps().await;
                (settings().fetch_pages)().await;
            });
        }
    });
    let lead = Signal::derive(move || match flow.step.get() {
        Step::Loading | Step::Email => session::sign_in_lead()
            .get()
            .or_else(|| settings().words.sign_in_lead.map(str::to_owned)),
        _ => None,
    });
    view! {
        <PublicPage title=move || title(&flow.step.get()) lead=lead foot=move || foot(flow)>
            {move || show(flow)}
        </PublicPage>
    }
    .into_any()
}

fn why_here(reason: SignOutReason) -> Option<&'static str> {
    match reason {
        SignOutReason::SignedOut => Some(words::SIGNED_OUT),
        SignOutReason::OtherAccount => None,
        SignOutReason::Expired => Some(words::EXPIRED),
        SignOutReason::Locked => Some(words::LOCKED_MEANWHILE),
    }
}

fn title(step: &Step) -> &'static str {
    match step {
        Step::Loading | Step::Email => settings().words.sign_in_title,
        Step::Password => words::TITLE_PASSWORD,
        Step::Factor(_) => words::TITLE_FACTOR,
        Step::AcceptTerms(_) => words::TITLE_TERMS,
        Step::ReplacePassword(_) => words::TITLE_REPLACE,
        Step::Refused(problem, _) => refused::title(problem),
    }
}

fn show(flow: Flow) -> AnyView {
    match flow.step.get() {
        Step::Loading => match session::state() {
            SessionState::Unreachable(error) => {
                static_form::remove();
                failure::state(&error, Some(Callback::new(|()| session::retry())))
            }
            _ => loading(),
        },
        Step::Email => email::email_step(flow),
        Step::Password => password::password_step(flow),
        step => lazy(later_steps(), loading, move |show| show(flow, step.clone())),
    }
}

fn loading() -> AnyView {
    view! { <Spinner label=words::LOADING/> }.into_any()
}

/// The steps after the password. Few visits to this page reach them.
#[wasm_split(sign_in, wasm_split_path = leptos::wasm_split, fallible)]
fn later_steps() -> Result<fn(Flow, Step) -> AnyView, SplitLoaderError> {
    Ok(later_step)
}

fn later_step(flow: Flow, step: Step) -> AnyView {
    match step {
        Step::Factor(answer) => factor::factor_step(flow, answer),
        Step::AcceptTerms(answer) => accept_terms::accept_terms_step(flow, answer),
        Step::ReplacePassword(answer) => replace_password::replace_password_step(flow, answer),
        Step::Refused(problem, before) => refused::refused(flow, &problem, &before),
        Step::Loading | Step::Email | Step::Password => ().into_any(),
    }
}

/// The links below the form. After a correct password a reset rarely helps, so there is no link;
/// the page offers one if it does. The other portal is another app, so the router must ignore its
/// link.
fn foot(flow: Flow) -> AnyView {
    let routes = &settings().routes;
    let reset = move || {
        let after_password = matches!(
            flow.step.get(),
            Step::Factor(_) | Step::AcceptTerms(_) | Step::Refused(..)
        );
        (!after_password).then(|| {
            let words = settings().words.reset_password;
            view! { <TextLink href=routes.forgot_password>{words}</TextLink> }
        })
    };
    let sign_up = move || {
        let href = routes.sign_up.filter(|_| session::sign_up_is_open())?;
        Some(view! { <TextLink href=href>{words::SIGN_UP}</TextLink> })
    };
    view! {
        {reset}
        {sign_up}
        <a class="link" href=routes.other_portal rel="external">{settings().words.other_portal}</a>
    }
    .into_any()
}
