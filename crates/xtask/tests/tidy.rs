//! House rules that neither the compiler nor the linter checks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

/// The packages of ours that each package may use. A package that is not listed fails the test, so
/// that a new one must be added to the architecture.
const ARROWS: [(&str, &[&str]); 24] = [
    ("latchkey-rules", &[]),
    ("latchkey-entity", &["latchkey-rules", "latchkey-contract"]),
    ("latchkey-migrations", &[]),
    // The tests of `identity` use it too, so it cannot use `identity`.
    ("latchkey-test-databases", &[]),
    ("latchkey-contract", &["latchkey-rules"]),
    ("latchkey-mail", &["latchkey-rules", "latchkey-contract"]),
    ("latchkey-oidc", &["latchkey-rules"]),
    ("latchkey-saml", &["latchkey-rules"]),
    ("latchkey-ldap", &["latchkey-rules"]),
    ("latchkey-ldap-server", &["latchkey-ldap"]),
    ("latchkey-catalog", &["latchkey-rules"]),
    ("latchkey-import", &["latchkey-rules", "latchkey-contract"]),
    (
        "latchkey-fuzz-checks",
        &[
            "latchkey-import",
            "latchkey-ldap",
            "latchkey-mail",
            "latchkey-oidc",
            "latchkey-rules",
            "latchkey-saml",
        ],
    ),
    (
        "latchkey-identity",
        &[
            "latchkey-catalog",
            "latchkey-entity",
            "latchkey-import",
            "latchkey-ldap",
            "latchkey-mail",
            "latchkey-rules",
            "latchkey-contract",
            "latchkey-migrations",
            "latchkey-oidc",
            "latchkey-saml",
        ],
    ),
    ("latchkey-client", &["latchkey-contract", "latchkey-rules"]),
    ("latchkey-ui-kit", &["latchkey-contract", "latchkey-rules"]),
    (
        "latchkey-portal-kit",
        &[
            "latchkey-ui-kit",
            "latchkey-client",
            "latchkey-contract",
            "latchkey-rules",
        ],
    ),
    ("latchkey-admin-ui", APP),
    ("latchkey-user-ui", APP),
    // Only use cases reach the tables, so `latchkey-entity` is not listed here.
    (
        "latchkey",
        &[
            "latchkey-identity",
            "latchkey-contract",
            "latchkey-ldap",
            "latchkey-ldap-server",
            "latchkey-mail",
            "latchkey-migrations",
            "latchkey-oidc",
            "latchkey-rules",
            "latchkey-saml",
        ],
    ),
    // The system tests may use any of our packages.
    (
        "latchkey-tests",
        &[
            "latchkey",
            "latchkey-client",
            "latchkey-contract",
            "latchkey-entity",
            "latchkey-identity",
            "latchkey-ldap",
            "latchkey-mail",
            "latchkey-migrations",
            "latchkey-oidc",
            "latchkey-rules",
            "latchkey-saml",
            "latchkey-test-databases",
        ],
    ),
    ("app-pack", &[]),
    // It knows Latchkey only as any other application does.
    ("latchkey-sample-application", &[]),
    ("xtask", &[]),
];

const APP: &[&str] = &[
    "latchkey-portal-kit",
    "latchkey-ui-kit",
    "latchkey-client",
    "latchkey-contract",
    "latchkey-rules",
];

/// A longer file probably contains two things.
const MAX_LINES: usize = 400;

#[test]
fn packages_use_only_what_lies_below_them() {
    let arrows = BTreeMap::from(ARROWS);
    let mut wrong = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let Some(allowed) = arrows.get(name) else {
            wrong.push(format!("{name} is missing in ARROWS"));
            continue;
        };
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            // Tests may use more, because no other package inherits their dependencies.
            if dependency["path"].is_string()
                && dependency["kind"] != "dev"
                && !allowed.contains(&used)
            {
                wrong.push(format!("{name} must not use {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rules_need_neither_a_database_nor_a_network() {
    let forbidden = [
        "sea-orm",
        "tokio",
        "reqwest",
        "actix-web",
        "tracing",
        "leptos",
    ];
    let packages = packages();
    let rules = packages
        .iter()
        .find(|package| package["name"] == "latchkey-rules")
        .unwrap();
    for dependency in rules["dependencies"].as_array().unwrap() {
        let name = dependency["name"].as_str().unwrap();
        assert!(
            !forbidden.contains(&name) || dependency["optional"] == true,
            "latchkey-rules must not use {name}"
        );
    }
    // Only `latchkey-entity` may enable the optional dependencies.
    for package in &packages {
        for dependency in package["dependencies"].as_array().unwrap() {
            let features = dependency["features"].as_array().unwrap();
            let asks = dependency["name"] == "latchkey-rules"
                && features.iter().any(|feature| feature == "database");
            assert!(
                !asks || package["name"] == "latchkey-entity",
                "{} must not ask for the database types of latchkey-rules",
                package["name"]
            );
        }
    }
}

/// The modules of `identity` from the bottom up. A module may use only modules of lower layers, so there are no
/// circular dependencies.
const LAYERS: [&[&str]; 26] = [
    &[
        "account_facts",
        "changes",
        "clock",
        "database",
        "fields",
        "figures",
        "last_use",
        "network",
        "precondition",
        "slots",
        "suspension",
        "tenant_rows",
        "turns",
        "zone",
    ],
    &["crypto", "room"],
    &["addresses", "application_keys", "resealing"],
    &["actor"],
    &["idempotency", "initiator", "permitted"],
    &["lists"],
    &["events", "migrate"],
    &[
        "access_tokens",
        "error",
        "exports",
        "oidc_keys",
        "outbox",
        "signing_keys",
    ],
    &["context", "jobs"],
    &["restoring"],
    &["accounts"],
    &[
        "mail_deliveries",
        "mfa_enrollment",
        "password_aging",
        "reports",
        "sessions",
        "terms",
        "user_attributes",
        "webhooks",
    ],
    &["api_keys", "mail_templates", "organization", "passwords"],
    &["factors"],
    &[
        "administrators",
        "housekeeping",
        "links",
        "sign_in",
        "users",
    ],
    &[
        "groups",
        "imports",
        "ldap_bind_users",
        "me",
        "recovery_email",
        "scheduled_changes",
        "set_up",
        "ssh_keys",
        "views",
    ],
    &["applications", "bulk_jobs", "sign_up"],
    &["application_passwords", "previews"],
    &["resource_access", "resources"],
    &["host_access"],
    &["company_email", "directory", "known_browsers", "radius"],
    &["hosts"],
    &["organizations", "requests"],
    &["openid", "saml"],
    &["continuing", "devices"],
    &["demo"],
];

/// What every module may use: what each use case gets, and what only tests use.
const EVERYWHERE: [&str; 3] = ["Context", "Error", "tests"];

#[test]
fn features_of_identity_use_only_what_lies_below_them() {
    let layer = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut wrong = Vec::new();
    for (path, text) in texts() {
        let Ok(inside) = path.strip_prefix("crates/identity/src") else {
            continue;
        };
        let first = inside.components().next().unwrap().as_os_str();
        let module = first.to_str().unwrap().trim_end_matches(".rs");
        if matches!(module, "lib" | "tests") {
            continue;
        }
        let Some(own) = layer(module) else {
            wrong.push(format!("{module} is in no layer"));
            continue;
        };
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for used in used_modules(code) {
            // The root re-exports some items for other packages. Inside `identity`, use the path with the module.
            let allowed = match layer(&used) {
                Some(used) => used < own,
                None => EVERYWHERE.contains(&used.as_str()),
            };
            if used != module && !allowed {
                wrong.push(format!("{} must not use {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules that `crate::…` paths name, alone or in braces.
fn used_modules(code: &str) -> Vec<String> {
    let name = |text: &str| {
        let name = text.trim_start();
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
        name[..end.unwrap_or(name.len())].to_owned()
    };
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut used = Vec::new();
    for path in code.split("crate::").skip(1) {
        match path.strip_prefix('{') {
            Some(group) => {
                let group = group.split('}').next().unwrap_or_default();
                let names = group.split(',').map(name);
                used.extend(names.filter(|name| !name.is_empty()));
            }
            None => used.push(name(path)),
        }
    }
    used
}

#[test]
fn no_file_holds_two_things() {
    let mut long = Vec::new();
    for (path, text) in texts() {
        let lines = text.lines().count();
        if path.extension().is_some_and(|extension| extension == "rs") && lines > MAX_LINES {
            long.push(format!(
                "{}: {lines} lines, at most {MAX_LINES}",
                path.display()
            ));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn nothing_names_one_machine_or_registry() {
    // Split with `|`, because the test would otherwise find this file.
    let machine = ["/ho|me/", "/ro|ot/", "/Us|ers/"];
    let hosts = [
        "crates|.io/",
        "index.crates|.io",
        "registry.npmjs|.org",
        "files.pythonhosted|.org",
        "deb.debian|.org",
    ];
    let words: Vec<String> = machine
        .iter()
        .chain(&hosts)
        .map(|word| word.replace('|', ""))
        .collect();
    let mut found = Vec::new();
    for (path, text) in texts() {
        // Cargo writes this file, with the index of its registry.
        if path.ends_with("Cargo.lock") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(word.as_str())) {
                found.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The checkout that the test runs in. It may not be the one that compiled the test: a build
/// folder can serve several.
fn root() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../..")
}

fn packages() -> Vec<serde_json::Value> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let text = output(Command::new(env!("CARGO")).args(arguments));
    let metadata: serde_json::Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Every text file that is committed or about to be.
fn texts() -> Vec<(PathBuf, String)> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let names = output(Command::new("git").args(arguments));
    let read = |name: &str| {
        Some((
            name.into(),
            std::fs::read_to_string(root().join(name)).ok()?,
        ))
    };
    let texts: Vec<_> = names.lines().filter_map(read).collect();
    assert!(!texts.is_empty(), "git lists no files");
    texts
}

fn output(command: &mut Command) -> String {
    let done = command.current_dir(root()).output().unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}
