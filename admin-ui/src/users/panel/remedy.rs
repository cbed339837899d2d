//! The buttons and links that fix what a diagnosis found: an action on the user, or the page of a setting.

use contract::ids::UserId;
use contract::users::User;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::actions::{ItemActions, UserAction};
use super::tab_name;
use crate::address::{self, USERS};
use crate::item_actions::ItemAction as _;

/// The button of an action on the user. None if it does not apply, or if the role does not allow it.
pub(super) fn action_button(
    action: UserAction,
    user: &User,
    actions: ItemActions,
) -> Option<AnyView> {
    if !action.fits(user) {
        return None;
    }
    let ((icon, text), user) = (action.look(), user.clone());
    Some(
        view! {
            <Button small=true variant=ButtonVariant::Secondary icon=icon busy=actions.busy
                on_click=move || actions.begin(action, &user)>{text}</Button>
        }
        .into_any(),
    )
}

/// A link to another tab of the user's panel.
pub(super) fn tab_link(user: UserId, tab: &str, text: &'static str) -> AnyView {
    let panel = format!("{USERS}/{user}");
    link(address::with(&panel, &[("tab", tab_name(tab))]), text)
}

/// A link to another page.
pub(super) fn link(href: String, text: &'static str) -> AnyView {
    view! {
        <LinkButton small=true variant=ButtonVariant::Secondary href=href>{text}</LinkButton>
    }
    .into_any()
}
