//! Opening an application, and what is said if it does not open.

use client::Error;
use contract::applications::MyApplication;
use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_kit::api::{api, run};
use portal_kit::factors::{Question, prove};
use portal_kit::failure::explain;
use portal_kit::me::Reload;
use portal_kit::public_page::help;
use portal_kit::sign_in::lock_end;
use ui_kit::prelude::*;

use super::tab::{Tab, is_page};
use crate::continuing;
use crate::words::applications as words;

/// The element with what is said, above the cards.
const SAID: &str = "applications-said";

/// The application that somebody wants to open.
#[derive(Clone)]
struct Wanted {
    id: ApplicationId,
    name: String,
}

/// What is said, about the application with this name.
#[derive(Clone)]
struct Said {
    name: String,
    what: What,
}

#[derive(Clone)]
enum What {
    /// It does not open, for this reason.
    Refused(String),
    /// The terms of the organization have to be accepted first, on the page that opens it.
    Terms(ApplicationId),
    /// A factor has to be set up first, for this reason.
    SetUp(ApplicationId, String),
    /// The browser has blocked the tab for this address.
    Blocked(String),
}

/// Opens applications, one at a time. Copy.
#[derive(Clone, Copy)]
pub(super) struct Opener {
    /// The application that is opening.
    pub busy: RwSignal<Option<ApplicationId>>,
    said: RwSignal<Option<Said>>,
    /// Reloads the cards.
    reload: Reload,
}

impl Opener {
    /// Nothing is opening. Runs `reload` after each attempt.
    pub fn new(reload: Reload) -> Self {
        Self {
            busy: RwSignal::new(None),
            said: RwSignal::new(None),
            reload,
        }
    }

    /// Opens the application in a new tab. Call it while a click is handled.
    pub fn open(self, one: &MyApplication) {
        if self.busy.with_untracked(Option::is_some) {
            return;
        }
        self.said.set(None);
        self.busy.set(Some(one.id));
        let wanted = Wanted {
            id: one.id,
            name: one.name.clone(),
        };
        self.attempt(wanted, true);
    }

    /// Asks the server, while an empty tab waits for the address. A factor is asked for once.
    fn attempt(self, wanted: Wanted, may_ask: bool) {
        let id = wanted.id;
        let tab = Tab::open(&words::opening(&wanted.name));
        run(
            async move { api().open_application(id).await },
            move |answer| match answer {
                Ok(opened) => self.arrived(wanted, tab, opened.address),
                Err(error) => {
                    // It is in front of this page.
                    if let Some(tab) = tab {
                        tab.close();
                    }
                    if may_ask && error.is(ProblemType::ProofRequired) {
                        self.ask(wanted);
                    } else {
                        self.refused(wanted, &error);
                    }
                }
            },
        );
    }

    fn arrived(self, wanted: Wanted, tab: Option<Tab>, address: String) {
        self.busy.try_set(None);
        if !is_page(&address) {
            if let Some(tab) = tab {
                tab.close();
            }
            self.say(wanted.name, What::Refused(words::BAD_ADDRESS.to_owned()));
        } else if tab.is_none_or(|tab| !tab.go(&address)) {
            self.say(wanted.name, What::Blocked(address));
        }
        self.reload.run();
    }

    /// Asks for a factor, and tries again.
    fn ask(self, wanted: Wanted) {
        spawn_local(async move {
            let question = Question {
                if_refused: Some(words::TRY_OR_ASK),
                ..Question::factor(words::asks(&wanted.name))
            };
            if prove(question).await {
                self.attempt(wanted, false);
            } else {
                self.busy.try_set(None);
                self.say(wanted.name, What::Refused(words::not_confirmed()));
            }
        });
    }

    fn refused(self, wanted: Wanted, error: &Error) {
        self.busy.try_set(None);
        let why = why(error);
        let what = if error.is(ProblemType::TermsRequired) {
            What::Terms(wanted.id)
        } else if error.is(ProblemType::FactorRequired) {
            What::SetUp(wanted.id, why)
        } else {
            What::Refused(why)
        };
        self.say(wanted.name, what);
        // It may be open to the person no longer.
        self.reload.run();
    }

    fn say(self, name: String, what: What) {
        self.said.try_set(Some(Said { name, what }));
        request_animation_frame(|| {
            request_animation_frame(|| {
                if let Some(said) = document().get_element_by_id(SAID) {
                    said.scroll_into_view();
                }
            });
        });
    }

    /// What is said.
    pub fn view(self) -> AnyView {
        let notice = move || {
            let Said { name, what } = self.said.get()?;
            let dismiss = move || self.said.set(None);
            let body = match what {
                What::Refused(why) => view! {
                    <p>{why}</p>
                    {help()}
                }
                .into_any(),
                What::Terms(id) => view! {
                    <p>{words::TERMS}</p>
                    <p><TextLink href=format!("/continue?open={id}")>{words::TERMS_NOW}</TextLink></p>
                }
                .into_any(),
                What::SetUp(id, why) => {
                    // The application opens when the factor is set up.
                    let waits = name.clone();
                    let remember =
                        move |_| continuing::remember_application(id, waits.clone());
                    view! {
                        <p>{why}</p>
                        <p>
                            <a class="link" href="/security#mfa" on:click=remember>
                                {words::SET_UP_NOW}
                            </a>
                        </p>
                    }
                    .into_any()
                }
                What::Blocked(address) => {
                    let link = words::open_it(&name);
                    view! {
                        <p>{words::BLOCKED}</p>
                        <p><TextLink href=address external=true>{link}</TextLink></p>
                    }
                    .into_any()
                }
            };
            let title = words::not_opened(&name);
            Some(view! {
                <Notice tone=Tone::Warn title=title live=true on_dismiss=dismiss>{body}</Notice>
            })
        };
        view! { <div id=SAID class="apps-said">{notice}</div> }.into_any()
    }
}

/// Why an application does not open, and what to do.
pub fn why(error: &Error) -> String {
    let problem = error.problem();
    if let Some(lock) = problem.and_then(|problem| problem.lock) {
        return words::locked(&lock_end(lock));
    }
    let said = match problem.and_then(|problem| problem.reason) {
        Some(reason) => reason.message(),
        None => match problem.filter(|problem| problem.kind == ProblemType::FactorRequired) {
            Some(problem) if !problem.detail.is_empty() => problem.detail.as_str(),
            _ => return explain(error),
        },
    };
    format!("{}.", said.trim_end_matches('.'))
}
