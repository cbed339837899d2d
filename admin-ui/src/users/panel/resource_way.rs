//! One credential of the user: whether it would be accepted, what prevents it, and the actions that help.

use contract::resource_access::{ResourceObstacle, ResourceRemedy, ResourceWay};
use contract::users::User;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::actions::{ItemActions, UserAction};
use super::chosen_resource::ChosenResource;
use super::remedy::{action_button, link, tab_link};
use super::{DETAILS, SECURITY, company_email, directory_switch, factors, groups};
use crate::address::DIRECTORY;
use crate::words::{resource_access as words, sign_in_diagnosis};

pub(super) fn view(
    way: &ResourceWay,
    resource: ChosenResource,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> AnyView {
    let title = words::credential(way.credential);
    let (icon, class, content) = match &way.obstacle {
        Some(obstacle) => (
            Icon::Stop,
            "line-icon danger",
            explained(obstacle, resource, user, actions),
        ),
        None => (
            Icon::CheckCircle,
            "line-icon ok",
            view! { <p class="muted">{words::ACCEPTED}</p> }.into_any(),
        ),
    };
    view! {
        <li>
            <span class=class><Glyph icon=icon/></span>
            <div class="grow stack tight">
                <p class="strong">{title}</p>
                {content}
            </div>
        </li>
    }
    .into_any()
}

fn explained(
    obstacle: &ResourceObstacle,
    resource: ChosenResource,
    user: RwSignal<Option<User>>,
    actions: ItemActions,
) -> AnyView {
    let text = words::obstacle(obstacle.kind, obstacle.lock);
    let since = obstacle
        .since
        .map(|at| view! { <span>{sign_in_diagnosis::SINCE}" "<ExactTime at=at/></span> });
    let until = obstacle
        .until
        .map(|at| view! { <span>{sign_in_diagnosis::UNTIL}" "<ExactTime at=at/></span> });
    let remedies = obstacle.remedies.clone();
    let buttons = move || {
        let user = user.get()?;
        let buttons = remedies.iter();
        let buttons = buttons.filter_map(|remedy| button(*remedy, resource, &user, actions));
        Some(buttons.collect_view())
    };
    view! {
        <p>{text}</p>
        <p class="facts">{since}{until}</p>
        <div class="actions">{buttons}</div>
    }
    .into_any()
}

/// The button or link, unless the user has changed so that the action no longer applies.
fn button(
    remedy: ResourceRemedy,
    resource: ChosenResource,
    user: &User,
    actions: ItemActions,
) -> Option<AnyView> {
    let action = match remedy {
        ResourceRemedy::Activate => UserAction::Activate,
        ResourceRemedy::Unlock => UserAction::Unlock,
        ResourceRemedy::SendActivation => UserAction::ResendActivation,
        ResourceRemedy::SendPasswordReset => UserAction::SendReset,
        ResourceRemedy::SetTemporaryPassword => UserAction::TemporaryPassword,
        ResourceRemedy::ExtendEnrollment => return Some(factors::time(user, actions)),
        ResourceRemedy::SendEmailVerification => return company_email::resend(user),
        ResourceRemedy::EnableDirectory => return Some(directory_switch::enable(actions)),
        ResourceRemedy::ChangeUnixAccounts => {
            return Some(link(DIRECTORY.to_owned(), words::CHANGE_DIRECTORY));
        }
        ResourceRemedy::ChangeUsername => {
            return Some(tab_link(user.id, DETAILS, words::CHANGE_USERNAME));
        }
        ResourceRemedy::AllowAccountPasswords => {
            return Some(directory_switch::allow_account_passwords(actions));
        }
        ResourceRemedy::AddToGroup => {
            return Some(tab_link(user.id, groups::TAB, words::SHOW_GROUPS));
        }
        ResourceRemedy::AdmitGroup => {
            return resource
                .settings()
                .map(|settings| link(settings, words::ADMIT_GROUP));
        }
        ResourceRemedy::AddSshKey => {
            return Some(tab_link(user.id, SECURITY, words::SHOW_SSH_KEYS));
        }
        // Only the user can, as the text says.
        ResourceRemedy::CreateApplicationPassword => return None,
    };
    action_button(action, user, actions)
}
