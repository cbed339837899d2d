//! Who may call an operation follows from the permission that it names.

use rules::role::Permission;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;

/// Adds API keys where they can have the permission that administrators need, and says in words
/// what is needed. Answers whether a permission is: to be signed in may be enough.
pub(super) fn complete(operation: &mut Operation) -> bool {
    let Some(security) = &mut operation.security else {
        return false;
    };
    let needed = permissions(security);
    if needed.is_empty() {
        return false;
    }
    let callable = needed.iter().filter(|one| Permission::SCOPES.contains(one));
    let keys: Vec<_> = callable
        .map(|one| SecurityRequirement::new("api_key", [one.as_str()]))
        .collect();
    let only = if keys.is_empty() {
        ", which only people hold"
    } else {
        ""
    };
    let names: Vec<_> = needed
        .iter()
        .map(|one| format!("`{}`", one.as_str()))
        .collect();
    let sentence = format!("Needs {}{only}.", names.join(" or "));
    let said = operation.description.take();
    let all: Vec<_> = said.into_iter().chain([sentence]).collect();
    operation.description = Some(all.join("\n\n"));
    security.extend(keys);
    true
}

/// The permissions of which a person needs one.
fn permissions(security: &[SecurityRequirement]) -> Vec<Permission> {
    // What a requirement holds can be read once it is written.
    let written = serde_json::to_value(security).unwrap_or_default();
    let requirements = written.as_array().into_iter().flatten();
    requirements
        .filter_map(|requirement| requirement["administrator"].as_array())
        .flatten()
        .filter_map(|name| Permission::parse(name.as_str()?))
        .collect()
}
