//! Reads values from the sources and collects their problems.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;

use toml::Value;

use super::sources::{Entry, Sources};
use super::{ConfigProblem, ConfigProblems, Secret};

/// The largest file that a `…_file` key may name, in bytes.
const MAX_SECRET_FILE: u64 = 64 * 1024;

/// Reads keys. Keys that were never read are reported as unknown.
pub(super) struct Reader {
    sources: Sources,
}

impl Reader {
    pub(super) fn new(sources: Sources) -> Self {
        Self { sources }
    }

    /// All problems, including unknown keys.
    pub(super) fn finish(self) -> Result<(), ConfigProblems> {
        let mut problems = self.sources.problems;
        for ((section, key), entry) in self.sources.entries {
            problems.push(ConfigProblem {
                key: format!("{section}.{key}"),
                place: entry.place,
                message: "unknown key".to_owned(),
            });
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(ConfigProblems(problems))
        }
    }

    /// Adds a problem with `section.key`.
    pub(super) fn problem(&mut self, key: &str, place: &str, message: impl Display) {
        self.sources.problems.push(ConfigProblem {
            key: key.to_owned(),
            place: place.to_owned(),
            message: message.to_string(),
        });
    }

    fn take(&mut self, section: &str, key: &str) -> Option<Entry> {
        self.sources
            .entries
            .remove(&(section.to_owned(), key.to_owned()))
    }

    /// A string and its source.
    pub(super) fn text(&mut self, section: &str, key: &str) -> Option<(String, String)> {
        let entry = self.take(section, key)?;
        match entry.value {
            Value::String(text) if !text.trim().is_empty() => Some((text, entry.place)),
            Value::String(_) => {
                let key = format!("{section}.{key}");
                self.problem(
                    &key,
                    &entry.place,
                    "must not be empty. Remove the key instead",
                );
                None
            }
            _ => {
                self.problem(
                    &format!("{section}.{key}"),
                    &entry.place,
                    "expected a string",
                );
                None
            }
        }
    }

    /// A string that is parsed as `T`.
    pub(super) fn parsed<T>(&mut self, section: &str, key: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let (text, place) = self.text(section, key)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(&format!("{section}.{key}"), &place, error);
                None
            }
        }
    }

    /// An integer within `range`, or `default` if omitted.
    pub(super) fn integer(
        &mut self,
        section: &str,
        key: &str,
        range: RangeInclusive<u32>,
        default: u32,
    ) -> u32 {
        let Some(entry) = self.take(section, key) else {
            return default;
        };
        let number = match &entry.value {
            Value::Integer(number) => Some(*number),
            Value::String(text) if entry.is_text => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.and_then(|number| u32::try_from(number).ok());
        match number {
            Some(number) if range.contains(&number) => number,
            _ => {
                let (least, most) = (range.start(), range.end());
                let message = format!("expected an integer from {least} to {most}");
                self.problem(&format!("{section}.{key}"), &entry.place, message);
                default
            }
        }
    }

    /// `true` or `false`; `false` if omitted.
    pub(super) fn switch(&mut self, section: &str, key: &str) -> bool {
        let Some(entry) = self.take(section, key) else {
            return false;
        };
        match &entry.value {
            Value::Boolean(on) => *on,
            Value::String(text) if entry.is_text && text == "true" => true,
            Value::String(text) if entry.is_text && text == "false" => false,
            _ => {
                let key = format!("{section}.{key}");
                self.problem(&key, &entry.place, "expected true or false");
                false
            }
        }
    }

    /// A list of strings, separated by commas in environment variables.
    pub(super) fn list<T>(&mut self, section: &str, key: &str) -> Option<Vec<T>>
    where
        T: FromStr,
        T::Err: Display,
    {
        let entry = self.take(section, key)?;
        let name = format!("{section}.{key}");
        let texts: Option<Vec<String>> = match &entry.value {
            Value::Array(items) => items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect(),
            Value::String(text) if entry.is_text => {
                let parts = text.split(',').map(str::trim).filter(|one| !one.is_empty());
                Some(parts.map(str::to_owned).collect())
            }
            _ => None,
        };
        let Some(texts) = texts else {
            self.problem(&name, &entry.place, "expected a list of strings");
            return None;
        };
        let mut values = Vec::new();
        for text in texts {
            match text.parse() {
                Ok(value) => values.push(value),
                Err(error) => self.problem(&name, &entry.place, format!("{text:?}: {error}")),
            }
        }
        Some(values)
    }

    /// One of several words, or the default if omitted.
    pub(super) fn one_of<T: Copy + Default>(
        &mut self,
        section: &str,
        key: &str,
        words: &[(&str, T)],
    ) -> T {
        let Some((text, place)) = self.text(section, key) else {
            return T::default();
        };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return *value;
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("expected one of {}", known.join(", "));
        self.problem(&format!("{section}.{key}"), &place, message);
        T::default()
    }

    /// A secret: the value of `key`, or the content of the file named by `<key>_file`.
    pub(super) fn secret(&mut self, section: &str, key: &str) -> Option<Secret> {
        let direct = self.text(section, key);
        let file_key = format!("{key}_file");
        let file = self.text(section, &file_key);
        match (direct, file) {
            (Some(_), Some((_, place))) => {
                let message = format!("set either {key} or {file_key}, not both");
                self.problem(&format!("{section}.{file_key}"), &place, message);
                None
            }
            (Some((text, _)), None) => Some(Secret::new(text)),
            (None, Some((path, place))) => match read_secret(&PathBuf::from(path)) {
                Ok(secret) => Some(secret),
                Err(message) => {
                    self.problem(&format!("{section}.{file_key}"), &place, message);
                    None
                }
            },
            (None, None) => None,
        }
    }
}

fn read_secret(path: &std::path::Path) -> Result<Secret, String> {
    let cannot = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
    if std::fs::metadata(path).map_err(cannot)?.len() > MAX_SECRET_FILE {
        return Err(format!("{} is too large for a secret", path.display()));
    }
    let text = std::fs::read_to_string(path).map_err(cannot)?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(format!("{} is empty", path.display()));
    }
    Ok(Secret::new(text.to_owned()))
}
