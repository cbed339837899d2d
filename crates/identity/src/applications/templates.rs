//! Creating applications from the templates of the catalog.

use catalog::{ConnectionSettings, InvalidAnswer, Settings, Template};
use contract::applications::{
    Application, ApplicationTemplate, ClaimMapping, CreateApplication, CreateFromTemplate,
    OidcSettings, TemplateQuestion,
};
use contract::page::Page;
use contract::problem::FieldError;

use super::create::create;
use super::saml_template::of_provider;
use crate::idempotency::Once;
use crate::lists::single_page;
use crate::permitted::{ApplicationsRead, ApplicationsWrite, Permitted};
use crate::{Context, Error};

/// Returns the applications of the catalog, by name.
pub fn templates(_: &Permitted<ApplicationsRead>) -> Page<ApplicationTemplate> {
    let items: Vec<_> = catalog::all().iter().map(show).collect();
    let total = items.len() as u64;
    single_page(items, total)
}

/// Returns an application of the catalog.
///
/// # Errors
/// `not-found`.
pub fn template(
    _: &Permitted<ApplicationsRead>,
    template: &str,
) -> Result<ApplicationTemplate, Error> {
    find(template).map(show)
}

/// Creates an application from a template: its addresses are those of the template, with the answers in
/// them. A repeated call with the same `idempotency_key` (kept for a day) returns the application that the
/// first call created.
///
/// # Errors
/// `not-found` if there is no such template; those of [`create`], and `invalid-fields` with all answers
/// that are not accepted.
pub async fn create_from_template(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    template: &str,
    request: &CreateFromTemplate,
    idempotency_key: Option<&str>,
) -> Result<Once<Application>, Error> {
    let template = find(template)?;
    let settings = catalog::fill(template, &request.answers).map_err(refused)?;
    let request = filled(template, settings, request);
    create(context, principal, &request, idempotency_key).await
}

fn find(template: &str) -> Result<&'static Template, Error> {
    catalog::find(template).ok_or(Error::NotFound)
}

fn show(template: &Template) -> ApplicationTemplate {
    let questions = template.asked.iter().map(|asked| TemplateQuestion {
        name: asked.name.clone(),
        label: asked.label.clone(),
        sample: asked.example.clone(),
        hint: asked.hint.clone(),
        within: asked.within.clone(),
    });
    ApplicationTemplate {
        id: template.id.clone(),
        name: template.name.clone(),
        summary: template.summary.clone(),
        letter: template.letter.clone(),
        color: template.color,
        category: template.category.as_str().to_owned(),
        protocol: template.connection.protocol(),
        questions: questions.collect(),
        note: template.note.clone(),
        documentation: template.documentation.clone(),
        evidence: template.verified,
    }
}

fn refused(invalid: Vec<InvalidAnswer>) -> Error {
    let errors = invalid.into_iter().map(|InvalidAnswer { name, problem }| {
        FieldError::new(
            format!("answers.{name}"),
            problem.code(),
            problem.to_string(),
        )
    });
    Error::InvalidFields(errors.collect())
}

/// The request that creates the application.
fn filled(
    template: &Template,
    settings: Settings,
    wanted: &CreateFromTemplate,
) -> CreateApplication {
    let name = wanted.name.as_ref().unwrap_or(&template.name);
    let connected = match settings.connection {
        ConnectionSettings::Oidc(oidc) => CreateApplication::oidc(name, of_client(oidc)),
        ConnectionSettings::Saml(saml) => CreateApplication::saml(name, of_provider(saml)),
    };
    CreateApplication {
        description: Some(template.summary.clone()),
        letter: Some(template.letter.clone()),
        color: Some(template.color),
        template: Some(template.id.clone()),
        category: Some(template.category.as_str().to_owned()),
        launch_url: settings.launch_url,
        open_to: wanted.open_to,
        ..connected
    }
}

fn of_client(oidc: catalog::OidcSettings) -> OidcSettings {
    let offline = oidc.offline();
    let mapped = oidc.mapped.into_iter().map(|claim| ClaimMapping {
        claim: claim.name,
        field: Some(claim.from.as_str().to_owned()),
        constant: None,
    });
    OidcSettings {
        kind: oidc.kind,
        auth: oidc.authentication,
        pkce: oidc.pkce,
        algorithm: oidc.algorithm,
        offline,
        claims: mapped.collect(),
        redirect_uris: oidc.redirect_uris,
        after_logout_uris: oidc.after_logout_uris,
        origins: oidc.origins,
        initiate_login_uri: oidc.initiate_login_uri,
        backchannel_logout_uri: oidc.back_channel_logout_uri,
        ..OidcSettings::default()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::create::NewApplication;
    use super::*;

    /// Everything that the portal offers can be created, with the examples as answers.
    #[test]
    fn every_template_that_is_offered_is_a_valid_request() {
        let mut offered = 0;
        for template in catalog::all() {
            let answers = template.asked.iter();
            let answers = answers.map(|asked| (asked.name.clone(), asked.example.clone()));
            let wanted = CreateFromTemplate {
                answers: answers.collect(),
                ..CreateFromTemplate::default()
            };
            let settings = catalog::fill(template, &wanted.answers).unwrap();
            let request = filled(template, settings, &wanted);
            let new = NewApplication::of(Uuid::nil(), &request);
            assert!(new.is_ok(), "{}: {:?}", template.id, new.err());
            offered += 1;
        }
        assert!(offered >= 40, "{offered}");
    }
}
