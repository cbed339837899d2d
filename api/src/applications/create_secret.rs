use actix_web::web::Data;
use contract::applications::ClientSecretCreated;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Created, Path};
use crate::openapi::problems;

/// Create a secret of an application
///
/// The secret itself is only ever shown in this response. An application can have two secrets at the same
/// time, so one can be replaced while the other still works.
#[utoipa::path(
    post,
    path = "/applications/{id}/secrets",
    tag = "Applications",
    operation_id = "createClientSecret",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 201, description = "The secret", body = ClientSecretCreated),
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create_secret(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<Created<ClientSecretCreated>> {
    let created = applications::create_secret(&context, &principal, id).await?;
    let path = format!(
        "/api/v1/applications/{id}/secrets/{}",
        created.client_secret.id
    );
    Ok(Created::at(path, created))
}
