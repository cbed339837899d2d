//! Who a change of the settings or of an application would affect, before it is saved: the number of
//! accounts with each outcome, and the list behind each.

mod accounts;

use client::Error;
use contract::applications::PreviewApplication;
use contract::ids::ApplicationId;
use contract::organization::UpdateOrganization;
use contract::previews::{
    AffectedAccounts, AffectedQuery, OutcomeCount, PolicyOutcome, PolicyPreview,
};
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::components::keep_focus_near;
use crate::words::{self as all, affected as words};

/// Where the keyboard continues if the focused button is gone.
const FIRST_BUTTON: &str = ".dialog[open] .affected button";

/// What is proposed.
#[derive(Clone)]
pub enum Proposed {
    /// A change of the organization's settings.
    Settings(Box<UpdateOrganization>),
    /// A change of an application.
    Application(ApplicationId, Box<PreviewApplication>),
}

impl Proposed {
    async fn preview(self) -> Result<PolicyPreview, Error> {
        match self {
            Self::Settings(body) => api().preview_organization(&body).await,
            Self::Application(id, body) => api().preview_application(id, &body).await,
        }
    }

    async fn accounts(self, query: AffectedQuery) -> Result<AffectedAccounts, Error> {
        match self {
            Self::Settings(body) => api().affected_accounts(&query, &body).await,
            Self::Application(id, body) => api().affected_by_application(id, &query, &body).await,
        }
    }
}

/// The dialog. Copy.
#[derive(Clone, Copy)]
pub struct Affected {
    /// The form with the proposal, if there is one: shows what is wrong with it.
    form: Option<Sending>,
    note: Option<&'static str>,
    open: RwSignal<bool>,
    proposed: StoredValue<Option<Proposed>>,
    preview: Fetched<PolicyPreview>,
    /// The outcome whose accounts are shown.
    outcome: RwSignal<Option<PolicyOutcome>>,
}

impl Affected {
    /// The dialog for a form, or for a proposal without one. `note` follows the summary.
    pub fn new(form: Option<Sending>, note: Option<&'static str>) -> Self {
        Self {
            form,
            note,
            open: RwSignal::new(false),
            proposed: StoredValue::new(None),
            preview: Fetched::new(),
            outcome: RwSignal::new(None),
        }
    }

    /// Shows who the proposal affects.
    pub fn show(self, proposed: Proposed) {
        self.proposed.set_value(Some(proposed));
        self.outcome.set(None);
        self.open.set(true);
        self.load();
    }

    fn load(self) {
        // The numbers of another change must not be shown meanwhile.
        self.preview.forget();
        if let Some(proposed) = self.proposed.get_value() {
            self.preview.load(proposed.preview());
        }
    }

    /// The dialog, which is shown on demand.
    pub fn dialog(self) -> AnyView {
        let title = move || match self.outcome.get() {
            Some(outcome) => words::outcome(outcome).to_owned(),
            None => words::TITLE.to_owned(),
        };
        let close = move || self.open.set(false);
        let actions = move || {
            view! {
                <Button variant=ButtonVariant::Secondary on_click=close>{all::CLOSE}</Button>
            }
        };
        // The button that leads from one view to the other is gone with its view.
        Effect::new(move || {
            self.outcome.track();
            self.preview.value.track();
            if self.open.get_untracked() {
                keep_focus_near(FIRST_BUTTON);
            }
        });
        // What is wrong with a field is shown at the field.
        Effect::new(move || {
            let failed = self.preview.failure.get();
            let failed = failed.filter(|error| error.is(ProblemType::InvalidFields));
            if let (Some(error), Some(form)) = (failed, self.form) {
                self.open.set(false);
                form.refuse(&error);
            }
        });
        view! {
            <Dialog open=self.open title=Signal::derive(title) actions=actions>
                <div class="affected stack">{move || self.content()}</div>
            </Dialog>
        }
        .into_any()
    }

    fn content(self) -> AnyView {
        if let Some(outcome) = self.outcome.get() {
            let back = move || self.outcome.set(None);
            return view! {
                <div class="actions">
                    <Button variant=ButtonVariant::Quiet small=true icon=Icon::ArrowLeft on_click=back>
                        {words::ALL}
                    </Button>
                </div>
                <p class="muted">{words::explanation(outcome)}</p>
                {self.proposed.get_value().map(|proposed| accounts::view(proposed, outcome))}
            }
            .into_any();
        }
        match (self.preview.failure.get(), self.preview.value.get()) {
            (Some(error), _) => failure::state(&error, Some(Callback::new(move |()| self.load()))),
            (None, None) => view! { <Skeleton lines=4/> }.into_any(),
            (None, Some(preview)) => self.numbers(preview),
        }
    }

    fn numbers(self, preview: PolicyPreview) -> AnyView {
        let summary = if preview.affected == 0 {
            words::NOBODY.to_owned()
        } else {
            words::summary(preview.affected, preview.examined)
        };
        let lines = preview.outcomes.into_iter().map(|one| self.line(one));
        let lines = lines.collect_view();
        view! {
            <p role="status">{summary}" "{self.note}</p>
            {(preview.affected > 0).then(|| view! { <ul class="log">{lines}</ul> })}
            <p class="muted small">{words::NOTHING_SAVED}</p>
        }
        .into_any()
    }

    fn line(self, one: OutcomeCount) -> AnyView {
        let name = words::outcome(one.outcome);
        let open = move || self.outcome.set(Some(one.outcome));
        view! {
            <li>
                <div class="grow">
                    <p class="strong">{name}</p>
                    <p class="muted small">{words::explanation(one.outcome)}</p>
                </div>
                <Button variant=ButtonVariant::Secondary small=true on_click=open>
                    <span class="num nowrap">{words::accounts(one.accounts)}</span>
                    <span class="hidden">": "{name}</span>
                </Button>
            </li>
        }
        .into_any()
    }
}
