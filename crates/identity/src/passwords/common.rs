//! Passwords that are guessed first.

use zxcvbn::zxcvbn;

/// Fewer guesses than this find it.
const FEW_GUESSES: u64 = 1_000_000;
/// Of so many parts: a common password, or one with a tail such as `2026!`. A phrase of several
/// words has more, and is nobody's first guess even where its words are common.
const FEW_PARTS: usize = 2;

/// Whether a password is one of the 30,000 most common, a spelling of one with other letters,
/// digits or case, a run on the keyboard, a repetition, or one of these with a short tail.
///
/// Takes some milliseconds: call it where that holds up nobody.
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
        // 64 characters that match in as many ways as can be.
        for password in [
            "p@ssw0rd".repeat(8),
            "1aA!".repeat(16),
            "qwer1234".repeat(8),
        ] {
            is_common(&password);
        }
    }
}
