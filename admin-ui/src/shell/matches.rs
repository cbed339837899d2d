//! The matches of the global search.

use contract::filter::UserFilter;
use contract::users::User;
use rules::role::Permission;
use rules::status::PasswordStatus;
use rules::text::fold;
use ui_kit::prelude::{Icon, Theme};

use crate::address;
use crate::address::{
    ACCOUNT, ADMINISTRATORS, APPLICATIONS, BULK_JOBS, EVENTS, GROUPS, HOME, IMPORTS,
    SCHEDULED_CHANGES, SETTINGS_TABS, USERS,
};
use crate::item_actions::ItemAction as _;
use crate::session::may;
use crate::users::UserAction;
use crate::words::{
    administrators, applications, bulk_jobs, groups, imports, scheduled_changes, shell as words,
    users,
};

/// The effect of selecting a match.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// Goes to an address.
    Go(String),
    /// Opens a user's panel and starts the action there.
    ItemAction(UserAction, String),
    /// Changes the theme.
    Theme(Theme),
    /// Shows the keyboard shortcuts.
    Keys,
    /// Signs out.
    SignOut,
}

/// A match.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The group in which it is shown.
    pub group: &'static str,
    /// The icon.
    pub icon: Icon,
    /// The name.
    pub text: String,
    /// The second line.
    pub note: String,
    /// The effect.
    pub does: Does,
}

/// A page or action with a fixed name, and its synonyms.
struct Fixed(Match, &'static str);

fn fixed(group: &'static str, icon: Icon, text: &str, synonyms: &'static str, does: Does) -> Fixed {
    let one = Match {
        group,
        icon,
        text: text.to_owned(),
        note: String::new(),
        does,
    };
    Fixed(one, synonyms)
}

/// Actions on a person, with the words that people type for them.
const ACTIONS: [(UserAction, &[&str]); 6] = [
    (UserAction::Unlock, &["unlock"]),
    (UserAction::SendReset, &["reset", "password"]),
    (UserAction::ResetFactors, &["reset", "mfa"]),
    (
        UserAction::ResendActivation,
        &["resend", "activation", "invite"],
    ),
    (UserAction::TemporaryPassword, &["temporary", "password"]),
    (UserAction::Suspend, &["suspend", "disable"]),
];

/// The search words for a person: all words except those that name an action.
pub fn person_in(typed: &str) -> String {
    let is_act = |word: &str| {
        ACTIONS
            .iter()
            .any(|(_, words)| words.contains(&&*fold(word)))
    };
    let words: Vec<_> = typed
        .split_whitespace()
        .filter(|word| !is_act(word))
        .collect();
    words.join(" ")
}

/// The actions named by the search words.
fn wanted_actions(typed: &str) -> impl Iterator<Item = UserAction> {
    let typed: Vec<_> = typed.split_whitespace().map(fold).collect();
    let asks = move |words: &[&str]| typed.iter().any(|word| words.contains(&&**word));
    ACTIONS
        .into_iter()
        .filter(move |(_, words)| asks(words))
        .map(|(action, _)| action)
}

/// The people found by the server and the actions for them, then the pages and actions whose name
/// or synonyms contain the words.
pub fn matches(typed: &str, people: &[User]) -> Vec<Match> {
    let mut all: Vec<Match> = Vec::new();
    let asked: Vec<_> = wanted_actions(typed).collect();
    for user in people {
        // A single match is probably the person the administrator is looking for.
        let offered = match (asked.is_empty(), people.len()) {
            (false, _) => asked.clone(),
            (true, 1) => ACTIONS.iter().map(|(action, _)| *action).take(3).collect(),
            (true, _) => Vec::new(),
        };
        let actions = offered.into_iter().filter(|action| action.fits(user));
        let actions: Vec<_> = actions.map(|action| act_on(action, user)).collect();
        if asked.is_empty() {
            all.push(person(user));
            all.extend(actions);
        } else {
            all.extend(actions);
            all.push(person(user));
        }
    }
    if !all.is_empty() {
        let href = address::with(USERS, &[("search", &person_in(typed))]);
        let more = fixed(
            words::GROUP_PEOPLE,
            Icon::Search,
            words::ALL_MATCHES,
            "",
            Does::Go(href),
        );
        all.push(more.0);
    }
    let wanted = fold(typed.trim());
    let fits = |Fixed(one, synonyms): &Fixed| {
        fold(&one.text).contains(&wanted) || synonyms.contains(&*wanted)
    };
    let pages = pages()
        .into_iter()
        .filter(|(needs, _)| needs.is_none_or(may))
        .map(|(_, page)| page);
    let others = pages.chain([locked_users()]).chain(actions());
    all.extend(others.filter(fits).map(|Fixed(one, _)| one));
    all
}

fn person(user: &User) -> Match {
    Match {
        group: words::GROUP_PEOPLE,
        icon: Icon::User,
        text: user.name.clone(),
        note: user.email.clone(),
        does: Does::Go(format!("{USERS}/{}", user.id)),
    }
}

fn act_on(action: UserAction, user: &User) -> Match {
    let (icon, word) = action.look();
    Match {
        group: words::GROUP_PEOPLE,
        icon,
        text: format!("{word}: {}", user.name),
        note: user.email.clone(),
        does: Does::ItemAction(action, format!("{USERS}/{}", user.id)),
    }
}

/// The pages, each with the permission without which it is not found.
fn pages() -> Vec<(Option<Permission>, Fixed)> {
    let pages = [
        (
            None,
            Icon::Home,
            words::HOME,
            "start overview dashboard",
            HOME,
        ),
        (
            Some(Permission::UsersRead),
            Icon::Users,
            words::USERS,
            "people accounts employees",
            USERS,
        ),
        (
            Some(Permission::UsersWrite),
            Icon::Upload,
            imports::TITLE,
            "csv file upload spreadsheet migrate",
            IMPORTS,
        ),
        (
            Some(Permission::UsersRead),
            Icon::Calendar,
            scheduled_changes::TITLE,
            "activate suspend date start last day offboarding",
            SCHEDULED_CHANGES,
        ),
        (
            Some(Permission::UsersRead),
            Icon::List,
            bulk_jobs::TITLE,
            "many users progress result mass edit",
            BULK_JOBS,
        ),
        (
            Some(Permission::GroupsRead),
            Icon::Group,
            words::GROUPS,
            "teams members departments",
            GROUPS,
        ),
        (
            Some(Permission::ApplicationsRead),
            Icon::Grid,
            words::APPLICATIONS,
            "apps bookmarks sso single sign-on",
            APPLICATIONS,
        ),
        (
            Some(Permission::AdministratorsRead),
            Icon::ShieldUser,
            words::ADMINISTRATORS,
            "admins roles owners",
            ADMINISTRATORS,
        ),
        (
            Some(Permission::EventsRead),
            Icon::List,
            words::EVENTS,
            "audit log activity history",
            EVENTS,
        ),
        (
            None,
            Icon::User,
            words::ACCOUNT,
            "profile my password my sessions my mfa",
            ACCOUNT,
        ),
    ];
    let settings = SETTINGS_TABS.iter().map(|tab| {
        let needs = Some(tab.needs);
        (needs, tab.icon, tab.title, tab.synonyms, tab.address)
    });
    let pages = pages.into_iter().chain(settings);
    pages
        .map(|(needs, icon, text, synonyms, href)| {
            let does = Does::Go(href.to_owned());
            (needs, fixed(words::GROUP_PAGES, icon, text, synonyms, does))
        })
        .collect()
}

fn locked_users() -> Fixed {
    let locked = UserFilter {
        password_status: vec![PasswordStatus::Locked],
        ..UserFilter::default()
    };
    let href = address::with(USERS, &[("filter", &locked.to_string())]);
    fixed(
        words::GROUP_PAGES,
        Icon::Lock,
        words::LOCKED_USERS,
        "unlock lockout",
        Does::Go(href),
    )
}

fn actions() -> impl Iterator<Item = Fixed> {
    let in_settings = SETTINGS_TABS.iter().filter_map(|tab| {
        let new = tab.new_item()?;
        let href = format!("{}/new", tab.address);
        Some((new.needs, new.name, new.synonyms, href))
    });
    let new = [
        (
            Permission::UsersWrite,
            users::NEW,
            "add new user",
            format!("{USERS}/new"),
        ),
        (
            Permission::UsersWrite,
            imports::NEW,
            "csv file upload spreadsheet migrate",
            format!("{IMPORTS}/new"),
        ),
        (
            Permission::GroupsWrite,
            groups::NEW,
            "add new group team",
            format!("{GROUPS}/new"),
        ),
        (
            Permission::ApplicationsWrite,
            applications::NEW,
            "create new app bookmark",
            format!("{APPLICATIONS}/new"),
        ),
        (
            Permission::AdministratorsWrite,
            administrators::INVITE,
            "add new admin",
            format!("{ADMINISTRATORS}/new"),
        ),
    ]
    .into_iter()
    .chain(in_settings)
    .filter(|(permission, ..)| may(*permission))
    .map(|(_, text, synonyms, href)| {
        fixed(
            words::GROUP_ACTIONS,
            Icon::Plus,
            text,
            synonyms,
            Does::Go(href),
        )
    });
    let own = [
        (
            Icon::Moon,
            words::DARK,
            "theme colors night",
            Does::Theme(Theme::Dark),
        ),
        (
            Icon::Sun,
            words::LIGHT,
            "theme colors day",
            Does::Theme(Theme::Light),
        ),
        (
            Icon::Monitor,
            words::SYSTEM_COLORS,
            "theme colors automatic",
            Does::Theme(Theme::System),
        ),
        (Icon::Info, words::KEYS, "keys hotkeys help", Does::Keys),
        (
            Icon::Logout,
            words::SIGN_OUT,
            "log out logout exit leave",
            Does::SignOut,
        ),
    ]
    .map(|(icon, text, synonyms, does)| fixed(words::GROUP_ACTIONS, icon, text, synonyms, does));
    new.chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::{Route, SINGLE};

    #[test]
    fn every_page_behind_the_sign_in_is_found() {
        let goes = |(_, Fixed(page, _))| match page.does {
            Does::Go(href) => Some(Route::of(&href)),
            _ => None,
        };
        let found: Vec<Route> = pages().into_iter().filter_map(goes).collect();
        assert!(found.contains(&Route::Home));
        for (name, route) in SINGLE {
            assert!(route.is_public() || found.contains(&route), "{name}");
        }
    }

    #[test]
    fn words_for_actions_do_not_name_a_person() {
        assert_eq!(person_in("unlock ada"), "ada");
        assert_eq!(person_in("Reset password Ada Lovelace"), "Ada Lovelace");
        assert_eq!(person_in("unlock"), "");
        assert!(wanted_actions("unlock ada").eq([UserAction::Unlock]));
        assert_eq!(wanted_actions("ada").count(), 0);
    }
}
