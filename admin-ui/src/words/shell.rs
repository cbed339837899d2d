//! The frame around the pages, and the global search.

pub const HOME: &str = "Home";
pub const USERS: &str = "Users";
pub const GROUPS: &str = "Groups";
pub const APPLICATIONS: &str = "Applications";
pub const ADMINISTRATORS: &str = "Administrators";
pub const EVENTS: &str = "Events";
pub const SETTINGS: &str = "Settings";
pub const ACCOUNT: &str = "My account";
pub const SIGN_OUT: &str = "Sign out";
pub const SEARCH: &str = "Search or go to";
pub const SEARCH_TITLE: &str = "Search";
pub const SEARCH_PLACEHOLDER: &str = "Search people, pages and actions";
pub const SEARCH_KEYS: &str = "Ctrl K";
pub const SEARCH_KEYS_MAC: &str = "⌘ K";
pub const SEARCH_NOTHING: &str = "No results. Try a name, a username or an email address.";
pub const SEARCH_HELP: &str = "↑ ↓ to choose, Enter to go";
pub const LOCKED_USERS: &str = "Locked users";
pub const DARK: &str = "Dark theme";
pub const LIGHT: &str = "Light theme";
pub const SYSTEM_COLORS: &str = "System theme";
pub const KEYS: &str = "Keyboard shortcuts";
pub const KEYS_ON: &str = "Use single-key shortcuts";
pub const KEYS_ON_HINT: &str = "Ctrl K works either way.";
pub const ALL_KEYS: [(&str, &str); 14] = [
    ("Ctrl K", "Search people, pages and actions"),
    ("/", "Search this list"),
    ("j  k", "Next or previous row"),
    ("Enter", "Open the row"),
    ("x", "Select the row"),
    ("→", "Actions for the row"),
    ("g  h", "Go to Home"),
    ("g  u", "Go to Users"),
    ("g  g", "Go to Groups"),
    ("g  p", "Go to Applications"),
    ("g  a", "Go to Administrators"),
    ("g  e", "Go to Events"),
    ("g  s", "Go to Settings"),
    ("?", "Show these shortcuts"),
];
pub const GROUP_PEOPLE: &str = "People";
pub const GROUP_PAGES: &str = "Pages";
pub const GROUP_ACTIONS: &str = "Actions";
pub const ALL_MATCHES: &str = "All matching users";

pub fn search_failed(why: &str) -> String {
    format!("Couldn't search people. {why}")
}
