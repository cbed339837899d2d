//! The sources of values: file, environment and command line.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::{ConfigProblem, Flags};

/// The prefix of environment variables.
const PREFIX: &str = "LATCHKEY_";

/// A value and its source.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) value: Value,
    pub(super) place: String,
    /// Whether it is from a variable or flag, so that numbers and lists are parsed from a string.
    pub(super) is_text: bool,
}

/// All values. Later sources take precedence.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) entries: BTreeMap<(String, String), Entry>,
    pub(super) problems: Vec<ConfigProblem>,
}

impl Sources {
    pub(super) fn add_file(&mut self, file: &Path) {
        let place = file.display().to_string();
        match std::fs::read_to_string(file) {
            Ok(text) => self.add_text(&text, &place),
            Err(error) => self.problem(&place, "", format!("cannot be read: {error}")),
        }
    }

    pub(super) fn add_text(&mut self, text: &str, place: &str) {
        let table: Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let message = error_without_source(&error, text);
                return self.problem(place, "", message);
            }
        };
        for (section, value) in table {
            let Value::Table(keys) = value else {
                let message = "unknown key. Keys belong below a [section]".to_owned();
                self.problem(&section, place, message);
                continue;
            };
            for (key, value) in keys {
                let entry = Entry {
                    value,
                    place: place.to_owned(),
                    is_text: false,
                };
                self.entries.insert((section.clone(), key), entry);
            }
        }
    }

    pub(super) fn add_environment(
        &mut self,
        environment: impl IntoIterator<Item = (String, String)>,
    ) {
        for (name, value) in environment {
            let key = name
                .strip_prefix(PREFIX)
                .and_then(|rest| rest.split_once("__"));
            if let Some((section, key)) = key {
                let (section, key) = (section.to_lowercase(), key.to_lowercase());
                self.add_as_text(&section, &key, value, name);
            }
        }
    }

    pub(super) fn add_flags(&mut self, flags: &Flags) {
        if let Some(listen) = &flags.listen {
            self.add_as_text("server", "listen", listen.clone(), "--listen".to_owned());
        }
        if let Some(listen) = &flags.ldap_listen {
            self.add_as_text("ldap", "listen", listen.clone(), "--ldap-listen".to_owned());
        }
        if let Some(dir) = &flags.data_dir {
            let dir = dir.display().to_string();
            self.add_as_text("database", "data_dir", dir, "--data-dir".to_owned());
        }
    }

    fn add_as_text(&mut self, section: &str, key: &str, value: String, place: String) {
        let entry = Entry {
            value: Value::String(value),
            place,
            is_text: true,
        };
        self.entries
            .insert((section.to_owned(), key.to_owned()), entry);
    }

    fn problem(&mut self, key: &str, place: &str, message: String) {
        self.problems.push(ConfigProblem {
            key: key.to_owned(),
            place: place.to_owned(),
            message,
        });
    }
}

/// The syntax error with its line number, but without the text of the line, which may contain a
/// secret.
fn error_without_source(error: &toml::de::Error, text: &str) -> String {
    let line = error
        .span()
        .and_then(|span| text.get(..span.start))
        .map(|before| before.matches('\n').count() + 1);
    match line {
        Some(line) => format!("line {line}: {}", error.message()),
        None => error.message().to_owned(),
    }
}
