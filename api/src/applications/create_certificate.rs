use actix_web::web::Data;
use contract::applications::SamlCertificate;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Created, Path};
use crate::openapi::problems;

/// Create the next certificate of an application
///
/// The certificate is published in the metadata, but its key does not sign yet. Activate it when the
/// application trusts it. If the application does not read the metadata again, enter the certificate from
/// this response there.
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
) -> ApiResult<Created<SamlCertificate>> {
    let created = applications::create_certificate(&context, &principal, id).await?;
    let path = format!("/api/v1/applications/{id}/certificates/{}", created.id);
    Ok(Created::at(path, created))
}
