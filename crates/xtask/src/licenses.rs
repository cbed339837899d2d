//! The notices of the third-party code in a release, collected from the packages in the lock file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    apps::{APPS, TARGET},
    error::{Error, Result, io},
    process::{self, say},
    workspace::Workspace,
};

/// The file names of license texts begin with one of these, in any case.
const NAMES: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];

/// Writes `THIRD-PARTY-NOTICES.txt` beside the release binary: each package with its license and
/// source, then each license text once, with the packages that it belongs to.
pub fn write(workspace: &Workspace) -> Result<()> {
    let packages = released(workspace)?;
    let notice = workspace.root.join("NOTICE");
    let mut text = std::fs::read_to_string(&notice).map_err(io(&notice))?;
    text.push_str("\nPackages\n\n");
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in &packages {
        let name = name(package);
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{name}: {}, {}",
            word(package, "license"),
            word(package, "repository")
        );
        let texts = texts(package)?;
        if texts.is_empty() {
            let authors = package["authors"].as_array().into_iter().flatten();
            let authors: Vec<&str> = authors.filter_map(Value::as_str).collect();
            let _ = writeln!(
                text,
                "    It contains no license text; the standard text applies. Authors: {}",
                authors.join(", ")
            );
        }
        for license in texts {
            owners.entry(license).or_default().push(name.clone());
        }
    }
    for (license, names) in &owners {
        let line = "-".repeat(80);
        let _ = write!(text, "\n{line}\n{}\n\n{license}\n", names.join(", "));
    }
    let path = workspace.target.join("release/THIRD-PARTY-NOTICES.txt");
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(io(folder))?;
    }
    std::fs::write(&path, text).map_err(io(&path))?;
    say(&format!(
        "{}: {} packages, {} license texts",
        path.display(),
        packages.len(),
        owners.len()
    ));
    Ok(())
}

/// The third-party packages that the server and the apps are built from, sorted by name. Packages
/// that only tests or build scripts use are not part of a release.
fn released(workspace: &Workspace) -> Result<Vec<Value>> {
    let mut used = tree(workspace, &["latchkey"], None)?;
    used.extend(tree(workspace, &APPS.map(|app| app.package), Some(TARGET))?);
    let mut command = workspace.cargo();
    command.args(["metadata", "--locked", "--format-version", "1"]);
    let mut metadata: Value = serde_json::from_str(&process::output(&mut command)?)
        .map_err(|error| unreadable(error.to_string()))?;
    let Value::Array(mut packages) = metadata["packages"].take() else {
        return Err(unreadable("no packages".into()));
    };
    packages.retain(|package| package["source"].is_string() && used.contains(&name(package)));
    packages.sort_by_key(name);
    Ok(packages)
}

/// The packages that some of ours need at run time, with exactly the features that are enabled.
/// (`cargo metadata` also lists optional dependencies that no build uses.)
fn tree(
    workspace: &Workspace,
    packages: &[&str],
    target: Option<&str>,
) -> Result<BTreeSet<String>> {
    let mut command = workspace.cargo();
    command.args(["tree", "--locked", "--quiet", "--edges", "normal"]);
    command.args(["--prefix", "none", "--format", "{p}"]);
    for package in packages {
        command.args(["--package", package]);
    }
    if let Some(target) = target {
        command.args(["--target", target]);
    }
    let text = process::output(&mut command)?;
    // Each line is `name v1.2.3`, sometimes followed by a note.
    let read = |line: &str| {
        let (name, rest) = line.split_once(" v")?;
        let version = rest.split_whitespace().next()?;
        Some(format!("{name} {version}"))
    };
    Ok(text.lines().filter_map(read).collect())
}

fn name(package: &Value) -> String {
    format!("{} {}", word(package, "name"), word(package, "version"))
}

/// A package's license texts, from its folder and the folders directly below it, which may contain
/// vendored code.
fn texts(package: &Value) -> Result<Vec<String>> {
    let manifest = PathBuf::from(word(package, "manifest_path"));
    let Some(folder) = manifest.parent() else {
        return Ok(Vec::new());
    };
    let mut paths = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            paths.extend(entries(&path)?);
        } else {
            paths.push(path);
        }
    }
    paths.retain(|path| path.is_file() && is_license(path));
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read(path).map_err(io(path))?;
        Ok(String::from_utf8_lossy(&text).trim().replace('\r', ""))
    };
    paths.iter().map(read).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(io(folder))?;
    entries
        .map(|entry| Ok(entry.map_err(io(folder))?.path()))
        .collect()
}

fn is_license(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let code = path.extension().is_some_and(|extension| extension == "rs");
    !code
        && NAMES
            .iter()
            .any(|begin| name.to_ascii_lowercase().starts_with(begin))
}

/// A text field, empty when the package does not set it.
fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn unreadable(reason: String) -> Error {
    Error::Output {
        program: "cargo metadata",
        reason,
    }
}
