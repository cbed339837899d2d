use actix_web::web::Data;
use contract::terms::{OrganizationTerms, SetTerms};
use identity::permitted::OrganizationWrite;
use identity::{Context, terms};

use crate::http::{Allowed, ApiResult, IfMatch, LargeBody, Versioned};

/// Publish the organization's terms
///
/// A text that differs from the current version is published as the next one. Published versions are kept and
/// never change. If they are required, users must accept the current version at their next sign-in, and before
/// an application opens. LDAP, RADIUS, application passwords and SSH keys are not affected.
#[utoipa::path(
    put,
    path = "/organization/terms",
    tag = "Organization",
    operation_id = "setOrganizationTerms"
)]
pub async fn set(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IfMatch(version): IfMatch,
    LargeBody(body): LargeBody<SetTerms>,
) -> ApiResult<Versioned<OrganizationTerms>> {
    let changed = terms::set(&context, &principal, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
