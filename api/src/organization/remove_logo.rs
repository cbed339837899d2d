use actix_web::web::Data;
use contract::organization::Organization;
use identity::permitted::OrganizationWrite;
use identity::{Context, organization};

use crate::http::{Allowed, ApiResult, IfMatch, Versioned};

/// Remove the logo
#[utoipa::path(
    delete,
    path = "/organization/logo",
    tag = "Organization",
    operation_id = "removeOrganizationLogo"
)]
pub async fn remove_logo(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IfMatch(version): IfMatch,
) -> ApiResult<Versioned<Organization>> {
    let changed = organization::remove_logo(&context, &principal, version).await?;
    Ok(Versioned::after(&principal, changed))
}
