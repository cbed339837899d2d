//! What a password must be. The same code answers in the browser as the person types and
//! on the server when it counts.

use crate::normal::nfc;
use crate::text::fold;

/// The longest password, in characters. Argon2 hashes all of it; nothing is cut off.
pub const MAX_LENGTH: usize = 64;

/// An organization's password policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordPolicy {
    /// Fewest characters, 8 to 64.
    #[cfg_attr(feature = "openapi", schema(minimum = 8, maximum = 64, example = 12))]
    pub min_length: u8,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_length: 12 }
    }
}

/// Whom the password belongs to: it must not contain their names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Owner<'a> {
    /// The account's email address.
    pub email: &'a str,
    /// The account's username; empty where there is none.
    pub username: &'a str,
}

/// A rule, with what it asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least this many characters.
    MinLength(u8),
    /// At most [`MAX_LENGTH`] characters.
    MaxLength,
    /// Does not contain the email address, its local part, or the username.
    NotOwnName,
}

impl Rule {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MinLength(_) => "too_short",
            Self::MaxLength => "too_long",
            Self::NotOwnName => "contains_own_name",
        }
    }

    /// The rule as a person reads it before typing.
    pub fn requirement(self) -> String {
        match self {
            Self::MinLength(least) => format!("At least {least} characters"),
            Self::MaxLength => format!("At most {MAX_LENGTH} characters"),
            Self::NotOwnName => "Does not contain your email address or username".to_owned(),
        }
    }

    /// What to do about this password, which breaks the rule.
    pub fn mend(self, password: &str) -> String {
        let has = length(password);
        match self {
            Self::MinLength(least) => {
                format!("Use at least {least} characters; this has {has}")
            }
            Self::MaxLength => format!("Use at most {MAX_LENGTH} characters; this has {has}"),
            Self::NotOwnName => "Leave out your email address and username".to_owned(),
        }
    }
}

/// The form in which a password is judged and hashed: NFC (RFC 8265), nothing trimmed.
pub fn normalize(password: &str) -> String {
    nfc(password)
}

/// Length in characters after normalization.
pub fn length(password: &str) -> usize {
    nfc(password).chars().count()
}

/// Shorter names would forbid half of all passwords ("jo" in "job").
const SHORTEST_NAME: usize = 3;

impl PasswordPolicy {
    /// The rules that hold, in the order in which they are shown.
    pub fn rules(&self) -> [Rule; 3] {
        [
            Rule::MinLength(self.min_length),
            Rule::MaxLength,
            Rule::NotOwnName,
        ]
    }

    /// Whether `password` keeps `rule`.
    pub fn keeps(&self, rule: Rule, password: &str, owner: Owner<'_>) -> bool {
        match rule {
            Rule::MinLength(least) => length(password) >= usize::from(least),
            Rule::MaxLength => length(password) <= MAX_LENGTH,
            Rule::NotOwnName => !contains_own_name(password, owner),
        }
    }

    /// The rules that `password` breaks, in the order of [`PasswordPolicy::rules`];
    /// empty when it may be used.
    pub fn broken(&self, password: &str, owner: Owner<'_>) -> Vec<Rule> {
        self.rules()
            .into_iter()
            .filter(|rule| !self.keeps(*rule, password, owner))
            .collect()
    }
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

    proptest! {
        #[test]
        fn judgement_does_not_depend_on_the_way_characters_are_composed(password in "\\PC{0,80}") {
            let decomposed: String = password.nfd().collect();
            prop_assert_eq!(broken(&password), broken(&decomposed));
            prop_assert_eq!(normalize(&password), normalize(&decomposed));
        }
    }
}
