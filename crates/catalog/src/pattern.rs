//! Texts with placeholders.

use serde::Deserialize;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// A text in which `{{name}}` is a placeholder. `{{ name }}`, with a space, is not, because some
/// applications use that form for their own placeholders.
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

    /// Reads the values from a text that [`fill`](Self::fill) returned. `None` if it did not return this
    /// text. A value ends where what follows it in the pattern occurs first, so the caller checks the values.
    pub(crate) fn read<'a>(&'a self, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let mut parts = self.0.split(OPEN).peekable();
        let mut rest = text.strip_prefix(parts.next()?)?;
        let mut values = Vec::new();
        while let Some(part) = parts.next() {
            let (name, literal) = part.split_once(CLOSE)?;
            let (value, after) = match parts.peek() {
                None => (rest.strip_suffix(literal)?, ""),
                Some(_) if literal.is_empty() => return None,
                Some(_) => rest.split_once(literal)?,
            };
            values.push((name, value));
            rest = after;
        }
        rest.is_empty().then_some(values)
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

    #[test]
    fn values_are_read_again() {
        let pattern = Pattern::from("https://{{host}}/login/{{strategy}}/callback");
        assert_eq!(
            pattern.read("https://a.example/login/b/callback"),
            Some(vec![("host", "a.example"), ("strategy", "b")])
        );
        for other in [
            "http://a.example/login/b/callback",
            "https://a.example/logout/b/callback",
            "https://a.example/login/b/callback/",
            "https://a.example/login/b",
            "",
        ] {
            assert_eq!(pattern.read(other), None, "{other}");
        }
        assert_eq!(Pattern::from("https://a/").read("https://a/"), Some(vec![]));
        assert_eq!(Pattern::from("https://a/").read("https://a/b"), None);
        assert_eq!(Pattern::from("{{a}}{{b}}").read("ab"), None, "ambiguous");
        assert_eq!(Pattern::from("").read("a"), None);
    }
}
