//! The remaining setup steps of a new organization.

use contract::events::EventAction;
use contract::filter::{AdministratorFilter, EventFilter};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::{Permission, Role};
use ui_kit::prelude::*;

use super::total_only;
use crate::address::{ADMINISTRATORS, MAIL, USERS};
use crate::session::may;
use crate::words::{administrators, home as words, users as user_words};

/// The number of owners, and the number of test emails sent.
async fn progress() -> Result<(u64, u64), client::Error> {
    let owners = AdministratorFilter {
        role: vec![Role::Owner],
        ..AdministratorFilter::default()
    };
    let tests = EventFilter {
        action: vec![EventAction::MailTestSent],
        ..EventFilter::default()
    };
    let owners = api().administrators(&total_only(&owners)).await?.total;
    let tests = api().events(&total_only(&tests)).await?.total;
    Ok((owners, tests))
}

/// The steps, until all are done. Once the organization has users, only owners see them.
pub(super) fn view(users: u64) -> AnyView {
    if users > 0 && !may(Permission::AdministratorsWrite) {
        return ().into_any();
    }
    let progress_now = Fetched::<(u64, u64)>::new();
    progress_now.load(progress());
    (move || {
        let (owners, tests) = match progress_now.value.get() {
            Some(progress) => progress,
            None if users == 0 => (0, 0),
            None => return None,
        };
        let done = [users > 0, tests > 0, owners > 1];
        done.contains(&false).then(|| card(done))
    })
    .into_any()
}

fn card([user, test, owner]: [bool; 3]) -> AnyView {
    view! {
        <Card title=words::FIRST_TITLE lead=words::FIRST_LEAD>
            <ol class="log steps">
                {step(user, Icon::User, words::FIRST_USER, words::FIRST_USER_WHY,
                    link(may(Permission::UsersWrite), format!("{USERS}/new"), user_words::NEW, ButtonVariant::Primary))}
                {step(test, Icon::Mail, words::FIRST_MAIL, words::FIRST_MAIL_WHY,
                    link(true, MAIL.to_owned(), words::MAIL_SETTINGS, ButtonVariant::Secondary))}
                {step(owner, Icon::ShieldUser, words::FIRST_OWNER, words::FIRST_OWNER_WHY,
                    link(may(Permission::AdministratorsWrite), format!("{ADMINISTRATORS}/new"),
                        administrators::INVITE, ButtonVariant::Secondary))}
            </ol>
        </Card>
    }
    .into_any()
}

fn step(
    done: bool,
    icon: Icon,
    title: &'static str,
    why: &'static str,
    link: Option<AnyView>,
) -> AnyView {
    if done {
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
            {link}
        </li>
    }
    .into_any()
}

fn link(
    allowed: bool,
    href: String,
    text: &'static str,
    variant: ButtonVariant,
) -> Option<AnyView> {
    allowed.then(|| {
        view! { <LinkButton small=true variant=variant href=href>{text}</LinkButton> }.into_any()
    })
}
