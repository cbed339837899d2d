//! What to do in an organization without users.

use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::{ADMINISTRATORS, MAIL, USERS};
use crate::session::may;
use crate::words::{administrators, home as words, users};

pub(super) fn view() -> AnyView {
    let step = |icon: Icon, title: &'static str, why: &'static str, link: AnyView| {
        view! {
            <li class="line">
                <span class="line-icon"><Glyph icon=icon/></span>
                <div class="grow"><p class="strong">{title}</p><p class="muted small">{why}</p></div>
                {link}
            </li>
        }
        .into_any()
    };
    let link = |allowed: bool, href: String, text: &'static str, variant| {
        if allowed {
            view! { <LinkButton small=true variant=variant href=href>{text}</LinkButton> }
                .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <Card title=words::FIRST_TITLE lead=words::FIRST_LEAD>
            <ol class="lines">
                {step(Icon::User, words::FIRST_USER, words::FIRST_USER_WHY,
                    link(may(Permission::UsersWrite), format!("{USERS}/new"), users::NEW, ButtonVariant::Primary))}
                {step(Icon::Mail, words::FIRST_MAIL, words::FIRST_MAIL_WHY,
                    link(true, MAIL.to_owned(), words::MAIL_SETTINGS, ButtonVariant::Secondary))}
                {step(Icon::ShieldUser, words::FIRST_OWNER, words::FIRST_OWNER_WHY,
                    link(may(Permission::AdministratorsWrite), format!("{ADMINISTRATORS}/new"),
                        administrators::INVITE, ButtonVariant::Secondary))}
            </ol>
        </Card>
    }
    .into_any()
}
