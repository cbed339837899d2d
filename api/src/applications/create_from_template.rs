use actix_web::web::Data;
use contract::applications::{Application, CreateFromTemplate};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Path, Versioned};
use crate::openapi::problems;

/// Create an application from a template
///
/// Answer the questions of the template, usually with the host name of the application. The addresses are
/// composed from the answers, and the template has the other settings that the application needs. If an
/// answer is not accepted, the problem names it, such as `answers.host`.
///
/// Then create a secret at `/applications/{id}/secrets`, if the application uses OpenID Connect.
/// `/applications/{id}/guide` has the values to enter in the application.
#[utoipa::path(
    post,
    path = "/application-templates/{template}/applications",
    tag = "Applications",
    operation_id = "createApplicationFromTemplate",
    params(("template" = String, Path, description = "The identifier, such as `grafana`")),
    responses(
        (status = 201, description = "The new application"),
        problems::Taken,
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create_from_template(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path(template): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateFromTemplate>,
) -> ApiResult<Versioned<Application>> {
    let made =
        applications::create_from_template(&context, &principal, &template, &body, key.as_deref())
            .await?;
    Ok(Versioned::created(&principal, made))
}
