//! The first tab: the user's profile.

use contract::users::User;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use super::super::draft::Draft;
use super::{company_email, fields, security};
use crate::components::{PanelForm, Versions};
use crate::session::may;
use crate::words::users as words;

/// The form's id, for the button in the panel's footer.
pub(super) const FORM: &str = "user-form";

/// The form and the state that it started from.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// The state of the request, and its errors.
    pub form: Sending,
    /// The input.
    pub draft: Draft,
    versions: Versions<User>,
}

impl Editing {
    pub fn new() -> Self {
        Self {
            form: Sending::new(),
            draft: Draft::new(),
            versions: Versions::new(),
        }
    }

    /// Receives the user's state from the server.
    pub fn arrived(self, user: &User) {
        let agrees = |base: &User| {
            base.username == user.username
                && base.profile == user.profile
                && base.attributes == user.attributes
                && base.password.never_expires == user.password.never_expires
                && base.mfa.requirement_override == user.mfa.requirement_override
                && base.profile_editable_override == user.profile_editable_override
        };
        let edited = |base: &User| self.draft.differs(base);
        if self.versions.arrived(user, edited, agrees) {
            self.draft.fill(user);
        }
    }

    /// Whether there are unsaved edits.
    pub fn dirty(self) -> bool {
        self.versions.are(|base| self.draft.differs(base))
    }

    fn save(self, actions: ItemActions) {
        let Some(base) = untrack(|| self.versions.base()) else {
            return;
        };
        let sent = self.draft.changes(&base);
        if !untrack(|| self.draft.differs(&base)) {
            use_toasts().info(words::NOTHING_CHANGED);
            return;
        }
        let (body, id, version) = (sent.clone(), base.id, base.version);
        self.form.send(
            async move { api().update_user(id, version, &body).await },
            move |user| {
                let is_as_sent = || self.draft.changes(&base) == sent;
                if self.versions.saved(&user, is_as_sent) {
                    self.draft.fill(&user);
                }
                use_toasts().ok(words::SAVED);
                actions.bump();
            },
        );
    }

    fn load_latest(self) {
        self.form.clear();
        self.versions.discard(|latest| self.draft.fill(latest));
    }

    fn keep(self, actions: ItemActions) {
        self.form.clear();
        self.versions.overwrite();
        self.save(actions);
    }
}

pub(super) fn view(
    editing: Editing,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> AnyView {
    let readonly = !may(Permission::UsersWrite);
    let fields = move || {
        view! {
            {fields::identity(editing.draft, readonly)}
            {fields::employment(editing.draft, readonly)}
            {fields::contact(editing.draft, readonly)}
            {fields::attributes(editing.draft, readonly)}
        }
        .into_any()
    };
    view! {
        {company_email::view(user, actions)}
        {form(editing, actions, words::TAB_DETAILS, fields)}
        {security::facts(user)}
    }
    .into_any()
}

/// The form around the fields of a tab, which are built inside it, so that they get its errors. Its
/// button is in the panel's footer.
pub(super) fn form(
    editing: Editing,
    actions: ItemActions,
    label: &'static str,
    fields: impl FnOnce() -> AnyView + Send + 'static,
) -> AnyView {
    let form = editing.form;
    // After a conflict, load the current state before it is shown or overwritten.
    Effect::new(move || {
        if form.stale.get() {
            actions.bump();
        }
    });
    view! {
        <PanelForm id=FORM label=label form=form permission=Permission::UsersWrite
            not_allowed=words::NOT_ALLOWED on_save=move || editing.save(actions)
            on_keep=move || editing.keep(actions) on_load=move || editing.load_latest()>
            {fields()}
        </PanelForm>
    }
    .into_any()
}
