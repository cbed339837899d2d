//! The second tab, user security settings and permissions: password, MFA and recovery email.

use contract::users::User;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::actions::{ItemActions, UserAction};
use super::super::draft::{AS_ORGANIZATION, EDITABLE, READ_ONLY};
use super::details::{self, Editing};
use super::{factors, recovery_email};
use crate::components::{password_badge, password_sentences};
use crate::item_actions::ItemAction as _;
use crate::session::may;
use crate::words::users as words;

pub(super) fn view(
    user: RwSignal<Option<User>>,
    actions: ItemActions,
    editing: Editing,
) -> AnyView {
    let (draft, readonly) = (editing.draft, !may(Permission::UsersWrite));
    let content = move || {
        user.get().map(|user| {
            let of = user.clone();
            let why = move || {
                password_sentences(&of)
                    .into_iter()
                    .map(|line| view! { <p class="muted">{line}</p> })
                    .collect_view()
            };
            view! {
                <div class="boxed">
                    <div class="row between">
                        <span class="strong">{words::PASSWORD_STATUS}</span>{password_badge(&user)}
                    </div>
                    <div>{why}</div>
                    <div class="actions">{buttons(&user, actions)}</div>
                </div>
            }
        })
    };
    let fields = move || {
        view! {
            <Section title=words::SECURITY>
                {factors::requirement(draft, readonly)}
                <SelectField name="profileEditableOverride" label=words::EDITS_PROFILE
                    value=draft.profile_editable disabled=readonly options=vec![
                        Choice::new(AS_ORGANIZATION, words::EDITS_AS_ORGANIZATION),
                        Choice::new(EDITABLE, words::EDITS_ALLOWED),
                        Choice::new(READ_ONLY, words::EDITS_FORBIDDEN),
                    ]/>
                <Switch label=words::NEVER_EXPIRES hint=words::NEVER_EXPIRES_HINT
                    checked=draft.never_expires disabled=readonly/>
            </Section>
        }
        .into_any()
    };
    view! {
        {content}
        {factors::view(user, actions)}
        {recovery_email::view(user, actions)}
        {details::form(editing, actions, words::TAB_SECURITY, fields)}
    }
    .into_any()
}

/// The actions, most helpful first: for a user without a password, the activation email.
fn buttons(user: &User, actions: ItemActions) -> Vec<AnyView> {
    let order = [
        (UserAction::Unlock, Icon::Unlock, words::UNLOCK),
        (UserAction::ResendActivation, Icon::Mail, words::RESEND),
        (UserAction::SendReset, Icon::Mail, words::SEND_RESET),
        (UserAction::TemporaryPassword, Icon::Key, words::TEMPORARY),
        (UserAction::ExpirePassword, Icon::Clock, words::EXPIRE),
    ];
    order
        .into_iter()
        .filter(|(action, ..)| action.fits(user))
        .map(|(action, icon, text)| {
            let user = user.clone();
            view! {
                <Button small=true variant=ButtonVariant::Secondary icon=icon on_click=move || actions.begin(action, &user)>
                    {text}
                </Button>
            }
            .into_any()
        })
        .collect()
}

/// Read-only facts.
pub(super) fn facts(user: RwSignal<Option<User>>) -> AnyView {
    (move || {
        user.get().map(|user| {
            view! {
                <hr class="divider"/>
                <DescriptionList>
                    <Entry label=words::CREATED><ExactTime at=user.created_at/></Entry>
                    <Entry label=words::UPDATED><ExactTime at=user.updated_at/></Entry>
                    <Entry label=words::IDENTIFIER><span class="mono small break">{user.id.to_string()}</span></Entry>
                </DescriptionList>
            }
        })
    })
    .into_any()
}
