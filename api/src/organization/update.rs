use actix_web::web::Data;
use contract::organization::{Organization, UpdateOrganization};
use identity::permitted::OrganizationWrite;
use identity::{Context, organization};

use crate::http::{Allowed, Answer, Body, IfMatch, Versioned};
use crate::openapi::problems;

/// Change the organization
///
/// Its name and contact, what its users may do, and every policy: for passwords, their age, lockout
/// and second factors. A field left out stays; a policy is replaced as a whole.
///
/// To change what second factors are asked of administrators takes `administrators:write` too.
#[utoipa::path(
    patch,
    path = "/organization",
    tag = "Organization",
    operation_id = "updateOrganization",
    responses(problems::InvalidFields,)
)]
pub async fn update(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateOrganization>,
) -> Answer<Versioned<Organization>> {
    Ok(Versioned::ok(
        organization::update(&context, &principal, version, &body).await?,
    ))
}
