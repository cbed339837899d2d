//! The address or username that an application suggests.

use std::cell::RefCell;

thread_local! {
    /// The request for which the sign-in page was shown, with the suggestion.
    static SHOWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The longest address.
const LONGEST: usize = 254;

/// Notes that the person is about to sign in for the request with this token.
pub(super) fn is_shown(token: &str) {
    SHOWN.set(Some(token.to_owned()));
}

/// Whether the person has just signed in for the request with this token.
pub(super) fn has_just_signed_in(token: &str) -> bool {
    SHOWN.take().is_some_and(|shown| shown == token)
}

/// Whether `hint` names somebody else than the person with this email and username. Anyone can put a text
/// there, so what cannot be an address or a username names nobody, and is not shown.
pub(super) fn names_another(hint: &str, email: &str, username: &str) -> bool {
    let is_name = !hint.is_empty()
        && hint.len() <= LONGEST
        && !hint.chars().any(|c| c.is_whitespace() || c.is_control());
    let hint = hint.to_lowercase();
    is_name && hint != email.to_lowercase() && hint != username.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::names_another;

    #[test]
    fn only_another_address_or_username_is_somebody_else() {
        let another = |hint: &str| names_another(hint, "ada@example.com", "ada");
        for own in ["ada@example.com", "Ada@Example.com", "ADA"] {
            assert!(!another(own), "{own}");
        }
        for other in ["bob@example.com", "bob", "ada@example.org"] {
            assert!(another(other), "{other}");
        }
        for text in ["", "call 555 0100", "a\nb", "a".repeat(255).as_str()] {
            assert!(!another(text), "{text}");
        }
    }
}
