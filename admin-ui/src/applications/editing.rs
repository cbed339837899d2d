//! The form of the panel and the state that it started from.

use contract::applications::{Application, UpdateApplication};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::draft::Draft;
use super::oidc_draft::OidcDraft;
use super::saml_draft::SamlDraft;
use crate::components::StaleNotice;
use crate::session::may;
use crate::words::applications as words;

/// The form's id, for the button in the panel's footer.
pub(super) const FORM: &str = "application-form";

/// The form. Its fields are on several tabs, of which one is shown. Copy.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// The state of the request, and its errors.
    pub form: Sending,
    /// The input.
    pub draft: Draft,
    /// The input in the settings of OpenID Connect. Without effect for another protocol.
    pub oidc: OidcDraft,
    /// The input in the settings of SAML. Without effect for another protocol.
    pub saml: SamlDraft,
    /// The application as loaded when the edits started.
    base: RwSignal<Option<Application>>,
    /// The application as last loaded.
    latest: RwSignal<Option<Application>>,
}

impl Editing {
    pub fn new() -> Self {
        Self {
            form: Sending::new(),
            draft: Draft::new(),
            oidc: OidcDraft::new(),
            saml: SamlDraft::new(),
            base: RwSignal::new(None),
            latest: RwSignal::new(None),
        }
    }

    /// Receives the application's state from the server. Keeps the input, and then also the old
    /// version, so that saving reports the conflict if someone else has changed the application.
    pub fn arrived(self, one: Application) {
        self.latest.set(Some(one.clone()));
        if !untrack(|| self.dirty()) {
            self.fill(&one);
            self.base.set(Some(one));
        }
    }

    fn fill(self, one: &Application) {
        self.draft.fill(one);
        if let Some(settings) = &one.oidc {
            self.oidc.fill(settings);
        }
        if let Some(settings) = &one.saml {
            self.saml.fill(settings);
        }
    }

    /// Whether there are unsaved edits.
    pub fn dirty(self) -> bool {
        let differs = |base: &Application| {
            self.draft.differs(base) || self.oidc.differs(base) || self.saml.differs(base)
        };
        self.base.with(|base| base.as_ref().is_some_and(differs))
    }

    /// The application without the edits.
    pub fn saved(self) -> Option<Application> {
        self.base.get()
    }

    /// The application as last loaded.
    pub fn latest(self) -> Option<Application> {
        self.latest.get()
    }

    fn save(self, actions: ItemActions) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        self.form.clear();
        self.draft.check(self.form, base.protocol);
        if base.oidc.is_some() {
            self.oidc.check(self.form);
        }
        if base.saml.is_some() {
            self.saml.check(self.form);
        }
        if self.form.is_faulty() {
            return;
        }
        let changes = UpdateApplication {
            oidc: self.oidc.changes(&base),
            saml: self.saml.changes(&base),
            ..self.draft.changes(&base)
        };
        self.form.send(
            async move {
                api()
                    .update_application(base.id, base.version, &changes)
                    .await
            },
            move |one| {
                self.accept(one);
                use_toasts().ok(words::SAVED);
                actions.bump();
            },
        );
    }

    fn accept(self, one: Application) {
        self.fill(&one);
        self.latest.try_set(Some(one.clone()));
        self.base.try_set(Some(one));
    }

    /// Discards the input.
    fn load_latest(self) {
        self.form.clear();
        if let Some(latest) = self.latest.get_untracked() {
            self.accept(latest);
        }
    }

    /// Saves the input, and overwrites the other change.
    fn keep(self, actions: ItemActions) {
        self.form.clear();
        self.base.set(self.latest.get_untracked());
        self.save(actions);
    }

    /// The form around the fields of a tab, which are built inside it, so that they get its errors. Its
    /// button is in the panel's footer.
    pub fn view(
        self,
        actions: ItemActions,
        label: &'static str,
        fields: impl FnOnce() -> AnyView + Send + 'static,
    ) -> AnyView {
        let form = self.form;
        let readonly = !may(Permission::ApplicationsWrite);
        view! {
            <Form id=FORM label=label on_submit=move || self.save(actions) busy=form.busy
                errors=form.errors message=form.message>
                <StaleNotice shown=form.stale on_keep=move || self.keep(actions) on_load=move || self.load_latest()/>
                {readonly.then(|| view! { <Notice tone=Tone::Neutral>{words::NOT_ALLOWED}</Notice> })}
                {fields()}
            </Form>
        }
        .into_any()
    }
}
