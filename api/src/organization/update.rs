use actix_web::web::Data;
use contract::organization::{Organization, UpdateOrganization};
use identity::permitted::OrganizationWrite;
use identity::{Context, organization};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Versioned};

/// Update the organization
///
/// Name and contact, what users may do, and all policies: passwords, password aging, lockout and MFA. Omitted
/// fields stay unchanged, including those of a policy.
///
/// Changing the MFA or lockout policy for administrators also requires `administrators:write`. If a
/// change makes a setting protect accounts less, all owners are notified by email.
#[utoipa::path(
    patch,
    path = "/organization",
    tag = "Organization",
    operation_id = "updateOrganization"
)]
pub async fn update(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateOrganization>,
) -> ApiResult<Versioned<Organization>> {
    let changed = organization::update(&context, &principal, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
