//! How hard a password is to guess, roughly, as a person types it.

use std::collections::BTreeSet;

use super::{Owner, PasswordPolicy, normalize};

/// How strong a password is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Breaks a rule, or is guessed soon.
    Weak = 1,
    /// Keeps the rules, but is short.
    Fair,
    /// Long.
    Good,
    /// Longer than guessing reaches.
    Strong,
}

impl Strength {
    /// The word for it.
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
    /// The strength of a password under this policy: its length, where repeated characters count
    /// twice at most. Kinds of characters do not matter.
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
    }
}
