//! Events.

use ui_kit::prelude::Icon;

pub const TITLE: &str = "Events";
pub const LEAD: &str = "Every act that matters for security. Events cannot be changed or deleted.";
pub const LABEL: &str = "Events";
pub const WHAT: &str = "What";
pub const WHO: &str = "Who";
pub const WHOM: &str = "To whom";
pub const FROM: &str = "From";
pub const WHEN: &str = "When";
pub const OUTCOME: &str = "Outcome";
pub const SUCCESS: &str = "Done";
pub const FAILURE: &str = "Refused";
pub const ALL_ACTIONS: &str = "All actions";
pub const ACTION: &str = "Action";
pub const CODE: &str = "Code";
pub const ADDRESS: &str = "Address";
pub const DEVICE: &str = "Browser and system";
pub const DETAILS: &str = "Details";
pub const IDENTIFIER: &str = "Event ID";
pub const EMPTY_TITLE: &str = "No events yet";
pub const EMPTY: &str = "Sign-ins, changes and refused attempts appear here as they happen.";
pub const NO_MATCH_TITLE: &str = "No event matches";
pub const NO_MATCH: &str = "Take a filter away to see more.";
pub const SHOW_USER: &str = "Open user";
pub const SHOW_ADMINISTRATOR: &str = "Open administrator";
pub const FILTER_ONE: &str = "Only events about one person are shown.";

/// What each action is called, in the order of the contract; others, of a newer server, are
/// shown by their code, made readable.
const ACTIONS: &[(&str, &str)] = &[
    ("sign_in.succeeded", "Signed in"),
    ("sign_in.failed", "Sign-in failed"),
    ("sign_in.refused", "Sign-in refused"),
    ("sign_in.factor_failed", "Second factor wrong"),
    ("session.signed_out", "Signed out"),
    ("session.ended", "Sessions ended"),
    (
        "session.refresh_token_reused",
        "Session ended: its token was used twice",
    ),
    ("session.proved", "Proof given"),
    ("session.proof_failed", "Proof refused"),
    ("account.locked", "Account locked"),
    ("factor.added", "Second factor added"),
    ("factor.removed", "Second factor removed"),
    ("factor.renamed", "Second factor renamed"),
    ("factor.copied", "Passkey refused: used by a copy"),
    ("factors.reset", "Second factors reset"),
    ("recovery_codes.made", "Recovery codes made"),
    ("recovery_code.used", "Recovery code used"),
    ("mfa.enrolment_extended", "More time to enrol given"),
    ("recovery_email.entered", "Recovery email entered"),
    ("recovery_email.verified", "Recovery email verified"),
    ("recovery_email.removed", "Recovery email removed"),
    (
        "recovery_email.change_failed",
        "Recovery email change refused",
    ),
    ("password.changed", "Password changed"),
    ("password.change_failed", "Password change refused"),
    ("password.expired", "Password expired"),
    ("password.reset", "Password reset"),
    ("password.reset_requested", "Reset mail requested"),
    ("password.reset_sent", "Reset mail sent"),
    ("password.reset_link_made", "Reset link made on the server"),
    (
        "password.reset_factor_failed",
        "Password reset: second factor wrong",
    ),
    ("password.temporary_set", "Temporary password set"),
    ("user.created", "User created"),
    ("user.updated", "User changed"),
    ("user.profile_updated", "Own profile changed"),
    ("user.activated", "User activated"),
    ("user.activation_sent", "Activation mail sent"),
    ("user.activated_by_link", "Activation link used"),
    ("user.suspended", "User suspended"),
    ("user.unlocked", "User unlocked"),
    ("user.deleted", "User deleted"),
    ("administrator.invited", "Administrator invited"),
    ("administrator.invitation_sent", "Invitation sent again"),
    ("administrator.invitation_accepted", "Invitation accepted"),
    ("administrator.updated", "Administrator changed"),
    ("administrator.activated", "Administrator activated"),
    ("administrator.suspended", "Administrator suspended"),
    ("administrator.unlocked", "Administrator unlocked"),
    ("administrator.removed", "Administrator removed"),
    ("organization.created", "Organization created"),
    ("organization.updated", "Settings changed"),
    ("api_key.created", "API key created"),
    ("api_key.revoked", "API key revoked"),
    ("mail.test_sent", "Test message sent"),
];

/// The actions to filter by: code and words.
pub fn actions() -> impl Iterator<Item = (&'static str, &'static str)> {
    ACTIONS.iter().copied()
}

/// An action in words.
pub fn action(code: &str) -> String {
    match ACTIONS.iter().find(|(known, _)| *known == code) {
        Some((_, words)) => (*words).to_owned(),
        None => readable(code),
    }
}

/// `user.password_reset` becomes "User: password reset".
pub fn readable(code: &str) -> String {
    let text = code.replace('.', ": ").replace('_', " ");
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A detail's name in words.
pub fn detail(name: &str) -> String {
    match name {
        "fields" => "What changed".to_owned(),
        "sessions_ended" | "count" => "Sessions ended".to_owned(),
        name => readable(name),
    }
}

/// A detail's value: codes and field names made readable, all else as it is.
pub fn value(name: &str, value: &str) -> String {
    match name {
        "reason" | "state" | "role" | "factor" => readable(&value.replace('-', " ")),
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

/// The picture of an action's subject.
pub fn icon(code: &str) -> Icon {
    match code.split('.').next().unwrap_or_default() {
        "user" | "profile" => Icon::User,
        "administrator" => Icon::ShieldUser,
        "sign_in" | "session" | "link" => Icon::Key,
        "password" | "account" => Icon::Lock,
        "api_key" => Icon::Key,
        "factor" | "factors" | "recovery_code" | "recovery_codes" | "mfa" => Icon::Shield,
        "mail" | "recovery_email" => Icon::Mail,
        "organization" => Icon::Building,
        _ => Icon::List,
    }
}

/// Somebody in an event; those who have no name are called by their kind.
pub fn party(kind: &str, name: &str) -> String {
    match (name, kind) {
        ("", "system") => "The server".to_owned(),
        ("", "anonymous") => "Somebody not signed in".to_owned(),
        ("", kind) => readable(kind),
        (name, _) => name.to_owned(),
    }
}

/// The kind of somebody in an event.
pub fn kind(kind: &str) -> String {
    match kind {
        "api_key" => "API key".to_owned(),
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
    fn every_action_has_words() {
        let codes: Vec<_> = actions().map(|(code, _)| code).collect();
        assert_eq!(codes, contract::events::ACTIONS);
    }

    #[test]
    fn an_unknown_code_can_still_be_read() {
        assert_eq!(readable("user.password_reset"), "User: password reset");
        assert_eq!(readable(""), "");
        assert_eq!(
            value("fields", "firstName, homeAddress.street"),
            "First name, home address street"
        );
        assert_eq!(value("email", "ada.b@example.com"), "ada.b@example.com");
    }
}
