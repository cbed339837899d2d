//! User security settings and permissions: the password explained, and what can be done.

use contract::users::User;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::acts::{Acts, UserAct};
use super::super::draft::Draft;
use crate::acts::Act as _;
use crate::parts::{password_badge, password_sentences};
use crate::words::users as words;

pub(super) fn view(
    user: RwSignal<Option<User>>,
    acts: Acts,
    draft: Draft,
    readonly: bool,
) -> AnyView {
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
    view! {
        <Section title=words::SECURITY>
            {content}
            {super::factors::requirement(draft, readonly)}
            <Switch label=words::NEVER_EXPIRES hint=words::NEVER_EXPIRES_HINT
                checked=draft.never_expires disabled=readonly/>
        </Section>
    }
    .into_any()
}

/// The first one is what helps most: for a user without a password, the activation mail.
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
