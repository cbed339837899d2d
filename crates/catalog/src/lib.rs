//! The catalog of applications: what each application needs to sign users in with Latchkey, and what
//! its own settings page calls the values that Latchkey gives.
//!
//! Each application is one file in `applications`, which becomes a [`Template`]. Connecting one takes
//! two steps:
//!
//! 1. [`fill`] turns the template and what the administrator was asked for, mostly the host name, into
//!    the [`Settings`] that Latchkey registers.
//! 2. [`guide`] turns the template, these settings and the values that Latchkey gives into the
//!    [`Guide`]: what to enter where, and a snippet that is ready to be copied.
//!
//! Later, [`recognize`] reads the settings from the registered addresses again, so that the guide follows
//! their changes.
//!
//! The crate does no I/O. The server offers it through the API, so that the apps need not download it.

mod answer;
mod connection;
mod fill;
mod guide;
mod idp_values;
mod pattern;
mod recognize;
mod settings;
mod source;
mod template;

use std::sync::LazyLock;

pub use answer::{AnswerProblem, Answers, InvalidAnswer};
pub use connection::{Attribute, Connection, Mapped, Oidc, Saml};
pub use fill::fill;
pub use guide::{FilledField, FilledSnippet, Guide, guide};
pub use idp_values::IdpValue;
pub use pattern::Pattern;
pub use recognize::{Registered, recognize};
pub use settings::{ConnectionSettings, OidcSettings, SamlSettings, Settings};
pub use source::{NameFormat, NameIdFormat, SignedParts, Source};
pub use template::{Asked, AskedKind, Category, Field, Snippet, SnippetFormat, Template};

#[cfg(test)]
mod tests;

/// All templates, sorted by name without regard to case.
pub fn all() -> &'static [Template] {
    static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
        // A test parses each file, so the document is never invalid.
        let text = include_str!(concat!(env!("OUT_DIR"), "/applications.json"));
        let mut all: Vec<Template> = serde_json::from_str(text).unwrap_or_default();
        all.sort_by_key(|template| template.name.to_lowercase());
        all
    });
    &ALL
}

/// The template with this identifier.
pub fn find(id: &str) -> Option<&'static Template> {
    all().iter().find(|template| template.id == id)
}
