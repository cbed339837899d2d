//! An estimate of how hard a password is to guess, for display while typing.

use std::collections::BTreeSet;

use super::{Owner, PasswordPolicy, normalize};

/// The strength of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Violates a rule, or is easy to guess.
    Weak = 1,
    /// Satisfies the rules, but is short.
    Fair,
    /// Long.
    Good,
    /// Too long to guess.
    Strong,
}

impl Strength {
    /// The label of the strength.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Weak => "Weak",
            Self::Fair => "Fair",
            Self::Good => "Good",
            Self::Strong => "Strong",
        }
    }
}

impl PasswordPolicy {
    /// The strength of a password under this policy. It depends on the length, in which repeated
    /// characters count at most twice. The kinds of characters do not matter.
    pub fn strength(&self, password: &str, owner: Owner<'_>) -> Strength {
        let characters: Vec<char> = normalize(password).chars().collect();
        let distinct: BTreeSet<_> = characters.iter().collect();
        match characters.len().min(2 * distinct.len()) {
            _ if !self.broken(password, owner).is_empty() => Strength::Weak,
            0..10 => Strength::Weak,
            10..14 => Strength::Fair,
            14..19 => Strength::Good,
            _ => Strength::Strong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_variety_make_a_password_strong() {
        let owner = Owner {
            email: "ada@example.com",
            username: "countess",
        };
        let strength = |password| PasswordPolicy::default().strength(password, owner);
        assert_eq!(strength("short"), Strength::Weak);
        assert_eq!(strength("the countess herself"), Strength::Weak);
        assert_eq!(strength("aaaaaaaaaaaaaaaaaaaaaaaa"), Strength::Weak);
        assert_eq!(strength("quiet orchar"), Strength::Fair);
        assert_eq!(strength("quiet orchards"), Strength::Good);
        assert_eq!(strength("quiet orchards by night"), Strength::Strong);
        // Of each character only two count.
        assert_eq!(strength("quiet quiet quiet quiet"), Strength::Fair);
    }
}
