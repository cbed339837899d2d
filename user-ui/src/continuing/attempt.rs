//! Continuing with a request or a link, step by step, as the server asks.

use client::Error;
use contract::applications::MyApplication;
use contract::continuing::{
    AuthorizationRequest, ContinueAuthorization, RequestAnswer, RequestingApplication,
};
use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_kit::api::api;

use super::{Goal, hint, known, with_proofs};
use crate::account;
use crate::applications::{is_page, why};
use crate::words::{applications, continuing as words};

/// What the page shows.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    /// It is continuing.
    Busy,
    /// The question whether to continue as who is signed in.
    Choose,
    /// The question whether the application may have what it asks for.
    Consent(AuthorizationRequest),
    /// The person did not confirm who they are.
    NotConfirmed,
    /// The terms of the organization have to be accepted first.
    Terms,
    /// A factor has to be set up first, for this reason.
    SetUp(String),
    /// The application does not open, for this reason.
    Refused(String),
    /// Nothing waits for the person anymore.
    Expired,
    /// The call failed.
    Failed(Error),
}

/// An attempt to continue. Copy.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    /// What the page shows.
    pub shown: RwSignal<Shown>,
    /// The application, once it is known.
    pub application: RwSignal<Option<RequestingApplication>>,
    /// What to continue with.
    pub goal: StoredValue<Option<Goal>>,
    request: StoredValue<Option<AuthorizationRequest>>,
    /// Whether the person chose to continue as who is signed in.
    chosen: StoredValue<bool>,
}

impl Attempt {
    /// Not begun yet.
    pub fn new(goal: Option<Goal>) -> Self {
        Self {
            shown: RwSignal::new(Shown::Busy),
            application: RwSignal::new(None),
            goal: StoredValue::new(goal),
            request: StoredValue::new(None),
            chosen: StoredValue::new(false),
        }
    }

    /// The name of the application, or a substitute for it.
    pub fn name(self) -> String {
        let name = self
            .application
            .try_with(|one| one.as_ref().map(|one| one.name.clone()));
        name.flatten()
            .unwrap_or_else(|| words::THE_APPLICATION.to_owned())
    }

    /// The title of the page.
    pub fn title(self) -> String {
        let name = self.name();
        self.shown.with(|shown| match shown {
            Shown::Busy => applications::opening(&name),
            Shown::Choose => {
                let (own, email) = own_name();
                words::continue_as(&own, &email)
            }
            Shown::Consent(_) => words::wants(&name),
            Shown::Terms => words::TERMS_TITLE.to_owned(),
            Shown::NotConfirmed | Shown::SetUp(_) | Shown::Refused(_) | Shown::Failed(_) => {
                applications::not_opened(&name)
            }
            Shown::Expired => words::EXPIRED_TITLE.to_owned(),
        })
    }

    /// Says that the application suggests somebody else than who is signed in, if it does.
    pub fn suggestion(self) -> Option<String> {
        let hint = self.request.try_get_value().flatten()?.login_hint?;
        let me = account::me().get_untracked()?;
        let other = hint::names_another(&hint, &me.email, &me.username);
        other.then(|| words::suggests(&self.name(), &hint, &me.email))
    }

    /// Determines what waits for the person, and continues with it.
    pub fn begin(self) {
        self.show(Shown::Busy);
        spawn_local(async move {
            match self.goal.try_get_value().flatten() {
                Some(Goal::Request(token)) => match api().authorization_request(&token).await {
                    Ok(request) => {
                        known::remember(&token, &request.application);
                        self.application.try_set(Some(request.application.clone()));
                        self.request.try_set_value(Some(request));
                        // A person who has just signed in has seen the suggestion.
                        let knows = hint::has_just_signed_in(&token) || self.has_chosen();
                        if !knows && self.suggestion().is_some() {
                            self.show(Shown::Choose);
                        } else {
                            self.go_on(None).await;
                        }
                    }
                    Err(error) => self.failed(error),
                },
                Some(Goal::Open(id)) => {
                    // Without it, the page says less.
                    let mine = api().my_applications().await.map(|page| page.items);
                    let one = mine
                        .unwrap_or_default()
                        .into_iter()
                        .find(|one| one.id == id);
                    self.application.try_set(one.map(described));
                    self.go_on(None).await;
                }
                None => self.show(Shown::Expired),
            }
        });
    }

    /// Opens the application of a request that has expired.
    pub fn open(self, id: ApplicationId) {
        self.goal.set_value(Some(Goal::Open(id)));
        self.begin();
    }

    /// Continues as who is signed in.
    pub fn choose(self) {
        self.chosen.set_value(true);
        self.show(Shown::Busy);
        spawn_local(self.go_on(None));
    }

    fn has_chosen(self) -> bool {
        self.chosen.try_get_value().unwrap_or_default()
    }

    /// Continues with the person's answer.
    pub fn answer(self, answer: RequestAnswer) {
        self.show(Shown::Busy);
        spawn_local(self.go_on(Some(answer)));
    }

    async fn go_on(self, answer: Option<RequestAnswer>) {
        let call = move || self.call(answer);
        let Some(outcome) = with_proofs(move || self.name(), call).await else {
            self.show(Shown::NotConfirmed);
            return;
        };
        match outcome {
            Ok(address) if is_page(&address) => {
                // Back then leads to the page before, not here again. Fails only where the page is on
                // its way out.
                let _ = window().location().replace(&address);
            }
            Ok(_) => self.show(Shown::Refused(applications::BAD_ADDRESS.to_owned())),
            Err(error) => self.failed(error),
        }
    }

    /// Asks the server. Returns the address to continue at.
    async fn call(self, answer: Option<RequestAnswer>) -> Result<String, Error> {
        match self.goal.try_get_value().flatten() {
            Some(Goal::Request(token)) => {
                let body = ContinueAuthorization {
                    answer,
                    chosen: self.has_chosen(),
                };
                let continued = api().continue_authorization(&token, body).await?;
                Ok(continued.address)
            }
            Some(Goal::Open(id)) => Ok(api().open_application(id).await?.address),
            // The page is gone.
            None => Ok(String::new()),
        }
    }

    fn failed(self, error: Error) {
        let shown = match error.problem().map(|problem| problem.kind) {
            Some(ProblemType::AccountChoiceRequired) => Shown::Choose,
            Some(ProblemType::ConsentRequired) => match self.request.try_get_value().flatten() {
                Some(request) => Shown::Consent(request),
                None => Shown::Failed(error),
            },
            Some(ProblemType::TermsRequired) => Shown::Terms,
            Some(ProblemType::FactorRequired) => Shown::SetUp(why(&error)),
            Some(ProblemType::ApplicationRefused) => Shown::Refused(why(&error)),
            Some(ProblemType::NotFound) => match self.goal.try_get_value().flatten() {
                Some(Goal::Open(_)) => Shown::Refused(words::NOT_YOURS.to_owned()),
                Some(Goal::Request(token)) => {
                    self.application.try_set(known::application(&token));
                    Shown::Expired
                }
                None => Shown::Expired,
            },
            _ => Shown::Failed(error),
        };
        self.show(shown);
    }

    fn show(self, shown: Shown) {
        self.shown.try_set(shown);
    }
}

/// The name and the address of who is signed in.
fn own_name() -> (String, String) {
    let me = account::me().get_untracked();
    me.map(|me| (me.name, me.email)).unwrap_or_default()
}

fn described(one: MyApplication) -> RequestingApplication {
    RequestingApplication {
        id: one.id,
        name: one.name,
        letter: one.letter,
        color: one.color,
    }
}
