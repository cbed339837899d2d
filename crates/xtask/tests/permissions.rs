//! Compares the permissions that the Admin Portal names with those that the server requires. The portal hides
//! what a role does not allow, and the compiler cannot know which permission the call behind a button requires.
//!
//! Only permissions to change something are compared: every role may read, and a page reads more than it is about.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its input has failed"
)]

mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tree::{read, sources};

const PORTAL: &str = "admin-ui/src";

/// What an operation of the API requires.
#[derive(Clone)]
struct Operation {
    /// Whether it can change something.
    changes: bool,
    /// The permission to change something that it always requires. `None` also if there are several, because the
    /// request then determines which one it is.
    required: Option<String>,
    /// The permissions that its description names, also those that only some requests require.
    named: BTreeSet<String>,
}

/// A call that can change something: the function of the client, and what it calls.
type Call<'a> = (&'a str, &'a Operation);

#[test]
fn the_admin_portal_asks_for_the_permissions_that_its_calls_require() {
    let (permissions, operations) = (permissions(), operations());
    let code = |path: PathBuf| (read(&path), path);
    let portal: Vec<_> = sources(Path::new(PORTAL)).into_iter().map(code).collect();
    let mut calls_in: BTreeMap<&Path, Vec<Call>> = BTreeMap::new();
    for (code, path) in &portal {
        for call in calls(&operations, code) {
            for place in path.ancestors() {
                calls_in.entry(place).or_default().push(call);
            }
        }
    }
    let (mut compared, mut wrong) = (0, Vec::new());
    for (code, path) in &portal {
        let (asked, own) = (asked(&permissions, code), calls(&operations, code));
        compared += usize::from(!asked.is_empty() && !own.is_empty());
        // The parts of a form have no calls: they ask for what the calls of their folder require, or of the nearest
        // folder with calls.
        let near = path.ancestors().find_map(|place| calls_in.get(place));
        let mut found = differences(&asked, &own, near.unwrap());
        for (variant, arm) in arms(code) {
            let (asked, own) = (self::asked(&permissions, &arm), calls(&operations, &arm));
            if !own.is_empty() {
                let of_arm = differences(&asked, &own, &own).into_iter();
                found.extend(of_arm.map(|one| format!("{variant}: {one}")));
            }
        }
        wrong.extend(found.iter().map(|one| format!("{}: {one}", path.display())));
    }
    assert!(compared > 20, "only {compared} files were compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How what code asks for differs from what its own calls, and those near it, require.
fn differences(asked: &BTreeSet<&str>, own: &[Call], near: &[Call]) -> Vec<String> {
    if asked.is_empty() {
        return Vec::new();
    }
    let forgotten = own.iter().filter_map(|(name, operation)| {
        let required = operation.required.as_deref()?;
        (!asked.contains(required)).then(|| format!("{name} requires {required}"))
    });
    let is_named = |one: &str| {
        near.iter()
            .any(|(_, operation)| operation.named.contains(one))
    };
    let unneeded = asked.iter().filter(|one| !is_named(one));
    let unneeded = unneeded.map(|one| format!("no call requires {one}"));
    forgotten.chain(unneeded).collect()
}

/// The permissions to change something that code names.
fn asked<'a>(permissions: &'a BTreeMap<String, String>, code: &str) -> BTreeSet<&'a str> {
    let named = code.split("Permission::").skip(1);
    let found = named.filter_map(|rest| permissions.get(word(rest)));
    found.map(String::as_str).collect()
}

/// The calls in code, `api().lock_user(…)` or `api.lock_user(…)`, that can change something.
fn calls<'a>(operations: &'a BTreeMap<String, Operation>, code: &str) -> Vec<Call<'a>> {
    let mut found = Vec::new();
    for (at, api) in code.match_indices("api") {
        let rest = &code[at + api.len()..];
        let rest = rest.strip_prefix("()").unwrap_or(rest).trim_start();
        let name = word(rest.strip_prefix('.').unwrap_or_default());
        if name.is_empty() {
            continue;
        }
        let operation = operations.get_key_value(name);
        let (name, operation) =
            operation.unwrap_or_else(|| panic!("no documented operation: {name}"));
        if operation.changes {
            found.push((name.as_str(), operation));
        }
    }
    found
}

/// The arms of a match on the variants of an action, such as `Self::Lock => …`, by the variant.
fn arms(code: &str) -> BTreeMap<&str, String> {
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    let mut variants = Vec::new();
    for rest in code.split("Self::").skip(1) {
        let variant = word(rest);
        variants.push(variant);
        let rest = rest[variant.len()..].trim_start();
        if rest.starts_with('|') {
            continue;
        }
        // The last arm ends with the function.
        let arm = rest.split("\n    }\n").next().unwrap_or_default();
        let arm = if arm.starts_with("=>") { arm } else { "" };
        for variant in variants.drain(..) {
            found.entry(variant).or_default().push_str(arm);
        }
    }
    found
}

/// The names of the permissions to change something, by their variants: `UsersWrite = "users:write",`.
fn permissions() -> BTreeMap<String, String> {
    let code = read(Path::new("crates/rules/src/role.rs"));
    let variants = code.lines().filter_map(|line| {
        let (variant, rest) = line.trim().split_once(" = \"")?;
        let name = rest.strip_suffix("\",")?;
        let changes = name.contains(':') && !name.ends_with(":read");
        changes.then(|| (variant.to_owned(), name.to_owned()))
    });
    variants.collect()
}

/// The operations that the functions of the client call, by the names of the functions.
fn operations() -> BTreeMap<String, Operation> {
    let documented = documented();
    let mut found = BTreeMap::new();
    for path in sources(Path::new("crates/client/src")) {
        for function in read(&path).split("pub async fn ").skip(1) {
            let operation = sends(function).and_then(|to| documented.get(&to));
            if let Some(operation) = operation {
                found.insert(word(function).to_owned(), operation.clone());
            }
        }
    }
    found
}

/// The method and path of the request that a function of the client sends.
fn sends(function: &str) -> Option<String> {
    let mut after_self = function.split("self").skip(1);
    let helper = after_self.find_map(|rest| rest.trim_start().strip_prefix('.'))?;
    let method = match word(helper).split('_').next()? {
        "create" => "post",
        "open" => "get",
        "send" | "submit" => word(function.split_once("Method::")?.1),
        method => method,
    };
    let path = function.split_once("\"/")?.1.split(['"', '?']).next()?;
    Some(request(method, path))
}

/// The operations of the API documentation, by method and path.
fn documented() -> BTreeMap<String, Operation> {
    let document: Value = serde_json::from_str(&read(Path::new("openapi/openapi.json"))).unwrap();
    let mut found = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(path) = path.strip_prefix("/api/v1/") else {
            continue;
        };
        for (method, operation) in methods.as_object().unwrap() {
            let access = operation["x-access"]["permissions"].as_array();
            let required = match access.map(Vec::as_slice) {
                Some([one]) => one.as_str().filter(|one| !one.ends_with(":read")),
                _ => None,
            };
            let description = operation["description"].as_str().unwrap_or_default();
            let spans = description.split('`').skip(1).step_by(2);
            let operation = Operation {
                changes: method != "get",
                required: required.map(str::to_owned),
                named: spans.map(str::to_owned).collect(),
            };
            found.insert(request(method, path), operation);
        }
    }
    found
}

/// A method and a path without the names of its parameters: `delete users/{}`.
fn request(method: &str, path: &str) -> String {
    let mut unnamed = Vec::new();
    for part in path.split('/') {
        unnamed.push(if part.starts_with('{') { "{}" } else { part });
    }
    format!("{} {}", method.to_lowercase(), unnamed.join("/"))
}

/// The identifier that code begins with.
fn word(code: &str) -> &str {
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_');
    &code[..end.unwrap_or(code.len())]
}
