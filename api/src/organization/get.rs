use actix_web::web::Data;
use contract::organization::Organization;
use identity::permitted::OrganizationRead;
use identity::{Context, organization};

use crate::http::{Allowed, ApiResult, Versioned};

/// Get the organization
#[utoipa::path(
    get,
    path = "/organization",
    tag = "Organization",
    operation_id = "getOrganization",
    responses(
        (status = 200, description = "The organization"),
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
) -> ApiResult<Versioned<Organization>> {
    Ok(Versioned::ok(
        organization::get(&context, &principal).await?,
    ))
}
