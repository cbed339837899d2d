//! From a template, settings and values of the identity provider to what the administrator enters in the application.

use crate::idp_values::IdpValue;
use crate::pattern::Pattern;
use crate::settings::{ConnectionSettings, Settings};
use crate::template::{SnippetFormat, Template};

/// What the administrator enters in the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Where in the application its settings are.
    pub page: Option<String>,
    /// What to enter there.
    pub fields: Vec<FilledField>,
    /// The same as a configuration file.
    pub snippet: Option<FilledSnippet>,
    /// What else the administrator has to know.
    pub note: Option<String>,
}

/// A field of the application's own settings page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledField {
    /// What the page calls it.
    pub name: String,
    /// What to enter.
    pub value: String,
    /// Whether nobody else may read it.
    pub secret: bool,
}

/// A part of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledSnippet {
    /// The name of the file, or another place for the text.
    pub file: String,
    /// The language of the text.
    pub format: SnippetFormat,
    /// The text.
    pub text: String,
    /// Whether the text contains a value that nobody else may read.
    pub secret: bool,
}

/// Fills the fields and the snippet of a template. `idp_value` returns the values that Latchkey gives; for
/// those that it no longer knows, such as a client secret after it was shown, the text has a
/// placeholder like `CLIENT_SECRET`.
pub fn guide(
    template: &Template,
    settings: &Settings,
    idp_value: impl Fn(IdpValue) -> Option<String>,
) -> Guide {
    let value = |name: &str| match IdpValue::parse(name) {
        Some(value) => Some(idp_value(value).unwrap_or_else(|| value.stand_in())),
        None => own(settings, name).or_else(|| settings.answers.get(name).cloned()),
    };
    let is_secret = |pattern: &Pattern| {
        pattern
            .placeholders()
            .filter_map(IdpValue::parse)
            .any(IdpValue::is_secret)
    };
    let fields = template.fields.iter().map(|field| FilledField {
        name: field.name.clone(),
        value: field.value.fill(value),
        secret: is_secret(&field.value),
    });
    let snippet = template.snippet.as_ref().map(|snippet| FilledSnippet {
        file: snippet.file.clone(),
        format: snippet.format,
        text: snippet.text.fill(value),
        secret: is_secret(&snippet.text),
    });
    Guide {
        page: template.page.clone(),
        fields: fields.collect(),
        snippet,
        note: template.note.clone(),
    }
}

/// The placeholders for the application's own settings, by protocol.
#[cfg(test)]
pub(crate) const OWN: [(rules::application::ApplicationProtocol, &[&str]); 2] = [
    (
        rules::application::ApplicationProtocol::Oidc,
        &["redirect", "scopes"],
    ),
    (
        rules::application::ApplicationProtocol::Saml,
        &["acs", "entity_id"],
    ),
];

/// A setting of the application itself, so that a template states it once.
fn own(settings: &Settings, name: &str) -> Option<String> {
    match (&settings.connection, name) {
        (ConnectionSettings::Oidc(oidc), "redirect") => oidc.redirect_uris.first().cloned(),
        (ConnectionSettings::Oidc(oidc), "scopes") => Some(oidc.scopes.join(" ")),
        (ConnectionSettings::Saml(saml), "acs") => saml.acs.first().cloned(),
        (ConnectionSettings::Saml(saml), "entity_id") => Some(saml.entity_id.clone()),
        _ => None,
    }
}
