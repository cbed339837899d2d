//! What may be built into Latchkey: by license, by source, by name.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

use std::{path::Path, process::Command};

use serde_json::Value;

/// Licenses that an Apache-2.0 program may carry within it. An expression passes when one side
/// of each of its `OR`s does, or all parts of an `AND`.
const LICENSES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Zlib",
];

/// Packages that only the tests use and that no program of ours carries; their licenses allow
/// that. (`webdriver`, MPL-2.0: the protocol of browser drivers.)
const ONLY_IN_TESTS: [&str; 1] = ["webdriver"];

/// Packages under MPL-2.0 that the server carries as they come from the registry: passkeys. The
/// license covers their files alone and lets them be part of a larger work (section 3.3).
const MPL: [&str; 5] = [
    "crypto-glue",
    "webauthn-attestation-ca",
    "webauthn-rs",
    "webauthn-rs-core",
    "webauthn-rs-proto",
];

/// Packages that must not come in, not even by another's choice, why, and who may all the same.
const BANNED: [(&str, &str, &[&str]); 3] = [
    (
        "openssl-sys",
        "one TLS library, built from source: rustls with aws-lc-rs",
        &[],
    ),
    (
        "native-tls",
        "one TLS library, built from source: rustls with aws-lc-rs",
        &[],
    ),
    (
        "rsa",
        "tokens are signed with EdDSA; its timing leaks have no fix",
        // It checks signatures of passkeys, by public keys: there is nothing to leak.
        &["crypto-glue"],
    ),
];

#[test]
fn every_license_is_permissive() {
    let wrong: Vec<String> = packages()
        .iter()
        .filter(|package| {
            let name = package["name"].as_str().unwrap_or_default();
            !ONLY_IN_TESTS.contains(&name) && !is_mpl(package, name)
        })
        .filter(|package| !permissive(package["license"].as_str().unwrap_or("none")))
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_package_comes_from_the_registry_or_from_here() {
    for package in packages() {
        let source = package["source"].as_str().unwrap_or("here");
        let known = source == "here" || source.starts_with("registry+");
        assert!(known, "{} comes from {source}", package["name"]);
    }
}

#[test]
fn nothing_banned_came_in() {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    for (name, why, allowed) in BANNED {
        for node in nodes {
            let needs = node["deps"].as_array().unwrap();
            let needs = needs
                .iter()
                .any(|dep| dep["name"] == name.replace('-', "_"));
            let id = node["id"].as_str().unwrap();
            let may = allowed.iter().any(|by| id.contains(&format!("#{by}@")));
            assert!(!needs || may, "{id} needs {name}: {why}");
        }
    }
}

#[test]
fn license_expressions_are_read() {
    assert!(permissive("MIT OR GPL-3.0"));
    assert!(permissive("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(permissive("Apache-2.0/MIT"));
    assert!(!permissive("MIT AND GPL-3.0"));
    assert!(!permissive("none"));
}

/// Whether an SPDX expression can be satisfied. `AND` binds closer than `OR`.
fn permissive(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let parts = |text: &str, word: &str| -> Vec<String> {
        let mut depth = 0_i32;
        let mut parts = vec![String::new()];
        for token in text
            .replace('(', " ( ")
            .replace(')', " ) ")
            .split_whitespace()
        {
            depth += i32::from(token == "(") - i32::from(token == ")");
            if token == word && depth == 0 {
                parts.push(String::new());
            } else if let Some(last) = parts.last_mut() {
                *last = format!("{last} {token}").trim().to_owned();
            }
        }
        parts
    };
    let any = parts(&expression, "OR");
    if any.len() > 1 {
        return any.iter().any(|part| permissive(part));
    }
    let all = parts(&expression, "AND");
    if all.len() > 1 {
        return all.iter().all(|part| permissive(part));
    }
    let single = all[0].trim();
    match single
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => permissive(inner),
        None => LICENSES.contains(&single),
    }
}

/// Whether it is one of those, and of that license.
fn is_mpl(package: &Value, name: &str) -> bool {
    MPL.contains(&name) && package["license"] == "MPL-2.0"
}

/// Everything in the lock file that this machine's or the browser's build can use.
fn packages() -> Vec<Value> {
    metadata()["packages"].as_array().unwrap().clone()
}

fn metadata() -> Value {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let done = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    serde_json::from_slice(&done.stdout).unwrap()
}
