//! From a template and answers to settings.

use crate::answer::{self, Answers, InvalidAnswer};
use crate::connection::{Connection, Oidc, Saml};
use crate::pattern::Pattern;
use crate::settings::{ConnectionSettings, OidcSettings, SamlSettings, Settings};
use crate::template::Template;

/// Fills a template with what the administrator answered.
///
/// # Errors
/// All answers that are not accepted: missing ones, those that nobody asked for, and those that would
/// lead an address elsewhere.
pub fn fill(template: &Template, answers: &Answers) -> Result<Settings, Vec<InvalidAnswer>> {
    let answers = answer::check(template, answers)?;
    let connection = match &template.connection {
        Connection::Oidc(oidc) => ConnectionSettings::Oidc(fill_oidc(oidc, &answers)),
        Connection::Saml(saml) => ConnectionSettings::Saml(fill_saml(saml, &answers)),
    };
    Ok(Settings {
        launch_url: optional(template.launch.as_ref(), &answers),
        connection,
        answers,
    })
}

fn fill_oidc(oidc: &Oidc, answers: &Answers) -> OidcSettings {
    OidcSettings {
        kind: oidc.kind,
        authentication: oidc.authentication,
        pkce: oidc.pkce,
        algorithm: oidc.algorithm,
        scopes: oidc.scopes.clone(),
        mapped: oidc.mapped.clone(),
        redirect_uris: each(&oidc.redirect, answers),
        after_logout_uris: each(&oidc.after_logout, answers),
        origins: each(&oidc.origins, answers),
        initiate_login_uri: optional(oidc.initiate_login.as_ref(), answers),
        back_channel_logout_uri: optional(oidc.back_channel_logout.as_ref(), answers),
    }
}

fn fill_saml(saml: &Saml, answers: &Answers) -> SamlSettings {
    SamlSettings {
        entity_id: one(&saml.entity_id, answers),
        acs: each(&saml.acs, answers),
        single_logout: optional(saml.single_logout.as_ref(), answers),
        name_id: saml.name_id,
        signed: saml.signed,
        unsolicited: saml.unsolicited,
        attributes: saml.attributes.clone(),
    }
}

fn one(pattern: &Pattern, answers: &Answers) -> String {
    pattern.fill(|name| answers.get(name).cloned())
}

fn each(patterns: &[Pattern], answers: &Answers) -> Vec<String> {
    patterns
        .iter()
        .map(|pattern| one(pattern, answers))
        .collect()
}

fn optional(pattern: Option<&Pattern>, answers: &Answers) -> Option<String> {
    pattern.map(|pattern| one(pattern, answers))
}
