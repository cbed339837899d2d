//! Navigation, and returning to a page after signing in.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::location::Url;
use ui_kit::prelude::leave;

use crate::session::{self, SignOutReason};
use crate::settings::{Routes, settings};

type Navigator = Rc<dyn Fn(&str, bool, bool)>;

thread_local! {
    static NAVIGATOR: RefCell<Option<Navigator>> = const { RefCell::new(None) };
}

/// Stores the router's navigation function for code that runs after an `await`. Called by the app's
/// root, inside the router.
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

/// Goes to another page. Asks first if there are unsaved edits.
pub fn go(to: &str) {
    let path = to.split('?').next();
    if window().location().pathname().ok().as_deref() == path {
        navigate(to, false, true);
    } else {
        let to = to.to_owned();
        leave(move || navigate(&to, false, true));
    }
}

/// Goes to another address of the same page, without scrolling or asking.
pub fn go_within(to: &str) {
    navigate(to, false, false);
}

/// Goes to another address, and replaces the current history entry.
pub fn replace(to: &str) {
    navigate(to, true, false);
}

/// Goes to the sign-in page, which returns here afterwards unless the person signed out.
pub fn to_sign_in() {
    let here = window().location();
    let path = here.pathname().unwrap_or_default() + &here.search().unwrap_or_default();
    let sign_in = settings().routes.sign_in;
    if session::reason() == Some(SignOutReason::SignedOut) {
        replace(sign_in);
    } else if !path.starts_with(sign_in) {
        replace(&sign_in_and_return(&path));
    }
}

/// The address of the sign-in page that returns to `path`.
pub fn sign_in_and_return(path: &str) -> String {
    let routes = &settings().routes;
    if path.trim_end_matches('/') == routes.home.trim_end_matches('/') || !is_own(path) {
        return routes.sign_in.to_owned();
    }
    with(routes.sign_in, &[("return_to", path)])
}

/// The path that the current sign-in page returns to.
pub fn return_to() -> String {
    let wanted = use_query_map().with_untracked(|query| query.get("return_to"));
    wanted
        .filter(|path| is_own(path))
        .unwrap_or_else(|| settings().routes.home.to_owned())
}

/// Whether it is a path of this portal, also after a browser has resolved it. Excludes everything
/// that a browser could read as another site: `//host`, `\\host`, `https:`, and tabs and line
/// breaks, which browsers drop.
fn is_own(path: &str) -> bool {
    belongs_to(&settings().routes, path)
}

fn belongs_to(routes: &Routes, path: &str) -> bool {
    // Returning to the sign-in page would be a loop.
    is_safe(path) && !path.starts_with(routes.sign_in) && (routes.is_own)(path)
}

fn is_safe(path: &str) -> bool {
    let way = path.split(['?', '#']).next().unwrap_or_default();
    way.starts_with('/')
        && !way.contains("//")
        && !way.contains("/.")
        && !way.to_ascii_lowercase().contains("%2e")
        && path.len() <= 500
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

/// An address with a query, without empty values.
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

/// The token in the URL fragment, which browsers never send to a server.
pub fn token() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{belongs_to, is_safe};
    use crate::Routes;

    #[test]
    fn the_sign_in_page_and_the_other_portal_are_not_returned_to() {
        let routes = Routes {
            home: "/",
            sign_in: "/sign-in",
            forgot_password: "/forgot-password",
            terms: None,
            sign_up: None,
            other_portal: "/admin/",
            is_own: |path| !path.starts_with("/admin"),
        };
        for good in ["/profile", "/security?x=1#y"] {
            assert!(belongs_to(&routes, good), "{good}");
        }
        for bad in [
            "/sign-in",
            "/sign-in?return_to=/profile",
            "/admin/users",
            "//a",
        ] {
            assert!(!belongs_to(&routes, bad), "{bad}");
        }
    }

    #[test]
    fn only_paths_of_this_origin_are_returned_to() {
        for good in [
            "/",
            "/admin",
            "/profile",
            "/security?x=1#y",
            "/a%20b",
            "/admin/users?search=a//b",
        ] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "",
            "profile",
            "//evil.example",
            "/admin//example.com",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/..//evil.example",
            "/./evil",
            "/admin/../x",
            "/admin/%2E%2e//example.com",
            " /profile",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
        assert!(!is_safe(&format!("/{}", "a".repeat(600))));
    }
}
