//! All texts of the components themselves. Apps pass in their own.

pub(crate) const ADMINISTRATORS_ONLY: &str = "Only an administrator can change this.";
pub(crate) const BUSY: &str = "Working…";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const CAPS_LOCK: &str = "Caps Lock is on.";
pub(crate) const CLEAR: &str = "Clear";
pub(crate) const CLEAR_ALL: &str = "Clear all";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const COPIED: &str = "Copied";
pub(crate) const COPY: &str = "Copy";
pub(crate) const COUNTRY: &str = "Country";
pub(crate) const DISCARD: &str = "Discard changes";
pub(crate) const DISCARD_BODY: &str = "What you changed here is not saved yet.";
pub(crate) const DISCARD_TITLE: &str = "Discard your changes?";
pub(crate) const DISMISS: &str = "Dismiss";
pub(crate) const DOWNLOAD: &str = "Download";
pub(crate) const ERROR_CODE: &str = "Code";
pub(crate) const ERROR_NEXT: &str = "Try again in a moment. If it happens again, contact your administrator and quote the lines below.";
pub(crate) const ERROR_REQUEST: &str = "Request";
pub(crate) const ERROR_TITLE: &str = "This page could not be loaded";
pub(crate) const FILTER: &str = "Filter";
pub(crate) const FILTERS: &str = "Filters";
pub(crate) const HIDE: &str = "Hide";
pub(crate) const HIDE_PASSWORD: &str = "Hide password";
pub(crate) const HOME: &str = "Go to Home";
pub(crate) const KEEP_EDITING: &str = "Keep editing";
pub(crate) const LEAVE: &str = "Leave";
pub(crate) const LOADING: &str = "Loading";
pub(crate) const LOCALITY: &str = "City";
pub(crate) const MAIN_NAVIGATION: &str = "Main";
pub(crate) const MENU: &str = "Menu";
pub(crate) const MET: &str = "met";
pub(crate) const NEW_TAB: &str = "(opens in a new tab)";
pub(crate) const MORE_THAN: &str = "more than";
pub(crate) const NEXT: &str = "Next";
pub(crate) const NOTIFICATIONS: &str = "Notifications";
pub(crate) const NO: &str = "No";
pub(crate) const NOT_COPIED: &str =
    "The browser did not allow copying. Select the text and copy it yourself.";
pub(crate) const NOT_FOUND_BODY: &str =
    "The address may be mistyped, or what was here has been removed.";
pub(crate) const NOT_FOUND_TITLE: &str = "Page not found";
pub(crate) const NOT_MET: &str = "not met";
pub(crate) const NOT_SET: &str = "Not set";
pub(crate) const NOT_YET: &str = "not met yet";
pub(crate) const NOT_YOU: &str = "Not you?";
pub(crate) const OF: &str = "of";
pub(crate) const OPTIONAL: &str = "(optional)";
pub(crate) const POSTAL_CODE: &str = "Postal code";
pub(crate) const PREVIOUS: &str = "Previous";
pub(crate) const REGION: &str = "State or region";
pub(crate) const REMOVE_FILTER: &str = "Remove filter";
pub(crate) const RETRY: &str = "Try again";
pub(crate) const SAME_AS_BROWSER: &str = "Same as this browser";
pub(crate) const SECRET_BODY: &str = "It won't be shown again.";
pub(crate) const SECRET_TITLE: &str = "Leave without saving the secret?";
pub(crate) const SELECTED: &str = "selected";
pub(crate) const SHOW: &str = "Show";
pub(crate) const SHOW_PASSWORD: &str = "Show password";
pub(crate) const SIGNED_IN_AS: &str = "Signed in as";
pub(crate) const SKIP: &str = "Skip to the content";
pub(crate) const STAY: &str = "Stay";
pub(crate) const STREET: &str = "Street address";
pub(crate) const STRENGTH: &str = "Strength";
pub(crate) const THEME: &str = "Theme";
pub(crate) const THEME_DARK: &str = "Dark";
pub(crate) const THEME_LIGHT: &str = "Light";
pub(crate) const THEME_SYSTEM: &str = "System";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const COLLAPSE: &str = "Collapse navigation";
pub(crate) const EXPAND: &str = "Expand navigation";
pub(crate) const YES: &str = "Yes";

/// A length rule, with the number of characters typed.
pub(crate) fn so_far(rule: &str, typed: usize) -> String {
    format!("{rule} ({typed} so far)")
}

pub(crate) fn too_many_words(most: usize) -> String {
    format!("Enter at most {most} words.")
}
