//! The application passwords of a user.

use contract::ids::UserId;
use leptos::prelude::*;
use portal_kit::application_passwords::{ApplicationPasswordsOf, application_passwords};
use portal_kit::me::Reload;
use portal_kit::words::application_passwords as words;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::ItemActions;
use crate::session::may;

/// The section. It says of each whether it works at the moment, and loads again after each action.
pub(super) fn view(id: UserId, actions: ItemActions) -> AnyView {
    let (of, reload) = (ApplicationPasswordsOf::User(id), Reload::default());
    Effect::new(move |loaded: Option<()>| {
        actions.changed.track();
        if loaded.is_some() {
            reload.run();
        }
    });
    view! {
        <Section title=words::TITLE lead=words::LEAD_OF_USER>
            {application_passwords(of, may(Permission::UsersAssist), reload)}
        </Section>
    }
    .into_any()
}
