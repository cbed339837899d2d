//! Detects common passwords.

use zxcvbn::zxcvbn;

/// A password that is found with fewer guesses is weak.
const FEW_GUESSES: u64 = 1_000_000;
/// The maximum number of parts of a common password: the password itself, and a suffix such as
/// `2026!`. A phrase of several words has more parts. It is hard to guess even if the words are
/// common.
const FEW_PARTS: usize = 2;

/// Whether a password is one of the 30,000 most common ones, a variation of one in spelling or
/// case, a sequence of adjacent keys, a repetition, or one of these with a short suffix.
///
/// Takes some milliseconds, so do not call it on an async thread or while holding a lock.
pub(super) fn is_common(password: &str) -> bool {
    let estimate = zxcvbn(password, &[]);
    estimate.sequence().len() <= FEW_PARTS && estimate.guesses() < FEW_GUESSES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_guesses_first_is_common() {
        for password in [
            "password",
            "Passw0rd",
            "password1234",
            "P@ssw0rd2026",
            "drowssap",
            "qwertyuiop",
            "123456789012",
            "aaaaaaaaaaaa",
            "passwordpassword",
            "abcdefghijkl",
            "iloveyou123",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn what_a_person_thought_up_is_not() {
        for password in [
            "correct horse battery",
            "analytical engine 1843",
            "quiet brass keyhole",
            "the fourth one",
            "my dog ate it",
            "ac3-KLq-9dF-xx7",
            "Ελληνικά και πάλι",
            "🔑🔒🗝️🚪🏠🏡🔐🔏",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn the_longest_password_is_judged_in_no_time_worth_mentioning() {
        // 64 characters that match in as many ways as possible.
        for password in [
            "p@ssw0rd".repeat(8),
            "1aA!".repeat(16),
            "qwer1234".repeat(8),
        ] {
            is_common(&password);
        }
    }
}
