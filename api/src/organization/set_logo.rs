use actix_web::web::Data;
use contract::organization::{Organization, SetLogo};
use identity::permitted::OrganizationWrite;
use identity::{Context, organization};

use crate::http::{Allowed, ApiResult, IfMatch, LargeBody, Versioned};

/// Replace the logo
///
/// The image is decoded, scaled and re-encoded as PNG, so that only its pixels are stored. SVG is not
/// accepted, because it can contain scripts. Shown on sign-in pages and in both portals.
#[utoipa::path(
    put,
    path = "/organization/logo",
    tag = "Organization",
    operation_id = "setOrganizationLogo"
)]
pub async fn set_logo(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IfMatch(version): IfMatch,
    LargeBody(body): LargeBody<SetLogo>,
) -> ApiResult<Versioned<Organization>> {
    let changed = organization::set_logo(&context, &principal, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
