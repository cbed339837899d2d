//! The form that invites an administrator.

use contract::administrators::InviteAdministrator;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::email::EmailAddress;
use rules::role::Role;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use crate::components::{form_foot, unsaved};
use crate::list::List;
use crate::random::form_key;
use crate::words::administrators as words;

const FORM: &str = "invite-administrator";

/// The roles to choose from.
pub(super) fn roles() -> Vec<Choice> {
    Role::ALL
        .map(|role| Choice::new(role.as_str(), role.label()).hint(words::role_means(role)))
        .to_vec()
}

/// The drawer with the invitation form.
#[component]
pub fn InvitePanel(
    /// The list behind it.
    list: List,
    /// Notified so that the list reloads.
    actions: ItemActions,
) -> AnyView {
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::HelpDesk.as_str().to_owned());
    let form = Sending::new();
    let sent = RwSignal::new(false);
    let key = form_key(form);
    let save = move || {
        form.clear();
        form.check_line("name", &name.get_untracked(), 100, words::NAME_MISSING);
        if EmailAddress::parse(&email.get_untracked()).is_err() {
            form.fault("email", words::EMAIL_MISSING);
        }
        let Some(role) = Role::parse(&role.get_untracked()).filter(|_| !form.is_faulty()) else {
            return;
        };
        let body = InviteAdministrator {
            email: email.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            role,
        };
        let key = key.get_value();
        form.send(
            async move { api().invite_administrator(&body, Some(&key)).await },
            move |invited| {
                sent.try_set(true);
                use_toasts().ok(words::invited(&invited.email));
                actions.bump();
                list.close();
            },
        );
    };
    let dirty = unsaved(sent, move || (name.get(), email.get(), role.get()));
    let foot = move || form_foot(FORM, form, words::SEND_INVITATION);
    view! {
        <Drawer title=words::INVITE head=|| words::INVITE_LEAD foot=foot dirty=dirty
            on_close=move || list.close()>
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <TextField name="name" label=words::NAME value=name required=true maxlength=100 autofocus=true/>
                <TextField name="email" label=words::EMAIL value=email kind=InputKind::Email
                    hint=words::EMAIL_HINT required=true maxlength=254/>
                <RadioGroup name="role" label=words::ROLE value=role options=roles()/>
            </Form>
        </Drawer>
    }
    .into_any()
}
