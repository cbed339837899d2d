use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::applications::SamlCertificate;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Create the next certificate of an application
///
/// It is published in the metadata, but does not sign yet, so that the application can trust it first. Then
/// activate it. An application that reads the certificate only once has to get it from this response.
#[utoipa::path(
    post,
    path = "/applications/{id}/certificates",
    tag = "Applications",
    operation_id = "createApplicationCertificate",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 201, description = "The certificate", body = SamlCertificate),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create_certificate(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<HttpResponse> {
    let created = applications::create_certificate(&context, &principal, id).await?;
    Ok(HttpResponse::Created().json(created))
}
