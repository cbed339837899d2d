//! Addresses of the app's own pages, and going to them.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::location::Url;
use ui_kit::prelude::leave;

/// Home.
pub const HOME: &str = "/admin/";
/// The users.
pub const USERS: &str = "/admin/users";
/// The administrators.
pub const ADMINISTRATORS: &str = "/admin/administrators";
/// The events.
pub const EVENTS: &str = "/admin/events";
/// The settings; their first tab.
pub const SETTINGS: &str = "/admin/settings";
/// Settings: passwords and lockout.
pub const SECURITY: &str = "/admin/settings/security";
/// Settings: the User Portal.
pub const USER_PORTAL_SETTINGS: &str = "/admin/settings/user-portal";
/// Settings: API keys.
pub const API_KEYS: &str = "/admin/settings/api-keys";
/// Settings: mail.
pub const MAIL: &str = "/admin/settings/mail";
/// The administrator's own account.
pub const ACCOUNT: &str = "/admin/account";
/// Signing in.
pub const SIGN_IN: &str = "/admin/sign-in";
/// Asking for a reset link.
pub const FORGOT_PASSWORD: &str = "/admin/forgot-password";
/// The terms of service.
pub const TERMS: &str = "/admin/terms";
/// The other portal's sign-in.
pub const USER_SIGN_IN: &str = "/sign-in";

type Navigator = Rc<dyn Fn(&str, bool, bool)>;

thread_local! {
    static NAVIGATOR: RefCell<Option<Navigator>> = const { RefCell::new(None) };
}

/// Keeps the router's way to navigate for code that runs after an `await`.
pub fn take_navigator() {
    let navigate = use_navigate();
    let navigator: Navigator = Rc::new(move |to, replace, scroll| {
        let options = NavigateOptions {
            resolve: false,
            replace,
            scroll,
            ..NavigateOptions::default()
        };
        navigate(to, options);
    });
    NAVIGATOR.set(Some(navigator));
}

fn navigate(to: &str, replace: bool, scroll: bool) {
    let navigator = NAVIGATOR.with_borrow(Clone::clone);
    if let Some(navigator) = navigator {
        navigator(to, replace, scroll);
    }
}

/// Goes to another page, after a question where edits would be lost by it.
pub fn go(to: &str) {
    let path = to.split('?').next();
    if window().location().pathname().ok().as_deref() == path {
        navigate(to, false, true);
    } else {
        let to = to.to_owned();
        leave(move || navigate(&to, false, true));
    }
}

/// Goes to another address of the same page: nothing scrolls, and nothing is asked.
pub fn go_within(to: &str) {
    navigate(to, false, false);
}

/// Goes to another address that takes the place of this one in the history.
pub fn replace(to: &str) {
    navigate(to, true, false);
}

/// Goes to the sign-in, and comes back afterwards.
pub fn to_sign_in() {
    let here = window().location();
    let path = here.pathname().unwrap_or_default() + &here.search().unwrap_or_default();
    if path.trim_end_matches('/') == "/admin" {
        replace(SIGN_IN);
    } else if is_own(&path) && !path.starts_with(SIGN_IN) {
        replace(&with(SIGN_IN, &[("return_to", &path)]));
    }
}

/// Where the sign-in in the address bar leads.
pub fn return_to() -> String {
    let query = leptos_router::hooks::use_query_map();
    let wanted = query.with_untracked(|query| query.get("return_to"));
    wanted
        .filter(|path| is_own(path))
        .unwrap_or_else(|| HOME.to_owned())
}

/// Whether it is a path of this app and stays one when a browser resolves it.
fn is_own(path: &str) -> bool {
    let way = path.split(['?', '#']).next().unwrap_or_default();
    (way == "/admin" || way.starts_with("/admin/"))
        && !way.contains("//")
        && !way.contains("..")
        && !way.contains("%2e")
        && !way.contains("%2E")
        && !path.contains(['\\', '\n', '\r', '\t'])
}

/// An address with a query; empty values are left out.
pub fn with(path: &str, query: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.push_str(name);
        address.push('=');
        address.push_str(&Url::escape(value));
        mark = '&';
    }
    address
}

/// The token in the address's fragment.
pub fn token() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_own_paths_are_returned_to() {
        for good in [
            "/admin",
            "/admin/",
            "/admin/users?search=a//b",
            "/admin/settings/mail",
        ] {
            assert!(is_own(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "/sign-in",
            "/administrator",
            "//example.com",
            "/admin//example.com",
            "/admin/../x",
            "/admin/%2e%2e//example.com",
            "https://example.com/admin/",
            "/admin/\\example.com",
            "javascript:alert(1)",
        ] {
            assert!(!is_own(bad), "{bad}");
        }
    }
}
