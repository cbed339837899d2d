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
use crate::components::{PanelForm, Versions};
use crate::previews::{Affected, Proposed};
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
    versions: Versions<Application>,
}

impl Editing {
    pub fn new() -> Self {
        Self {
            form: Sending::new(),
            draft: Draft::new(),
            oidc: OidcDraft::new(),
            saml: SamlDraft::new(),
            versions: Versions::new(),
        }
    }

    /// Receives the application's state from the server. Any change by someone else is a conflict with
    /// unsaved edits, because the settings depend on each other.
    pub fn arrived(self, one: &Application) {
        if self
            .versions
            .arrived(one, |base| self.differs(base), |_| false)
        {
            self.fill(one);
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

    fn differs(self, base: &Application) -> bool {
        self.draft.differs(base) || self.oidc.differs(base) || self.saml.differs(base)
    }

    /// Whether there are unsaved edits.
    pub fn dirty(self) -> bool {
        self.versions.are(|base| self.differs(base))
    }

    /// The application without the edits.
    pub fn saved(self) -> Option<Application> {
        self.versions.base()
    }

    /// The application as last loaded.
    pub fn latest(self) -> Option<Application> {
        self.versions.latest()
    }

    /// The application without the edits, and the valid input as a request. Otherwise, says what is wrong.
    fn checked(self) -> Option<(Application, UpdateApplication)> {
        let base = untrack(|| self.versions.base())?;
        self.form.clear();
        self.draft.check(self.form, base.protocol);
        if base.oidc.is_some() {
            self.oidc.check(self.form);
        }
        if base.saml.is_some() {
            self.saml.check(self.form);
        }
        if self.form.is_faulty() {
            return None;
        }
        let changes = self.changes(&base);
        Some((base, changes))
    }

    fn changes(self, base: &Application) -> UpdateApplication {
        UpdateApplication {
            oidc: self.oidc.changes(base),
            saml: self.saml.changes(base),
            ..self.draft.changes(base)
        }
    }

    /// Shows who the input would affect.
    pub fn see_affected(self, affected: Affected) {
        if let Some((base, changes)) = self.checked() {
            affected.show(Proposed::Application(base.id, Box::new(changes.into())));
        }
    }

    fn save(self, actions: ItemActions) {
        let Some((base, sent)) = self.checked() else {
            return;
        };
        let (body, id, version) = (sent.clone(), base.id, base.version);
        self.form.send(
            async move { api().update_application(id, version, &body).await },
            move |one| {
                let is_as_sent = || self.changes(&base) == sent;
                if self.versions.saved(&one, is_as_sent) {
                    self.fill(&one);
                }
                use_toasts().ok(words::SAVED);
                actions.bump();
            },
        );
    }

    fn load_latest(self) {
        self.form.clear();
        self.versions.discard(|latest| self.fill(latest));
    }

    fn keep(self, actions: ItemActions) {
        self.form.clear();
        self.versions.overwrite();
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
        view! {
            <PanelForm id=FORM label=label form=self.form permission=Permission::ApplicationsWrite
                not_allowed=words::NOT_ALLOWED on_save=move || self.save(actions)
                on_keep=move || self.keep(actions) on_load=move || self.load_latest()>
                {fields()}
            </PanelForm>
        }
        .into_any()
    }
}
