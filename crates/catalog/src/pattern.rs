//! Texts with placeholders.

use serde::Deserialize;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A text in which `{{name}}` stands for a value. `{{ name }}`, with a space, does not: some
/// applications have such placeholders of their own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Pattern(String);

impl Pattern {
    /// The text with its placeholders.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names of the placeholders, in the order of the text.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.0
            .split(OPEN)
            .skip(1)
            .map(|rest| rest.split(CLOSE).next().unwrap_or(rest))
            .filter(|name| !name.starts_with(' '))
    }

    /// Replaces the placeholders. Those without a value stay as they are. Values are not read again, so
    /// a value cannot contain a placeholder.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> String {
        let mut parts = self.0.split(OPEN);
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let replaced = part
                .split_once(CLOSE)
                .and_then(|(name, rest)| Some((value(name)?, rest)));
            match replaced {
                Some((value, rest)) => {
                    filled.push_str(&value);
                    filled.push_str(rest);
                }
                None => {
                    filled.push_str(OPEN);
                    filled.push_str(part);
                }
            }
        }
        filled
    }
}

impl From<&str> for Pattern {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_replaced_once() {
        let value = |name: &str| match name {
            "host" => Some("a.example".to_owned()),
            "evil" => Some("{{host}}".to_owned()),
            _ => None,
        };
        for (pattern, filled) in [
            ("https://{{host}}/{{host}}", "https://a.example/a.example"),
            ("{{evil}}", "{{host}}"),
            ("{{other}} {{host}}", "{{other}} a.example"),
            ("{ \"a\": {\"b\": 1}}", "{ \"a\": {\"b\": 1}}"),
            ("{{ host }} {{host}}", "{{ host }} a.example"),
            ("{{host", "{{host"),
            ("host}}", "host}}"),
            ("", ""),
        ] {
            assert_eq!(Pattern::from(pattern).fill(value), filled, "{pattern}");
        }
        let pattern = Pattern::from("{{a}}-{{b}} {{ own }} {{c");
        assert_eq!(
            pattern.placeholders().collect::<Vec<_>>(),
            ["a", "b", "c"],
            "one that is not closed is found, too"
        );
    }
}
