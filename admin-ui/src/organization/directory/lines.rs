//! Reads lines with UIDs and GIDs, and finds the lines that errors of the server are about.

use contract::directory::{
    GroupPosixNumber, ImportPosixNumbers, MOST_POSIX_NUMBERS, UserPosixNumbers,
};
use contract::problem::FieldError;

use crate::words::directory as words;

/// A line about a user or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// Its number, from 1.
    number: usize,
    name: String,
}

/// A line that cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Its number, from 1.
    pub line: usize,
    /// Whom it is about, as far as that could be read.
    pub name: String,
    /// How to correct it.
    pub mend: String,
}

/// The lines that were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub request: ImportPosixNumbers,
    users: Vec<Line>,
    groups: Vec<Line>,
}

impl Lines {
    /// Reads lines such as `user,ada,5001,5001` and `group,Engineering,5100`. Empty lines and a line of
    /// headings are skipped.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let (mut all, mut faults) = (Self::default(), Vec::new());
        for (index, line) in text.lines().enumerate() {
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() || is_heading(line) {
                continue;
            }
            let number = index + 1;
            if all.count() == MOST_POSIX_NUMBERS {
                faults.push(fault(number, "", words::TOO_MANY));
                break;
            }
            if let Err(fault) = all.add(number, line) {
                faults.push(fault);
            }
        }
        if faults.is_empty() {
            Ok(all)
        } else {
            Err(faults)
        }
    }

    /// How many users and groups there are.
    pub fn count(&self) -> usize {
        self.users.len() + self.groups.len()
    }

    fn add(&mut self, line: usize, text: &str) -> Result<(), Fault> {
        let separator = text.chars().find(|one| matches!(one, ',' | ';' | '\t'));
        let separator = separator.unwrap_or(',');
        let malformed = |name: &str| fault(line, name, words::MALFORMED);
        let (kind, rest) = text.split_once(separator).ok_or_else(|| malformed(""))?;
        let (rest, last) = rest.rsplit_once(separator).ok_or_else(|| malformed(""))?;
        let number = |text: &str, name: &str| {
            let number = unquoted(text).parse::<u32>();
            number.map_err(|_| malformed(name))
        };
        match unquoted(kind).to_ascii_lowercase().as_str() {
            "user" => {
                let (name, uid) = rest
                    .rsplit_once(separator)
                    .ok_or_else(|| malformed(unquoted(rest)))?;
                let name = unquoted(name);
                self.request.users.push(UserPosixNumbers {
                    username: name.to_owned(),
                    uid_number: number(uid, name)?,
                    gid_number: number(last, name)?,
                });
                self.users.push(Line::new(line, name));
            }
            "group" => {
                let name = unquoted(rest);
                self.request.groups.push(GroupPosixNumber {
                    name: name.to_owned(),
                    gid_number: number(last, name)?,
                });
                self.groups.push(Line::new(line, name));
            }
            _ => return Err(malformed("")),
        }
        Ok(())
    }

    /// The lines that the errors of the server are about, in order.
    pub fn faults(&self, errors: &[FieldError]) -> Vec<Fault> {
        let found = errors.iter().filter_map(|error| {
            let line = self.line_of(&error.field)?;
            Some(fault(line.number, &line.name, &error.message))
        });
        let mut faults: Vec<_> = found.collect();
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    /// The line of a field such as `users[3].uidNumber`.
    fn line_of(&self, field: &str) -> Option<&Line> {
        let (list, rest) = field.split_once('[')?;
        let lines = match list {
            "users" => &self.users,
            "groups" => &self.groups,
            _ => return None,
        };
        let (index, _) = rest.split_once(']')?;
        lines.get(index.parse::<usize>().ok()?)
    }
}

impl Line {
    fn new(number: usize, name: &str) -> Self {
        let name = name.to_owned();
        Self { number, name }
    }
}

fn fault(line: usize, name: &str, mend: &str) -> Fault {
    Fault {
        line,
        name: name.to_owned(),
        mend: mend.to_owned(),
    }
}

fn is_heading(line: &str) -> bool {
    let first = line.split([',', ';', '\t']).next().unwrap_or_default();
    matches!(
        unquoted(first).to_ascii_lowercase().as_str(),
        "type" | "kind"
    )
}

/// The text without spaces and the quotes that spreadsheets write around it.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines {
        Lines::read(text).unwrap_or_default()
    }

    #[test]
    fn users_and_groups_are_read_with_any_separator() {
        for text in [
            "type,name,uid,gid\nuser,ada,5001,5002\n\ngroup,R&D, Berlin,5100\n",
            "\u{feff}User;ada;5001;5002\r\nGROUP;\"R&D, Berlin\";5100",
            "user\tada\t5001\t5002\ngroup\tR&D, Berlin\t5100",
        ] {
            let request = lines(text).request;
            let user = &request.users[0];
            assert_eq!(user.username, "ada", "{text}");
            assert_eq!((user.uid_number, user.gid_number), (5001, 5002), "{text}");
            let group = &request.groups[0];
            assert_eq!((&*group.name, group.gid_number), ("R&D, Berlin", 5100));
        }
        assert_eq!(lines("").count(), 0);
    }

    #[test]
    fn each_malformed_line_is_named() {
        let text =
            "user,ada,5001\nada,5001,5001\nuser,grace,x,1\ngroup,Eng,-1\nuser,ok,1,2\nnothing";
        let faults = Lines::read(text).err().unwrap_or_default();
        let found: Vec<_> = faults.iter().map(|it| (it.line, &*it.name)).collect();
        let expected = [(1, "ada"), (2, ""), (3, "grace"), (4, "Eng"), (6, "")];
        assert_eq!(found, expected);
    }

    #[test]
    fn errors_of_the_server_get_their_line() {
        let lines = lines("group,Eng,5100\n\nuser,ada,5001,5001\nuser,grace,5001,5002");
        let error = |field: &str| FieldError::new(field, "taken", "no");
        let errors = [
            error("users[1].uidNumber"),
            error("groups[0].name"),
            error("users[9].username"),
            error("users"),
        ];
        let faults = lines.faults(&errors);
        let found: Vec<_> = faults.iter().map(|it| (it.line, &*it.name)).collect();
        assert_eq!(found, [(1, "Eng"), (4, "grace")]);
    }
}
