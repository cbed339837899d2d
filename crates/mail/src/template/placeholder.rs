//! Placeholders in the words of an email, such as `{{name}}`.

use strum::VariantArray;
use strum_macros::{IntoStaticStr, VariantArray};

/// A placeholder: an email contains its value instead. The name of a variant in snake case is its name
/// in texts, which organizations have stored, so it must never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Placeholder {
    /// The recipient's name.
    Name,
    /// The organization's name.
    Organization,
    /// When it happens or has happened.
    Time,
    /// What was done.
    Change,
    /// Why.
    Reason,
    /// What differs from case to case.
    Details,
    /// When a lock ends.
    Unlock,
}

impl Placeholder {
    /// The name, without braces.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What its value is, for administrators.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Name => {
                "The recipient's name. Omitted, with the space before it, if the address is not verified yet"
            }
            Self::Organization => "The organization's name",
            Self::Time => "The date and time that the email is about",
            Self::Change => "What was done",
            Self::Reason => "Why it happened",
            Self::Details => "Sentences that depend on the case, or nothing",
            Self::Unlock => "A sentence about when the account unlocks",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        let mut all = Self::VARIANTS.iter().copied();
        all.find(|one| one.name() == name)
    }
}

/// The value of a placeholder in a message.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) placeholder: Placeholder,
    pub(super) text: String,
    /// Whether the text of the email must contain it.
    pub(super) is_needed: bool,
}

/// A part of a text with placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Literal(&'a str),
    /// What is between double braces, trimmed.
    Placeholder(&'a str),
    /// Double braces that are not closed, or closed without having been opened, and all that follows.
    Unbalanced(&'a str),
}

/// Splits a text into its parts.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(brace) = rest.find("{{").into_iter().chain(rest.find("}}")).min() {
        let (literal, from_brace) = rest.split_at(brace);
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        let inside = from_brace
            .strip_prefix("{{")
            .and_then(|it| it.split_once("}}"));
        let Some((name, after)) = inside.filter(|(name, _)| !name.contains(['{', '\n'])) else {
            parts.push(Part::Unbalanced(from_brace));
            return parts;
        };
        parts.push(Part::Placeholder(name.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

/// The text with the values of its placeholders. Values are not searched for placeholders, so
/// a name in braces stays a name. Unknown placeholders stay as they are. If a value is empty, the space
/// before it is left out.
pub(super) fn fill<'a>(text: &str, value_of: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Literal(literal) | Part::Unbalanced(literal) => filled.push_str(literal),
            Part::Placeholder(name) => match value_of(name) {
                Some("") => filled.truncate(filled.trim_end_matches(' ').len()),
                Some(value) => filled.push_str(value),
                None => {
                    filled.push_str("{{");
                    filled.push_str(name);
                    filled.push_str("}}");
                }
            },
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        fill(text, |name| match name {
            "name" => Some("{{organization}}"),
            "organization" => Some("Acme"),
            "empty" => Some(""),
            _ => None,
        })
    }

    #[test]
    fn a_value_is_not_searched_for_placeholders() {
        assert_eq!(filled("Hello {{name}},"), "Hello {{organization}},");
        assert_eq!(filled("{{ organization }}!"), "Acme!");
    }

    #[test]
    fn an_empty_value_takes_the_space_before_it_away() {
        assert_eq!(filled("Hello {{empty}},"), "Hello,");
        assert_eq!(filled("{{empty}}"), "");
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        for text in [
            "{{other}}",
            "{{",
            "a }} b",
            "{{a\n}}",
            "{ {name} }",
            "{{{name}}}",
        ] {
            assert_eq!(filled(text), text);
        }
    }
}
