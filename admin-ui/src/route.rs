//! Which page belongs to an address.

use rules::links::LinkPurpose;
use uuid::Uuid;

use crate::settings_tabs::SettingsTab;

/// A page of the portal. Each page handles its own panels and tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/admin/sign-in`
    SignIn,
    /// `/admin/forgot-password`
    ForgotPassword,
    /// The page of an email link.
    SetPassword(LinkPurpose),
    /// `/admin/set-up`
    SetUp,
    /// `/admin/sign-up`
    SignUp,
    /// `/admin/confirm-sign-up`
    ConfirmSignUp,
    /// `/admin/terms`
    Terms,
    /// `/admin/`
    Home,
    /// `/admin/users` and its panels
    Users,
    /// `/admin/imports` and its panels
    Imports,
    /// `/admin/bulk-jobs` and its panels
    BulkJobs,
    /// `/admin/scheduled-changes`
    ScheduledChanges,
    /// `/admin/groups` and its panels
    Groups,
    /// `/admin/applications` and its panels
    Applications,
    /// `/admin/administrators` and its panels
    Administrators,
    /// `/admin/events`
    Events,
    /// `/admin/settings` and its tabs
    Settings,
    /// `/admin/account`
    Account,
    /// Unknown address.
    NotFound,
}

/// The pages whose path is `/admin/` and one name.
pub const SINGLE: [(&str, Route); 19] = [
    ("sign-in", Route::SignIn),
    ("forgot-password", Route::ForgotPassword),
    (
        "accept-invitation",
        Route::SetPassword(LinkPurpose::AdministratorInvitation),
    ),
    (
        "reset-password",
        Route::SetPassword(LinkPurpose::AdministratorPasswordReset),
    ),
    (
        "reset-password-sent",
        Route::SetPassword(LinkPurpose::AdministratorPasswordResetByAdministrator),
    ),
    ("set-up", Route::SetUp),
    ("sign-up", Route::SignUp),
    ("confirm-sign-up", Route::ConfirmSignUp),
    ("terms", Route::Terms),
    ("users", Route::Users),
    ("imports", Route::Imports),
    ("bulk-jobs", Route::BulkJobs),
    ("scheduled-changes", Route::ScheduledChanges),
    ("groups", Route::Groups),
    ("applications", Route::Applications),
    ("administrators", Route::Administrators),
    ("events", Route::Events),
    ("settings", Route::Settings),
    ("account", Route::Account),
];

impl Route {
    /// The page for a path.
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let (Some("admin"), first, second, third) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Self::NotFound;
        };
        match (first, second, third) {
            (None, None, None) => Self::Home,
            (Some(name), None, None) => Self::single(name),
            (Some("users"), Some(panel), None) if is_panel(panel) => Self::Users,
            (Some("imports"), Some(panel), None) if is_panel(panel) => Self::Imports,
            (Some("bulk-jobs"), Some(panel), None) if panel.parse::<Uuid>().is_ok() => {
                Self::BulkJobs
            }
            (Some("groups"), Some(panel), None) if is_panel(panel) => Self::Groups,
            (Some("applications"), Some(panel), None) if is_panel(panel) => Self::Applications,
            (Some("administrators"), Some(panel), None) if is_panel(panel) => Self::Administrators,
            (Some("settings"), Some(_), _) if SettingsTab::at(path).is_some() => Self::Settings,
            _ => Self::NotFound,
        }
    }

    fn single(name: &str) -> Self {
        let found = SINGLE.iter().find(|(known, _)| *known == name);
        found.map_or(Self::NotFound, |(_, route)| *route)
    }

    /// Whether it is shown to people who are not signed in.
    pub const fn is_public(self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::ForgotPassword
                | Self::SetPassword(_)
                | Self::SetUp
                | Self::SignUp
                | Self::ConfirmSignUp
                | Self::Terms
        )
    }
}

/// Whether it names a panel over a list: `new`, or the identifier of an item.
pub fn is_panel(part: &str) -> bool {
    part == "new" || part.parse::<Uuid>().is_ok()
}

/// The panel over a list, as in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// No panel.
    Closed,
    /// The form for a new item.
    New,
    /// The item with this identifier.
    One(Uuid),
}

impl Panel {
    /// The panel for a path below `list`, such as `/admin/users`.
    pub fn of(path: &str, list: &str) -> Self {
        match path.strip_prefix(list).map(|rest| rest.trim_matches('/')) {
            Some("new") => Self::New,
            Some(id) => id.parse().map_or(Self::Closed, Self::One),
            None => Self::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01930000-0000-7000-8000-000000000001";

    #[test]
    fn every_address_has_its_page() {
        for (path, route) in [
            ("/admin", Route::Home),
            ("/admin/", Route::Home),
            ("/admin/users", Route::Users),
            ("/admin/users/new", Route::Users),
            (
                "/admin/users/01930000-0000-7000-8000-000000000001",
                Route::Users,
            ),
            ("/admin/users/ada", Route::NotFound),
            ("/admin/applications/new", Route::Applications),
            ("/admin/applications/wiki", Route::NotFound),
            ("/admin/imports", Route::Imports),
            ("/admin/imports/new", Route::Imports),
            ("/admin/bulk-jobs", Route::BulkJobs),
            (
                "/admin/bulk-jobs/01930000-0000-7000-8000-000000000001",
                Route::BulkJobs,
            ),
            ("/admin/bulk-jobs/new", Route::NotFound),
            ("/admin/scheduled-changes", Route::ScheduledChanges),
            ("/admin/groups", Route::Groups),
            ("/admin/groups/new", Route::Groups),
            ("/admin/groups/engineering", Route::NotFound),
            ("/admin/settings/mail", Route::Settings),
            ("/admin/settings/lockout/", Route::Settings),
            ("/admin/settings/security", Route::NotFound),
            ("/admin/settings/api-keys/new", Route::Settings),
            ("/admin/settings/directory", Route::Settings),
            ("/admin/settings/bind-users/new", Route::Settings),
            ("/admin/settings/bind-users/wiki", Route::NotFound),
            ("/admin/settings/attributes/new", Route::Settings),
            ("/admin/settings/attributes/badge", Route::NotFound),
            ("/admin/settings/webhooks/new", Route::Settings),
            ("/admin/settings/webhooks/ada", Route::NotFound),
            ("/admin/settings/network/new", Route::Settings),
            ("/admin/settings/hosts/new", Route::Settings),
            ("/admin/settings/hosts/ada", Route::NotFound),
            ("/admin/settings/mail/new", Route::NotFound),
            ("/admin/settings/wording/user_welcome", Route::Settings),
            ("/admin/settings/wording/7", Route::NotFound),
            ("/admin/sign-in", Route::SignIn),
            ("/admin/sign-up", Route::SignUp),
            ("/admin/confirm-sign-up", Route::ConfirmSignUp),
            (
                "/admin/accept-invitation",
                Route::SetPassword(LinkPurpose::AdministratorInvitation),
            ),
            ("/sign-in", Route::NotFound),
            ("/admin/else", Route::NotFound),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }

    #[test]
    fn a_panel_is_what_stands_below_the_list() {
        let list = "/admin/users";
        assert_eq!(Panel::of("/admin/users", list), Panel::Closed);
        assert_eq!(Panel::of("/admin/users/new", list), Panel::New);
        let one = Panel::of(&format!("{list}/{ID}"), list);
        assert!(matches!(one, Panel::One(id) if id.to_string() == ID));
        assert_eq!(Panel::of("/admin/events", list), Panel::Closed);
    }

    /// `early.js` shows the email field on the pages that begin with a sign-in if nobody is signed
    /// in. The page lists them, because the script runs before the app has loaded.
    #[test]
    fn the_first_page_knows_every_page_that_begins_with_a_sign_in() {
        let begins = |route: Route| {
            route == Route::SignIn || !(route.is_public() || route == Route::NotFound)
        };
        let mut starts = vec!["/admin/".to_owned()];
        for (name, route) in SINGLE.into_iter().filter(|(_, route)| begins(*route)) {
            let path = format!("/admin/{name}");
            let has_panels = Route::of(&format!("{path}/{ID}")) == route;
            let has_tabs = route == Route::Settings;
            starts.push(path.clone());
            starts.extend((has_panels || has_tabs).then(|| format!("{path}/*")));
        }
        let listed = format!("data-start=\"{}\"", starts.join(" "));
        let page = include_str!("../index.html");
        assert!(page.contains(&listed), "index.html must have {listed}");
    }
}
