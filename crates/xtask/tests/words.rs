//! Checks the words that people read on the screens and in emails.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

use std::path::{Path, PathBuf};

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
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
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

/// The Rust files at or below a folder, relative to the root.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let path = folder.join(entry.unwrap().file_name());
        if root().join(&path).is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "{} has no files", folder.display());
    found
}

/// The checkout that the test runs in. It may not be the one that compiled the test: a build folder can serve
/// several.
fn root() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../..")
}
