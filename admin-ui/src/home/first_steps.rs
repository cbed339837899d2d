//! The remaining setup steps of a new organization.

use contract::reports::FirstStep;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::{ADMINISTRATORS, MAIL, MFA, USERS};
use crate::session::may;
use crate::words::{administrators, home as words, users as user_words};

/// The steps, until all are done; `open` are those that are not. Once the organization has users,
/// only owners see them.
pub(super) fn view(open: &[FirstStep], users: u64) -> Option<AnyView> {
    if open.is_empty() || users > 0 && !may(Permission::AdministratorsWrite) {
        return None;
    }
    let steps = FirstStep::ALL
        .map(|one| step(one, open.contains(&one)))
        .collect_view();
    Some(
        view! {
            <Card title=words::FIRST_TITLE lead=words::FIRST_LEAD>
                <ol class="log steps">{steps}</ol>
            </Card>
        }
        .into_any(),
    )
}

fn step(step: FirstStep, is_open: bool) -> AnyView {
    let (icon, title, why) = match step {
        FirstStep::CreateUser => (Icon::User, words::FIRST_USER, words::FIRST_USER_WHY),
        FirstStep::SendTestEmail => (Icon::Mail, words::FIRST_MAIL, words::FIRST_MAIL_WHY),
        FirstStep::InviteOwner => (Icon::ShieldUser, words::FIRST_OWNER, words::FIRST_OWNER_WHY),
        FirstStep::RequireMfa => (Icon::Shield, words::FIRST_MFA, words::FIRST_MFA_WHY),
    };
    if !is_open {
        return view! {
            <li class="done">
                <span class="line-icon"><Glyph icon=Icon::CheckCircle/></span>
                <p class="step-text">{title}<span class="hidden">{words::FIRST_DONE}</span></p>
            </li>
        }
        .into_any();
    }
    view! {
        <li>
            <span class="line-icon"><Glyph icon=icon/></span>
            <div class="step-text"><p class="strong">{title}</p><p class="muted small">{why}</p></div>
            {action(step)}
        </li>
    }
    .into_any()
}

/// The link to where the step is done, if the administrator may do it.
fn action(step: FirstStep) -> Option<AnyView> {
    let (permission, href, text, variant) = match step {
        FirstStep::CreateUser => (
            Permission::UsersWrite,
            format!("{USERS}/new"),
            user_words::NEW,
            ButtonVariant::Primary,
        ),
        // Everybody can see the log of what was delivered.
        FirstStep::SendTestEmail => (
            Permission::EventsRead,
            MAIL.to_owned(),
            words::MAIL_SETTINGS,
            ButtonVariant::Secondary,
        ),
        FirstStep::InviteOwner => (
            Permission::AdministratorsWrite,
            format!("{ADMINISTRATORS}/new"),
            administrators::INVITE,
            ButtonVariant::Secondary,
        ),
        FirstStep::RequireMfa => (
            Permission::OrganizationWrite,
            MFA.to_owned(),
            words::MFA_SETTINGS,
            ButtonVariant::Secondary,
        ),
    };
    may(permission).then(|| {
        view! { <LinkButton small=true variant=variant href=href>{text}</LinkButton> }.into_any()
    })
}
