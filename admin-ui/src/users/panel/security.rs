//! The second tab, user security settings and permissions: password, MFA and recovery email.

use contract::users::User;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::super::acts::{Acts, UserAct};
use super::details::{self, Editing};
use super::{factors, recovery};
use crate::acts::Act as _;
use crate::parts::{password_badge, password_sentences};
use crate::session::may;
use crate::words::users as words;

pub(super) fn view(user: RwSignal<Option<User>>, acts: Acts, editing: Editing) -> AnyView {
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
                    <div class="actions">{buttons(&user, acts)}</div>
                </div>
            }
        })
    };
    let fields = view! {
        <Section title=words::SECURITY>
            {factors::requirement(draft, readonly)}
            <Switch label=words::NEVER_EXPIRES hint=words::NEVER_EXPIRES_HINT
                checked=draft.never_expires disabled=readonly/>
        </Section>
    };
    view! {
        {content}
        {factors::view(user, acts)}
        {recovery::view(user, acts)}
        {details::form(editing, acts, words::TAB_SECURITY, fields.into_any())}
    }
    .into_any()
}

/// The most helpful one first: for a user without a password, the activation email.
fn buttons(user: &User, acts: Acts) -> Vec<AnyView> {
    let order = [
        (UserAct::Unlock, Icon::Unlock, words::UNLOCK),
        (UserAct::ResendActivation, Icon::Mail, words::RESEND),
        (UserAct::SendReset, Icon::Mail, words::SEND_RESET),
        (UserAct::TemporaryPassword, Icon::Key, words::TEMPORARY),
        (UserAct::ExpirePassword, Icon::Clock, words::EXPIRE),
    ];
    order
        .into_iter()
        .filter(|(act, ..)| act.fits(user))
        .map(|(act, icon, text)| {
            let user = user.clone();
            view! {
                <Button small=true variant=ButtonVariant::Secondary icon=icon on_click=move || acts.begin(act, &user)>
                    {text}
                </Button>
            }
            .into_any()
        })
        .collect()
}

/// What cannot be changed.
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
