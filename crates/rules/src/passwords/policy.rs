//! The password policy of an organization, and which passwords comply with it.

use super::opaque::cannot_be_typed;
use super::{Rule, RuleStatus, length, normalize};
use crate::mfa::MfaRequirement;
use crate::text::fold;

/// The maximum length in characters. Argon2 hashes all of it; nothing is truncated.
pub const MAX_LENGTH: usize = 64;
/// The maximum length in bytes of a password before it is normalized. Longer texts are not read.
pub const MAX_BYTES: usize = 1024;

/// The maximum number of passwords that a policy can remember per account.
pub const MAX_REMEMBERED: u8 = 24;

/// An organization's password policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordPolicy {
    /// The minimum length in characters: 8 to 64.
    #[cfg_attr(feature = "openapi", schema(minimum = 8, maximum = 64, example = 12))]
    pub min_length: u8,
    /// Whether a lowercase letter is required.
    #[serde(default)]
    pub require_lower_case: bool,
    /// Whether an uppercase letter is required.
    #[serde(default)]
    pub require_upper_case: bool,
    /// Whether a number is required.
    #[serde(default)]
    pub require_number: bool,
    /// Whether a special character is required, which is neither a letter nor a number.
    #[serde(default)]
    pub require_special: bool,
    /// Whether three equal or consecutive characters in a row are refused: `aaa`, `abc`, `321`.
    #[serde(default)]
    pub refuse_sequences: bool,
    /// Whether common passwords are refused. Only the server has the list.
    #[serde(default = "yes")]
    pub refuse_common: bool,
    /// Whether previous passwords are refused.
    #[serde(default)]
    pub refuse_reuse: bool,
    /// How many of them, including the current one: 1 to 24. Kept while the setting is off.
    #[serde(default = "remembered")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 24, example = 3))]
    pub remembered_passwords: u8,
}

crate::only_as_object!(PasswordPolicy);

const fn yes() -> bool {
    true
}

const fn remembered() -> u8 {
    3
}

impl Default for PasswordPolicy {
    /// Requires length and refuses common passwords (NIST SP 800-63B-4).
    fn default() -> Self {
        Self {
            min_length: 12,
            require_lower_case: false,
            require_upper_case: false,
            require_number: false,
            require_special: false,
            refuse_sequences: false,
            refuse_common: true,
            refuse_reuse: false,
            remembered_passwords: remembered(),
        }
    }
}

impl PasswordPolicy {
    /// The requirements of NIST SP 800-63B-4: 15 characters if only a password is needed, 8 if MFA
    /// is `required`, and no common passwords.
    pub fn nist(factor: MfaRequirement) -> Self {
        Self {
            min_length: match factor {
                MfaRequirement::Required => 8,
                MfaRequirement::Optional | MfaRequirement::Off => 15,
            },
            ..Self::default()
        }
    }

    /// Traditional requirements: four classes of characters, and none of the last five passwords.
    /// Usually combined with a maximum age.
    pub fn strict_legacy() -> Self {
        Self {
            require_lower_case: true,
            require_upper_case: true,
            require_number: true,
            require_special: true,
            refuse_reuse: true,
            remembered_passwords: 5,
            ..Self::default()
        }
    }
}

/// The owner of a password, whose names it must not contain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Owner<'a> {
    /// The account's email address.
    pub email: &'a str,
    /// The account's username; empty if there is none.
    pub username: &'a str,
}

/// Shorter names are ignored, because they occur in too many passwords ("jo" in "job").
const SHORTEST_NAME: usize = 3;

impl PasswordPolicy {
    /// The rules to check, in display order. Does not include what only the server can check:
    /// [`Self::beside_the_rules`].
    pub fn rules(&self) -> Vec<Rule> {
        let switched = [
            (self.require_lower_case, Rule::LowerCase),
            (self.require_upper_case, Rule::UpperCase),
            (self.require_number, Rule::Number),
            (self.require_special, Rule::Special),
            (self.refuse_sequences, Rule::NoSequence),
        ];
        let mut rules = vec![Rule::MinLength(self.min_length), Rule::MaxLength];
        rules.extend(switched.into_iter().filter(|(on, _)| *on).map(|(_, it)| it));
        rules.push(Rule::NotOwnName);
        rules
    }

    /// The fields of the policy that are out of range, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if !(8..=64).contains(&self.min_length) {
            faults.push(("minLength", "Choose a length from 8 to 64"));
        }
        if !(1..=MAX_REMEMBERED).contains(&self.remembered_passwords) {
            faults.push(("rememberedPasswords", "Choose a number from 1 to 24"));
        }
        faults
    }

    /// The number of previous passwords, including the current one, that cannot be used again.
    pub fn remembered(&self) -> u8 {
        if self.refuse_reuse {
            self.remembered_passwords
        } else {
            0
        }
    }

    /// Whether `password` complies with `rule`.
    pub fn keeps(&self, rule: Rule, password: &str, owner: Owner<'_>) -> bool {
        match rule {
            Rule::MinLength(least) => length(password) >= usize::from(least),
            Rule::MaxLength => length(password) <= MAX_LENGTH,
            Rule::LowerCase => normalize(password).chars().any(char::is_lowercase),
            Rule::UpperCase => normalize(password).chars().any(char::is_uppercase),
            Rule::Number => normalize(password).chars().any(char::is_numeric),
            Rule::Special => !normalize(password).chars().all(char::is_alphanumeric),
            Rule::NoSequence => sequence(password).is_none(),
            Rule::NotOwnName => !contains_own_name(password, owner),
            Rule::Visible => !password.contains(cannot_be_typed),
        }
    }

    /// The state of `rule` while a person is typing `password`.
    pub fn status(&self, rule: Rule, password: &str, owner: Owner<'_>) -> RuleStatus {
        match rule {
            _ if password.is_empty() => RuleStatus::Open,
            _ if self.keeps(rule, password, owner) => RuleStatus::Kept,
            Rule::MinLength(_)
            | Rule::LowerCase
            | Rule::UpperCase
            | Rule::Number
            | Rule::Special => RuleStatus::Open,
            Rule::MaxLength | Rule::NoSequence | Rule::NotOwnName | Rule::Visible => {
                RuleStatus::Broken
            }
        }
    }

    /// The requirements that only the server can check, in words.
    pub fn beside_the_rules(&self) -> Option<String> {
        let used = match self.remembered() {
            0 => None,
            1 => Some("your current one".to_owned()),
            last => Some(format!("one of your last {last}")),
        };
        let common = self.refuse_common.then(|| "a common password".to_owned());
        let parts: Vec<String> = common.into_iter().chain(used).collect();
        (!parts.is_empty()).then(|| format!("It cannot be {}.", parts.join(" or ")))
    }

    /// The rules that `password` violates, in the order of [`PasswordPolicy::rules`]. Empty if it
    /// is acceptable. [`Rule::Visible`] applies to every password, and only programs can violate it,
    /// so people are not shown it before.
    pub fn broken(&self, password: &str, owner: Owner<'_>) -> Vec<Rule> {
        self.rules()
            .into_iter()
            .chain([Rule::Visible])
            .filter(|rule| !self.keeps(*rule, password, owner))
            .collect()
    }
}

/// The first three equal or consecutive characters in a row: letters from a to z or digits, in any
/// case.
pub(super) fn sequence(password: &str) -> Option<String> {
    let normal: Vec<char> = normalize(password).chars().collect();
    let same = |a: char, b: char| a.to_lowercase().eq(b.to_lowercase());
    let step = |a: char, b: char| {
        let both = [a, b].map(|it| it.to_ascii_lowercase());
        let of_one_kind =
            both.iter().all(char::is_ascii_digit) || both.iter().all(char::is_ascii_lowercase);
        of_one_kind.then(|| i64::from(u32::from(both[1])) - i64::from(u32::from(both[0])))
    };
    normal
        .windows(3)
        .find(|three| {
            let steps = [step(three[0], three[1]), step(three[1], three[2])];
            same(three[0], three[1]) && same(three[1], three[2])
                || steps == [Some(1); 2]
                || steps == [Some(-1); 2]
        })
        .map(|three| three.iter().collect())
}

fn contains_own_name(password: &str, owner: Owner<'_>) -> bool {
    let password = fold(password);
    let local_part = owner.email.split('@').next().unwrap_or_default();
    [owner.email, local_part, owner.username]
        .into_iter()
        .map(fold)
        .any(|name| name.chars().count() >= SHORTEST_NAME && password.contains(&name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    const ADA: Owner<'_> = Owner {
        email: "ada.lovelace@example.com",
        username: "countess",
    };

    fn broken(password: &str) -> Vec<Rule> {
        PasswordPolicy::default().broken(password, ADA)
    }

    #[test]
    fn counts_characters_not_bytes() {
        assert_eq!(broken("elevenchars"), [Rule::MinLength(12)]);
        assert_eq!(broken("twelve chars"), []);
        assert_eq!(broken(&"é".repeat(12)), []);
        assert_eq!(broken(&"e\u{301}".repeat(11)), [Rule::MinLength(12)]);
        assert_eq!(broken(&"🔑".repeat(64)), []);
        assert_eq!(broken(&"🔑".repeat(65)), [Rule::MaxLength]);
    }

    #[test]
    fn leading_and_trailing_spaces_belong_to_the_password() {
        assert_eq!(broken("  ten chars "), []);
        assert_ne!(normalize(" a"), normalize("a"));
    }

    #[test]
    fn own_names_are_refused_whatever_the_case() {
        for bad in [
            "xx-ADA.LOVELACE-xx",
            "my ada.lovelace@example.com",
            "The Countess of 1852",
            "ｃｏｕｎｔｅｓｓ-wide",
        ] {
            assert_eq!(broken(bad), [Rule::NotOwnName], "{bad}");
        }
        let short = Owner {
            email: "jo@example.com",
            username: "jo",
        };
        assert!(
            PasswordPolicy::default()
                .broken("a good job today", short)
                .is_empty()
        );
    }

    #[test]
    fn each_class_is_asked_for_where_it_is_switched_on() {
        let policy = PasswordPolicy {
            require_lower_case: true,
            require_upper_case: true,
            require_number: true,
            require_special: true,
            ..PasswordPolicy::default()
        };
        let broken = |password| policy.broken(password, ADA);
        assert_eq!(broken("Fourteen 14 ch"), []);
        assert_eq!(broken("FOURTEEN 14 CH"), [Rule::LowerCase]);
        assert_eq!(broken("fourteen 14 ch"), [Rule::UpperCase]);
        assert_eq!(broken("Fourteen no ch"), [Rule::Number]);
        assert_eq!(broken("Fourteen14char"), [Rule::Special]);
        // Letters and numbers of all scripts count, and emoji count as special characters.
        assert_eq!(broken("Ελληνικά٤٢🔑🔑"), []);
        // Composed, this is one character, and a letter instead of a special character.
        assert_eq!(broken("Cafe\u{301}cafeteria9"), [Rule::Special]);
    }

    #[test]
    fn three_in_a_row_are_found_whatever_the_case() {
        for (password, three) in [
            ("xaaay", "aaa"),
            ("xAaAy", "AaA"),
            ("--12345", "123"),
            ("ZyX", "ZyX"),
            ("🔑🔑🔑", "🔑🔑🔑"),
            ("a  b   c", "   "),
            ("e\u{301}ÉE\u{301}", "éÉÉ"),
        ] {
            assert_eq!(sequence(password).as_deref(), Some(three), "{password}");
        }
        for password in ["aabbcc", "acegik", "901", "ab1", "9ab", "yz{", "", "ab"] {
            assert_eq!(sequence(password), None, "{password}");
        }
    }

    #[test]
    fn a_policy_stored_before_it_had_switches_reads() {
        let stored: PasswordPolicy = serde_json::from_str(r#"{"minLength":12}"#).unwrap();
        assert_eq!(stored, PasswordPolicy::default());
        assert_eq!(stored.remembered_passwords, 3);
        assert_eq!(stored.faults(), []);
        let wrong = PasswordPolicy {
            min_length: 7,
            remembered_passwords: 25,
            ..stored
        };
        assert_eq!(wrong.faults().len(), 2);
    }

    #[test]
    fn tighter_is_what_refuses_more() {
        let plain = PasswordPolicy::default();
        let (alone, beside) = (MfaRequirement::Optional, MfaRequirement::Required);
        assert!(PasswordPolicy::nist(alone).is_tighter_than(&plain));
        assert!(!PasswordPolicy::nist(beside).is_tighter_than(&plain));
        assert!(PasswordPolicy::strict_legacy().is_tighter_than(&plain));
        assert!(!plain.is_tighter_than(&PasswordPolicy::nist(alone)));
        assert!(!plain.is_tighter_than(&plain));
        // Reuse only concerns the next password, not the current one.
        let remembers = PasswordPolicy {
            refuse_reuse: true,
            ..plain
        };
        assert!(!remembers.is_tighter_than(&plain));
    }

    proptest! {
        #[test]
        fn the_check_does_not_depend_on_the_way_characters_are_composed(password in "\\PC{0,80}") {
            let decomposed: String = password.nfd().collect();
            prop_assert_eq!(broken(&password), broken(&decomposed));
            prop_assert_eq!(normalize(&password), normalize(&decomposed));
        }
    }
}
