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
    fn a_short_text_repeated_to_the_longest_length_is_common() {
        for text in ["p@ssw0rd", "1aA!", "qwer1234"] {
            let password = text.repeat(64 / text.len());
            assert_eq!(password.len(), 64);
            let begun = std::time::Instant::now();
            assert!(is_common(&password), "{password}");
            // It matches in many ways. Half a minute would be a search without bounds, also on a
            // slow machine and without optimization.
            let took = begun.elapsed();
            assert!(
                took < std::time::Duration::from_secs(5),
                "{password}: {took:?}"
            );
        }
    }
}
