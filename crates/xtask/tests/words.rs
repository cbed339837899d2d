//! Checks the words that people read on the screens and in emails.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

mod tree;

use std::path::Path;

use tree::{read, sources};

/// Where these words are.
const FOLDERS: [&str; 5] = [
    "admin-ui/src/words",
    "user-ui/src/words",
    "crates/portal-kit/src",
    "crates/ui-kit/src",
    "crates/mail/src",
];

/// What a native reader replaced, and what is said instead. Words that are only wrong in some places are not here.
const REPLACED: [(&str, &str); 24] = [
    ("second factor", "MFA"),
    ("two-step", "MFA"),
    ("enrol ", "enroll"),
    ("enrolment", "enrollment"),
    ("lower case letter", "lowercase letter"),
    ("everybody", "everyone"),
    ("somebody", "someone"),
    ("whoever", "the person who"),
    ("any more", "no longer"),
    ("by itself", "automatically"),
    ("once more", "again"),
    ("to go on", "to continue"),
    ("load again", "refresh"),
    ("given up", "failed"),
    ("made void", "no longer works"),
    ("opens nothing", "no longer works"),
    ("makes no sense", "unexpected"),
    ("nobody matches", "no matching users"),
    ("took it", "accepted it"),
    ("as on a computer", "desktop"),
    ("present password", "current password"),
    ("guessed first", "too common"),
    ("quiet minutes", "minutes without an attempt"),
    ("that it is you", "it's you"),
];

#[test]
fn replaced_words_do_not_come_back() {
    let mut found = Vec::new();
    for path in FOLDERS.iter().flat_map(|folder| sources(Path::new(folder))) {
        let text = read(&path);
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for (old, new) in REPLACED {
                if line.contains(old) || line.contains(&capitalized(old)) {
                    let place = format!("{}:{}", path.display(), number + 1);
                    found.push(format!("{place}: “{old}”, say “{new}”"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The word with a capital letter, as at the beginning of a sentence.
fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
