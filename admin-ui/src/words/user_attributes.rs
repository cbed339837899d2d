//! User attributes: the settings, and the filters of the list of users.

use contract::filter::AttributeBound;
use contract::user_attributes::{AttributeAccess, AttributeDefinition, AttributeKind};

pub const TITLE: &str = "User attributes";
pub const LEAD: &str = "Custom attributes store information that the profile has no field for, such as a badge number.";
pub const NEW: &str = "Add attribute";
pub const LABEL: &str = "Label";
pub const LABEL_HINT: &str = "What people read on screens";
pub const LABEL_MISSING: &str = "Enter a label";
pub const NAME: &str = "Name in the API";
pub const NAME_HINT: &str = "Also used in filters. It can't be changed later.";
pub const NAME_WRONG: &str =
    "Use up to 40 letters and digits (a to z, A to Z, 0 to 9), the first a lowercase letter";
pub const KIND: &str = "Kind";
pub const KIND_HINT: &str = "It can't be changed later.";
pub const CHOICES: &str = "Choices";
pub const CHOICES_HINT: &str = "One per line. A choice that is in use can't be removed.";
pub const CHOICES_MISSING: &str = "Enter at least one choice";
pub const ACCESS: &str = "Users can";
pub const REQUIRED: &str = "Required";
pub const REQUIRED_HINT: &str = "New users need a value, and nobody can remove one. Existing users have none until it is entered.";
pub const FILTERABLE: &str = "Filter users by it";
pub const FILTERABLE_HINT: &str = "In the list of users and in the API";
pub const SEARCHABLE: &str = "Find users by it";
pub const SEARCHABLE_HINT: &str =
    "In the search for users. After a change, users are found a moment later.";
pub const POSITION: &str = "Position";
pub const POSITION_HINT: &str = "0 is first, 999 is last";
pub const POSITION_WRONG: &str = "Enter a number from 0 to 999";
pub const YES: &str = "Yes";
pub const NO: &str = "No";
pub const USED_FOR: &str = "Used for";
pub const DELETE: &str = "Delete";
pub const DELETE_ATTRIBUTE: &str = "Delete attribute";
pub const EMPTY_TITLE: &str = "No attributes yet";
pub const EMPTY: &str = "Add one for information that the profile has no field for. It appears in every form and in the API.";

/// The name of a kind.
pub const fn kind(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "Text",
        AttributeKind::Number => "Number",
        AttributeKind::Date => "Date",
        AttributeKind::YesNo => "Yes or no",
        AttributeKind::Choice => "Choice",
    }
}

/// What users may do with their value, and what it means.
pub const fn access(access: AttributeAccess) -> (&'static str, &'static str) {
    match access {
        AttributeAccess::None => ("Not see it", "Only administrators see and edit it."),
        AttributeAccess::Read => ("See it", "It is shown in their profile, read-only."),
        AttributeAccess::Write => (
            "See and edit it",
            "If they can edit their profile. Don't choose this if other systems derive permissions from it.",
        ),
    }
}

/// How values are compared with a bound: "at least".
pub const fn bound(bound: AttributeBound) -> &'static str {
    match bound {
        AttributeBound::Since => "since",
        AttributeBound::Before => "before",
        AttributeBound::AtLeast => "at least",
        AttributeBound::AtMost => "at most",
    }
}

/// The label of the input for a bound: "Badge: at least".
pub fn compared(label: &str, by: AttributeBound) -> String {
    format!("{label}: {}", bound(by))
}

/// "Required, filters, search".
pub fn used_for(one: &AttributeDefinition) -> String {
    let uses = [
        (one.required, "required"),
        (one.filterable, "filters"),
        (one.searchable, "search"),
    ];
    let uses: Vec<_> = uses
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, word)| word)
        .collect();
    let text = uses.join(", ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => text,
    }
}

pub fn actions_for(label: &str) -> String {
    format!("Actions for {label}")
}

pub fn saved(label: &str) -> String {
    format!("{label} saved")
}

pub fn deleted(label: &str) -> String {
    format!("{label} deleted")
}

pub fn delete_title(label: &str) -> String {
    format!("Delete {label}?")
}

pub fn delete_body(label: &str, users: u64) -> String {
    match users {
        0 => format!("No user has a value for {label}. This can't be undone."),
        1 => format!("The value of 1 user is deleted with {label}. This can't be undone."),
        _ => format!(
            "The values of {} are deleted with {label}. This can't be undone.",
            super::count(users, "user", "users")
        ),
    }
}
