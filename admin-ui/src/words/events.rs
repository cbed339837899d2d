//! Events.

use contract::events::{EventAction, PartyKind};

use crate::components::SearchedWords;

pub const TITLE: &str = "Events";
pub const LEAD: &str = "Every security-relevant action. Nobody can edit events or remove single ones. Repeated wrong passwords for an account from one network are counted in one event per hour.";
pub const LABEL: &str = "Events";
pub const WHAT: &str = "Event";
pub const WHO: &str = "Actor";
pub const WHOM: &str = "Target";
pub const FROM: &str = "IP address";
pub const WHEN: &str = "Time";
pub const OUTCOME: &str = "Outcome";
pub const SUCCESS: &str = "Success";
pub const FAILURE: &str = "Failed";
pub const ACTION: &str = "Action";
pub const ACTIONS: SearchedWords = SearchedWords {
    label: ACTION,
    find: "Find an action",
    none: "No matching actions",
    more: "There are more actions. Search to find others.",
};
pub const FIND_ACTOR: &str = "Find an actor by name or email";
pub const FIND_TARGET: &str = "Find a target by name or email";
pub const NO_PARTY: &str = "No matches";
pub const SINCE: &str = "From";
pub const BEFORE: &str = "Until";
pub const LINK: &str = "Link to this event";
pub const BY_ACTOR: &str = "Events by this actor";
pub const ABOUT_TARGET: &str = "Events about this target";
pub const MISSING: &str =
    "The event could not be opened. The link may be incomplete, or lead to another organization.";
pub const CODE: &str = "Code";
pub const ADDRESS: &str = "IP address";
pub const DEVICE: &str = "Browser and system";
pub const DETAILS: &str = "Details";
pub const IDENTIFIER: &str = "Event ID";
pub const EMPTY_TITLE: &str = "No events yet";
pub const EMPTY: &str = "Sign-ins, changes and failed attempts appear here as they happen.";
pub const NO_MATCH_TITLE: &str = "No matching events";
pub const NO_MATCH: &str = "Remove a filter to see more.";
pub const SHOW_USER: &str = "Open user";
pub const SHOW_GROUP: &str = "Open group";
pub const SHOW_APPLICATION: &str = "Open application";
pub const SHOW_ADMINISTRATOR: &str = "Open administrator";
pub const FILTER_ONE: &str = "Only events with the chosen actors or targets are shown.";

/// The actions to filter by: code and text.
pub fn actions() -> Vec<(String, String)> {
    let all = EventAction::ALL.into_iter();
    all.map(|action| (action.as_str().to_owned(), action.label().to_owned()))
        .collect()
}

/// The text of an action. An action of a newer server is shown by its readable code.
pub fn action(code: &str) -> String {
    EventAction::parse(code).map_or_else(|| readable(code), |action| action.label().to_owned())
}

/// `user.password_reset` becomes "User: password reset".
pub fn readable(code: &str) -> String {
    let text = code.replace('.', ": ").replace('_', " ");
    let words = text.split(' ').map(|word| match word {
        "mfa" => "MFA",
        "mfa:" => "MFA:",
        "api" => "API",
        "ssh" => "SSH",
        word => word,
    });
    let text = words.collect::<Vec<_>>().join(" ");
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The label of a detail.
pub fn detail(name: &str) -> String {
    match name {
        "fields" => "Changed fields".to_owned(),
        "sessions_ended" | "count" => "Sessions ended".to_owned(),
        "items" => "Exported items".to_owned(),
        "last_at" => "Last attempt".to_owned(),
        "due_at" => "Due".to_owned(),
        "email_to" => "Sent to".to_owned(),
        name => readable(name),
    }
}

/// The value of a detail: codes and field names in readable form, everything else unchanged.
pub fn value(name: &str, value: &str) -> String {
    match name {
        "reason" | "state" | "role" | "factor" | "action" => readable(&value.replace('-', " ")),
        "fields" => {
            let mut text = String::new();
            for letter in value.chars() {
                if letter.is_ascii_uppercase() {
                    text.push(' ');
                }
                text.push(letter.to_ascii_lowercase());
            }
            readable(&text.replace('.', " "))
        }
        _ => value.to_owned(),
    }
}

/// A failure with the code of its reason.
pub fn because(action: &str, reason: &str) -> String {
    format!("{action}: {}", value("reason", reason))
}

/// The actor or target of an event, named by its kind if it has no name.
pub fn party(kind: &str, name: &str) -> String {
    match (name, kind) {
        ("", "system") => "The server".to_owned(),
        ("", "anonymous") => "Unknown (not signed in)".to_owned(),
        ("", kind) => readable(kind),
        (name, _) => name.to_owned(),
    }
}

/// A name with the address that tells it from others.
pub fn with_address(name: &str, email: &str) -> String {
    format!("{name} ({email})")
}

/// A name with the kind of what has it.
pub fn with_kind(name: &str, of: PartyKind) -> String {
    format!("{name} ({})", kind(of.as_str()))
}

/// The kind of an actor or target.
pub fn kind(kind: &str) -> String {
    match kind {
        "api_key" => "API key".to_owned(),
        "ldap_bind_user" => "Bind user".to_owned(),
        "radius_client" => "RADIUS client".to_owned(),
        "host" => "Linux host".to_owned(),
        kind => readable(kind),
    }
}

pub fn whom_by(whom: &str, by: &str) -> String {
    format!("{whom}, by {by}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_can_still_be_read() {
        assert_eq!(readable("user.password_reset"), "User: password reset");
        assert_eq!(readable("mfa.reset"), "MFA: reset");
        assert_eq!(value("fields", "mfaPolicy.users"), "MFA policy users");
        assert_eq!(readable(""), "");
        assert_eq!(
            value("fields", "firstName, homeAddress.street"),
            "First name, home address street"
        );
        assert_eq!(with_kind("CI", PartyKind::ApiKey), "CI (API key)");
        assert_eq!(value("email", "ada.b@example.com"), "ada.b@example.com");
        assert_eq!(
            because("Sign-in refused", "account-locked"),
            "Sign-in refused: Account locked"
        );
    }
}
