use actix_web::web::Data;
use contract::terms::OrganizationTerms;
use identity::permitted::OrganizationRead;
use identity::{Context, terms};

use crate::http::{Allowed, ApiResult, Versioned};

/// Get the organization's terms
///
/// The current version, and whether users must accept it.
#[utoipa::path(
    get,
    path = "/organization/terms",
    tag = "Organization",
    operation_id = "getOrganizationTerms",
    responses((status = 200, description = "The terms")),
)]
pub async fn get(
    Allowed(principal): Allowed<OrganizationRead>,
    context: Data<Context>,
) -> ApiResult<Versioned<OrganizationTerms>> {
    Ok(Versioned::ok(terms::get(&context, &principal).await?))
}
