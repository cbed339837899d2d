use actix_web::web::{Data, Json};
use contract::applications::{MetadataRead, ReadMetadata};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, LargeBody};

/// Read the SAML metadata of an application
///
/// Returns the settings derived from the metadata. Review them, and create or update the application with
/// them. Nothing is stored. The signature of the metadata is not verified, so get them from the application
/// itself. The body can have up to 512 KiB.
#[utoipa::path(
    post,
    path = "/saml-metadata",
    tag = "Applications",
    operation_id = "readSamlMetadata",
    responses(
        (status = 200, description = "The settings", body = MetadataRead),
    ),
)]
pub async fn read_metadata(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    LargeBody(body): LargeBody<ReadMetadata>,
) -> ApiResult<Json<MetadataRead>> {
    Ok(Json(applications::read_metadata(
        &context, &principal, &body,
    )?))
}
