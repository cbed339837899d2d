//! What the search for everything finds.

use contract::users::User;
use rules::role::Permission;
use rules::text::fold;
use ui_kit::prelude::Icon;

use crate::address;
use crate::address::{
    ACCOUNT, ADMINISTRATORS, API_KEYS, EVENTS, HOME, MAIL, SECURITY, SETTINGS,
    USER_PORTAL_SETTINGS, USERS,
};
use crate::session::may;
use crate::words::{administrators, api_keys, mail, organization, shell as words, users};

/// One thing to go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The group it is shown in.
    pub group: &'static str,
    /// Its picture.
    pub icon: Icon,
    /// Its name.
    pub text: String,
    /// A second line.
    pub note: String,
    /// Where it leads.
    pub href: String,
}

fn fixed(group: &'static str, icon: Icon, text: &str, href: &str) -> Match {
    Match {
        group,
        icon,
        text: text.to_owned(),
        note: String::new(),
        href: href.to_owned(),
    }
}

/// The people found by the server, then the pages and actions whose name has the words.
pub fn matches(typed: &str, people: &[User]) -> Vec<Match> {
    let person = |user: &User| Match {
        group: words::GROUP_PEOPLE,
        icon: Icon::User,
        text: user.name.clone(),
        note: user.email.clone(),
        href: format!("{USERS}/{}", user.id),
    };
    let mut all: Vec<Match> = people.iter().map(person).collect();
    if !all.is_empty() {
        let href = address::with(USERS, &[("search", typed.trim())]);
        all.push(fixed(
            words::GROUP_PEOPLE,
            Icon::Search,
            words::ALL_MATCHES,
            &href,
        ));
    }
    let wanted = fold(typed.trim());
    let all_fixed = pages().into_iter().chain(actions());
    all.extend(all_fixed.filter(|one| fold(&one.text).contains(&wanted)));
    all
}

fn pages() -> Vec<Match> {
    [
        (Icon::Home, words::HOME, HOME),
        (Icon::Users, words::USERS, USERS),
        (Icon::ShieldUser, words::ADMINISTRATORS, ADMINISTRATORS),
        (Icon::List, words::EVENTS, EVENTS),
        (Icon::Settings, organization::TITLE_PROFILE, SETTINGS),
        (Icon::Lock, organization::TITLE_SECURITY, SECURITY),
        (
            Icon::Settings,
            organization::TITLE_USER_PORTAL,
            USER_PORTAL_SETTINGS,
        ),
        (Icon::Key, api_keys::TITLE, API_KEYS),
        (Icon::Mail, mail::TITLE, MAIL),
        (Icon::User, words::ACCOUNT, ACCOUNT),
    ]
    .map(|(icon, text, href)| fixed(words::GROUP_PAGES, icon, text, href))
    .into()
}

fn actions() -> impl Iterator<Item = Match> {
    [
        (Permission::UsersWrite, users::NEW, format!("{USERS}/new")),
        (
            Permission::AdministratorsWrite,
            administrators::INVITE,
            format!("{ADMINISTRATORS}/new"),
        ),
        (
            Permission::ApiKeysWrite,
            api_keys::NEW,
            format!("{API_KEYS}/new"),
        ),
    ]
    .into_iter()
    .filter(|(permission, ..)| may(*permission))
    .map(|(_, text, href)| fixed(words::GROUP_ACTIONS, Icon::Plus, text, &href))
}
