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
use crate::components::StaleNotice;
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
    /// The user as loaded when the draft started.
    base: RwSignal<Option<User>>,
    /// The user as last loaded.
    latest: RwSignal<Option<User>>,
}

impl Editing {
    pub fn new() -> Self {
        Self {
            form: Sending::new(),
            draft: Draft::new(),
            base: RwSignal::new(None),
            latest: RwSignal::new(None),
        }
    }

    /// Receives the user's state from the server. Keeps the input. If someone else has changed the
    /// same fields, also keeps the old version, so that saving reports the conflict.
    pub fn arrived(self, user: User) {
        let before = self.base.get_untracked();
        self.latest.set(Some(user.clone()));
        match before {
            Some(before) if untrack(|| self.draft.differs(&before)) => {
                let same = before.profile == user.profile && before.username == user.username;
                if same {
                    self.base.set(Some(user));
                }
            }
            _ => {
                self.draft.fill(&user);
                self.base.set(Some(user));
            }
        }
    }

    /// Whether there are unsaved edits.
    pub fn dirty(self) -> bool {
        self.base
            .with(|base| base.as_ref().is_some_and(|base| self.draft.differs(base)))
    }

    fn save(self, actions: ItemActions) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        let changes = self.draft.changes(&base);
        if !untrack(|| self.draft.differs(&base)) {
            use_toasts().info(words::NOTHING_CHANGED);
            return;
        }
        self.form.send(
            async move { api().update_user(base.id, base.version, &changes).await },
            move |user| {
                self.accept(user);
                use_toasts().ok(words::SAVED);
                actions.bump();
            },
        );
    }

    fn accept(self, user: User) {
        self.draft.fill(&user);
        self.latest.try_set(Some(user.clone()));
        self.base.try_set(Some(user));
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
    let readonly = !may(Permission::UsersWrite);
    // After a conflict, load the current state before it is shown or overwritten.
    Effect::new(move || {
        if form.stale.get() {
            actions.bump();
        }
    });
    view! {
        <Form id=FORM label=label on_submit=move || editing.save(actions) busy=form.busy
            errors=form.errors message=form.message>
            <StaleNotice shown=form.stale on_keep=move || editing.keep(actions) on_load=move || editing.load_latest()/>
            {readonly.then(|| view! { <Notice tone=Tone::Neutral>{words::NOT_ALLOWED}</Notice> })}
            {fields()}
        </Form>
    }
    .into_any()
}
