//! The check in the browser and the check on the server agree for any text.

use contract::sign_in::PasswordRequirements;
use proptest::prelude::*;
use rules::passwords::{Owner, PasswordPolicy};

use super::check_policy;

fn policy() -> impl Strategy<Value = PasswordPolicy> {
    (8_u8..=64, any::<[bool; 5]>()).prop_map(
        |(min_length, [lower, upper, number, special, run])| PasswordPolicy {
            min_length,
            require_lower_case: lower,
            require_upper_case: upper,
            require_number: number,
            require_special: special,
            refuse_sequences: run,
            ..PasswordPolicy::default()
        },
    )
}

/// Any text, and edge cases: combining characters, emoji, right-to-left text, surrounding spaces,
/// 60 to 70 characters, and the owner's own names.
fn password() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,90}",
        "[ a-zA-Z0-9!é\u{301}\u{5d0}\u{200f}🔑]{60,70}",
        "[ \u{3000}]{0,3}[a-z]{5,20}[ \u{3000}]{0,3}",
        "[a-z]{0,8}(ada\\.lovelace|countess|ADA\\.LOVELACE@example\\.com)[a-z]{0,8}",
    ]
}

proptest! {
    #[test]
    fn the_preview_is_the_check(policy in policy(), password in password()) {
        let requirements = PasswordRequirements {
            policy,
            email: "ada.lovelace@example.com".to_owned(),
            username: "countess".to_owned(),
        };
        let owner = Owner { email: &requirements.email, username: &requirements.username };
        let previewed: Vec<_> = policy
            .broken(&password, owner)
            .into_iter()
            .map(|rule| (rule.code().to_owned(), rule.mend(&password)))
            .collect();
        let checked: Vec<_> = check_policy(&requirements, &password, "newPassword")
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|error| (error.code, error.message))
            .collect();
        prop_assert_eq!(checked, previewed);
    }
}
