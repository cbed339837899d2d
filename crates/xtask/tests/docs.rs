//! Checks that what the documentation says about the repository is true.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

use std::path::{Path, PathBuf};

/// Pages whose code spans name files by their path from the root.
const PATHS_CHECKED: [&str; 3] = ["ARCHITECTURE.md", "docs/how-to", "docs/security-tests.md"];

#[test]
fn links_between_pages_lead_somewhere() {
    let mut broken = Vec::new();
    for page in pages(Path::new("")) {
        let text = read(&page);
        for target in text.split("](").skip(1) {
            let target = target.split([')', '#']).next().unwrap();
            let outside = target.is_empty() || target.contains("://");
            if !outside && !root().join(&page).with_file_name(target).exists() {
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_that_pages_name_exist() {
    let mut missing = Vec::new();
    for page in PATHS_CHECKED.iter().flat_map(|path| pages(Path::new(path))) {
        let text = read(&page);
        for span in text.split('`').skip(1).step_by(2) {
            // Names in angle brackets are placeholders.
            let is_path = span.contains('/') && !span.contains([' ', '<', '*', ':', '{', '\n']);
            let begins = span.split('/').next().unwrap();
            let is_ours = root().join(begins).is_dir() && !begins.is_empty();
            if is_path && is_ours && !root().join(span).exists() {
                missing.push(format!("{}: {span}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_problem_code_is_explained() {
    let table = read(Path::new("docs/api.md"));
    let source = read(Path::new("crates/contract/src/problem.rs"));
    // `Name = "code", 400, "Title";`
    let codes: Vec<(&str, &str)> = source
        .lines()
        .filter_map(|line| {
            let (code, rest) = line.split_once(" = \"")?.1.split_once("\", ")?;
            let (status, _) = rest.split_once(',')?;
            status.parse::<u16>().ok().map(|_| (code, status))
        })
        .collect();
    assert!(!codes.is_empty(), "no problem codes were found");
    for (code, status) in &codes {
        let row = format!("| `{code}` | {status} |");
        assert!(table.contains(&row), "docs/api.md has no row {row}");
    }
    let rows = table
        .lines()
        .filter(|line| line.starts_with("| `") && line.contains("` | 4") || line.contains("` | 5"));
    assert_eq!(
        rows.count(),
        codes.len(),
        "docs/api.md explains an old code"
    );
}

/// The Markdown pages at or below a path, relative to the root.
fn pages(path: &Path) -> Vec<PathBuf> {
    let full = root().join(path);
    if full.is_file() {
        return vec![path.to_path_buf()];
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(full).unwrap() {
        let name = entry.unwrap().file_name();
        let path = path.join(&name);
        let skipped = name == "target" || name.to_string_lossy().starts_with('.');
        if root().join(&path).is_dir() {
            if !skipped {
                found.extend(pages(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The checkout that the test runs in. It may not be the one that compiled the test: a build
/// folder can serve several.
fn root() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../..")
}
