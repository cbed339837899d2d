//! Documents who may call an operation, based on what its handler requires of the caller.

use rules::role::Permission;
use serde_json::json;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;

use super::{Description, problems};

/// The name of the scheme of API keys and access tokens.
pub const BEARER: &str = "bearer";

/// The extension that names the callers of an operation, and the permissions, one of which they need. The
/// scopes of a security requirement cannot express this, because only OAuth gives them a meaning.
const EXTENSION: &str = "x-access";

/// Who sends an API key or access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A user, with an access token of the User Portal.
    User,
    /// An administrator, with an access token of the Admin Portal.
    Administrator,
    /// A program, with an API key.
    ApiKey,
    /// A Linux host, with its key.
    Host,
}

impl Caller {
    const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Administrator => "administrator",
            Self::ApiKey => "api_key",
            Self::Host => "host",
        }
    }
}

/// Who may call an operation.
#[derive(Debug)]
pub struct Access {
    /// The kinds of callers.
    pub callers: Vec<Caller>,
    /// The permissions, one of which the caller needs; empty for a person's own account.
    pub permissions: Vec<Permission>,
}

impl Access {
    /// Adapts the access to an endpoint of both portals to the Admin Portal.
    pub(super) fn at_admin_portal(&mut self) {
        for caller in &mut self.callers {
            if *caller == Caller::User {
                *caller = Caller::Administrator;
            }
        }
    }

    /// Adds it to the documentation of an operation.
    pub(super) fn document(&self, operation: &mut Operation) {
        let bearer = SecurityRequirement::new(BEARER, [""; 0]);
        operation.security = Some(vec![bearer]);
        let callers: Vec<_> = self.callers.iter().map(|one| one.as_str()).collect();
        let permissions: Vec<_> = self.permissions.iter().map(|one| one.as_str()).collect();
        let access = if permissions.is_empty() {
            json!({ "callers": callers })
        } else {
            json!({ "callers": callers, "permissions": permissions })
        };
        operation.extensions = Some(Extensions::from_iter([(EXTENSION, access)]));
        if let [caller] = self.callers[..]
            && permissions.is_empty()
        {
            let sentence = match caller {
                Caller::User => "Requires an access token of the User Portal.",
                Caller::Administrator | Caller::ApiKey => {
                    "Requires an access token of the Admin Portal."
                }
                Caller::Host => "Requires the key of a Linux host.",
            };
            add_paragraph(operation, sentence.to_owned());
        }
    }
}

/// Documents that an operation requires one of these permissions: as the role of an administrator,
/// or as a scope of an API key.
pub fn require_any_of(permissions: &[Permission], description: &mut Description) {
    let for_keys = permissions
        .iter()
        .any(|one| Permission::SCOPES.contains(one));
    let (mut callers, mut only) = (vec![Caller::Administrator], ", which API keys cannot have");
    if for_keys {
        callers.push(Caller::ApiKey);
        only = "";
    }
    let names: Vec<_> = permissions
        .iter()
        .map(|one| format!("`{}`", one.as_str()))
        .collect();
    let sentence = format!("Requires {}{only}.", names.join(" or "));
    description.for_keys = for_keys;
    description.access = Some(Access {
        callers,
        permissions: permissions.to_vec(),
    });
    description.problems::<problems::Forbidden>();
    add_paragraph(&mut description.operation, sentence);
}

/// Documents that an operation requires step-up authentication.
pub fn require_proof(description: &mut Description) {
    description.problems::<problems::ProofRequired>();
    let sentence =
        "Requires step-up authentication within the last 5 minutes: see `/admin/me/proof`.";
    add_paragraph(&mut description.operation, sentence.to_owned());
}

fn add_paragraph(operation: &mut Operation, paragraph: String) {
    let text = &mut operation.description;
    let paragraphs: Vec<_> = text.take().into_iter().chain([paragraph]).collect();
    *text = Some(paragraphs.join("\n\n"));
}
