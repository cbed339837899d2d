//! Saved views, and the columns of a list.

pub const VIEWS: &str = "Views";
pub const ALL: &str = "All users";
pub const MINE: &str = "My views";
pub const SHARED: &str = "Shared views";
pub const SAVE_NEW: &str = "Save as new view";
pub const RENAME: &str = "Rename view";
pub const SHARE: &str = "Share with all administrators";
pub const UNSHARE: &str = "Stop sharing";
pub const DELETE: &str = "Delete view";
pub const NAME: &str = "Name";
pub const NAME_MISSING: &str = "Enter a name";
pub const SAVE_HINT: &str = "A view saves the search, filters, order and columns of the list.";
pub const SAVE: &str = "Save view";

/// The view that is open, and whether the list has changed since.
pub fn open(name: &str, edited: bool) -> String {
    if edited {
        format!("{name} (changed)")
    } else {
        name.to_owned()
    }
}

pub fn save_changes(name: &str) -> String {
    format!("Save changes to {name}")
}

pub fn saved(name: &str) -> String {
    format!("View {name} saved")
}

pub fn shared(name: &str) -> String {
    format!("View {name} is shared with all administrators")
}

pub fn unshared(name: &str) -> String {
    format!("View {name} is no longer shared")
}

pub fn deleted(name: &str) -> String {
    format!("View {name} deleted")
}

pub fn delete_title(name: &str) -> String {
    format!("Delete the view {name}?")
}

pub fn delete_body(shared: bool) -> &'static str {
    if shared {
        "The view is deleted for all administrators. Users are not changed."
    } else {
        "Users are not changed."
    }
}

// Columns.
pub const COLUMNS: &str = "Columns";
pub const CHOOSE: &str = "Columns to show";
pub const ORDER: &str = "Order";
pub const SHOW: &str = "Show columns";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";

pub fn columns_hint(most: usize) -> String {
    format!("Name and status are always shown. Choose up to {most} other columns.")
}
