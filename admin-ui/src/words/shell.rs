//! The frame around the pages, and the search for everything.

pub const HOME: &str = "Home";
pub const USERS: &str = "Users";
pub const ADMINISTRATORS: &str = "Administrators";
pub const EVENTS: &str = "Events";
pub const SETTINGS: &str = "Settings";
pub const ACCOUNT: &str = "My account";
pub const SIGN_OUT: &str = "Sign out";
pub const SEARCH: &str = "Search or go to";
pub const SEARCH_TITLE: &str = "Search";
pub const SEARCH_PLACEHOLDER: &str = "A person, a page or an action";
pub const SEARCH_KEYS: &str = "Ctrl K";
pub const SEARCH_KEYS_MAC: &str = "⌘ K";
pub const SEARCH_NOTHING: &str = "Nothing matches. Try a name, a username or an email address.";
pub const SEARCH_HELP: &str = "↑ ↓ to choose, Enter to go";
pub const GROUP_PEOPLE: &str = "People";
pub const GROUP_PAGES: &str = "Pages";
pub const GROUP_ACTIONS: &str = "Actions";
pub const ALL_MATCHES: &str = "All users that match";
pub const STILL_SIGNED_IN: &str =
    "You are still signed in: there was no answer from the server. Try again.";

pub fn search_failed(why: &str) -> String {
    format!("People could not be searched. {why}")
}
