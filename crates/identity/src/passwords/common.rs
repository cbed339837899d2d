//! Detects common passwords.

use zxcvbn::zxcvbn;

/// A password that is found with fewer guesses is weak.
const FEW_GUESSES: u64 = 1_000_000;
/// The maximum number of parts of a common password: the password itself, and a suffix such as
/// `2026!`. A phrase of several words has more parts. It is hard to guess even if the words are
/// common.
const FEW_PARTS: usize = 2;

/// The characters that `zxcvbn` treats as each letter, a to z. It tries every combination of letters
/// for those in a password.
const LOOK_ALIKES: [&str; 12] = [
    "4@", "8", "({[<", "3", "69", "1!|", "1|7", "0", "$5", "+7", "%", "2",
];
/// The characters that it treats as two letters. They double the combinations.
const FOR_TWO_LETTERS: &str = "1|7";
/// The largest [`work`] for a check that takes no longer than a password hash.
const MOST_WORK: usize = 500_000;

/// Whether a password is one of the 30,000 most common ones, a variation of one in spelling or
/// case, a sequence of adjacent keys, a repetition, or one of these with a short suffix.
///
/// A long password with almost every look-alike character counts as none of these and is not
/// checked, because that would take as long as ten other checks.
///
/// Takes some milliseconds, so do not call it on an async thread or while holding a lock.
pub fn is_common(password: &str) -> bool {
    if work(password) > MOST_WORK {
        return false;
    }
    let estimate = zxcvbn(password, &[]);
    estimate.sequence().len() <= FEW_PARTS && estimate.guesses() < FEW_GUESSES
}

/// How much `zxcvbn` does with look-alike characters, at most: the combinations of letters for
/// them, each looked up for every part of the password.
fn work(password: &str) -> usize {
    let combinations = LOOK_ALIKES.map(|characters| {
        let used = characters.chars().filter(|it| password.contains(*it));
        let ways = used.map(|it| 1 + usize::from(FOR_TWO_LETTERS.contains(it)));
        ways.sum::<usize>().max(1)
    });
    let length = password.chars().count();
    combinations
        .into_iter()
        .product::<usize>()
        .saturating_mul(length.saturating_mul(length))
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

    #[test]
    fn usual_numbers_of_look_alike_characters_are_checked() {
        for password in [
            "1234567890",
            "!@#$%^&*()_+1234567890",
            "P@$$w0rd!1234567890",
            "1qaz!QAZ2wsx@WSX3edc#EDC",
        ] {
            assert!(work(password) <= MOST_WORK, "{password}");
        }
    }

    #[test]
    fn what_would_take_too_long_is_not_checked() {
        let look_alikes = "4@8({[<369!1|705$%+2";
        for password in [
            look_alikes.repeat(3),
            look_alikes.chars().cycle().take(64).collect(),
            format!("{look_alikes}{}", "a".repeat(44)),
        ] {
            assert!(work(&password) > MOST_WORK, "{password}");
            assert!(!is_common(&password), "{password}");
        }
    }
}
