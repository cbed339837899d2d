use actix_web::web::{Data, Json};
use contract::applications::SamlCertificate;
use contract::ids::{ApplicationId, CertificateId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Activate the next certificate of an application
///
/// Responses are signed with its key from now on. The previous certificate stays published until it is
/// deleted; the one before that is deleted.
#[utoipa::path(
    post,
    path = "/applications/{id}/certificates/{certificate}/activate",
    tag = "Applications",
    operation_id = "activateApplicationCertificate",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("certificate" = CertificateId, Path, description = "The certificate"),
    ),
    responses(
        (status = 200, description = "The certificate", body = SamlCertificate),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn activate_certificate(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, certificate)): Path<(ApplicationId, CertificateId)>,
) -> ApiResult<Json<SamlCertificate>> {
    let activated =
        applications::activate_certificate(&context, &principal, id, certificate).await?;
    Ok(Json(activated))
}
