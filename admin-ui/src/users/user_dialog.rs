//! What the dialogs about one user share: each opens when its action is asked for.

use client::Error;
use contract::ids::UserId;
use contract::users::User;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::actions::{ItemActions, UserAction};
use crate::words as all;

/// The user for whom an action was asked, and the dialog about it. Copy.
#[derive(Clone, Copy)]
pub(super) struct UserDialog {
    actions: ItemActions,
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// The state of its form.
    pub form: Sending,
    user: RwSignal<Option<User>>,
}

/// The form of such a dialog.
#[derive(Clone, Copy)]
pub(super) struct UserDialogForm {
    /// Its id, for the button.
    pub id: &'static str,
    /// What it does, as on the button.
    pub verb: &'static str,
    /// How the button looks.
    pub variant: ButtonVariant,
    /// Submits it.
    pub send: Callback<()>,
    /// What it asks.
    pub fields: Callback<(), AnyView>,
}

impl UserDialog {
    /// A dialog that opens when `action` is asked for. `begin` empties its fields.
    pub fn new(actions: ItemActions, action: UserAction, begin: impl Fn(&User) + 'static) -> Self {
        let it = Self {
            actions,
            open: RwSignal::new(false),
            form: Sending::new(),
            user: RwSignal::new(None),
        };
        Effect::new(move || {
            let asked = actions.asking.get();
            if let Some((_, user)) = asked.filter(|(asked, _)| *asked == action) {
                it.form.clear();
                begin(&user);
                it.user.set(Some(user));
                actions.asking.set(None);
                it.open.set(true);
            }
        });
        it
    }

    /// A text about the user.
    pub fn text(self, text: fn(&User) -> String) -> Signal<String> {
        Signal::derive(move || {
            self.user
                .with(|user| user.as_ref().map(text).unwrap_or_default())
        })
    }

    /// Whether there is a user, and this is true of it.
    pub fn is(self, what: impl FnOnce(&User) -> bool) -> bool {
        self.user.with(|user| user.as_ref().is_some_and(what))
    }

    /// Submits the form for the user; `done` runs after success.
    pub fn send<T: 'static, Call>(
        self,
        call: impl FnOnce(UserId) -> Call,
        done: impl FnOnce(T) + 'static,
    ) where
        Call: Future<Output = Result<T, Error>> + 'static,
    {
        let id = self
            .user
            .with_untracked(|user| user.as_ref().map(|user| user.id));
        if let Some(id) = id {
            self.form.send(call(id), done);
        }
    }

    /// Loads what shows the user again.
    pub fn changed(self) {
        self.actions.bump();
    }

    /// Says what was done, and closes the dialog.
    pub fn done(self, said: String) {
        use_toasts().ok(said);
        self.open.try_set(false);
        self.changed();
    }

    /// The buttons for a form that was not submitted yet.
    pub fn buttons(self, of: UserDialogForm) -> AnyView {
        let UserDialogForm { id, variant, .. } = of;
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || self.open.set(false)>{all::CANCEL}</Button>
            <Button submit=true form=id variant=variant busy=self.form.busy>{of.verb}</Button>
        }
        .into_any()
    }

    /// The form.
    pub fn fields(self, of: UserDialogForm) -> AnyView {
        let form = self.form;
        view! {
            <Form id=of.id on_submit=of.send busy=form.busy errors=form.errors message=form.message>
                {of.fields.run(())}
            </Form>
        }
        .into_any()
    }

    /// The dialog with the form.
    pub fn view(self, title: Signal<String>, of: UserDialogForm) -> AnyView {
        view! {
            <Dialog open=self.open title=title actions=move || self.buttons(of) busy=self.form.busy>
                {self.fields(of)}
            </Dialog>
        }
        .into_any()
    }
}
