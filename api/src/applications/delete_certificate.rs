use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, CertificateId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Delete a certificate of an application
///
/// It is no longer published. The current certificate cannot be deleted.
#[utoipa::path(
    delete,
    path = "/applications/{id}/certificates/{certificate}",
    tag = "Applications",
    operation_id = "deleteApplicationCertificate",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("certificate" = CertificateId, Path, description = "The certificate"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn delete_certificate(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, certificate)): Path<(ApplicationId, CertificateId)>,
) -> ApiResult<HttpResponse> {
    applications::delete_certificate(&context, &principal, id, certificate).await?;
    Ok(HttpResponse::NoContent().finish())
}
