//! Documents who may call an operation, based on the permission that its handler requires.

use rules::role::Permission;
use utoipa::openapi::security::SecurityRequirement;

use super::{Description, problems};

/// Documents that an operation requires one of these permissions: as the role of an administrator,
/// or as a scope of an API key.
pub fn require_any_of(permissions: &[Permission], description: &mut Description) {
    let people = permissions
        .iter()
        .map(|one| SecurityRequirement::new("administrator", [one.as_str()]));
    let keys: Vec<_> = permissions
        .iter()
        .filter(|one| Permission::SCOPES.contains(one))
        .map(|one| SecurityRequirement::new("api_key", [one.as_str()]))
        .collect();
    let only = if keys.is_empty() {
        ", which API keys cannot have"
    } else {
        ""
    };
    let names: Vec<_> = permissions
        .iter()
        .map(|one| format!("`{}`", one.as_str()))
        .collect();
    let sentence = format!("Requires {}{only}.", names.join(" or "));
    description.for_keys = !keys.is_empty();
    description.security(people.chain(keys));
    description.problems::<problems::Forbidden>();
    add_paragraph(description, sentence);
}

/// Documents that an operation requires step-up authentication.
pub fn require_proof(description: &mut Description) {
    description.problems::<problems::ProofRequired>();
    let sentence =
        "Requires step-up authentication within the last 5 minutes: see `/admin/me/proof`.";
    add_paragraph(description, sentence.to_owned());
}

fn add_paragraph(description: &mut Description, paragraph: String) {
    let text = &mut description.operation.description;
    let paragraphs: Vec<_> = text.take().into_iter().chain([paragraph]).collect();
    *text = Some(paragraphs.join("\n\n"));
}
